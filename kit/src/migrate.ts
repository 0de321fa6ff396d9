import { readdir, readFile } from "node:fs/promises";
import pg from "pg";
import { sha256 } from "./crypto.ts";

type Migration = Readonly<{ name: string; sql: string; checksum: string }>;

const lockKey = 4_715_218_020_301;

/** Reads `NNNN_name.sql` files in order; refuses other names and doubled numbers. */
const readMigrations = async (directory: URL): Promise<Migration[]> => {
  const names = (await readdir(directory)).filter((name) => name.endsWith(".sql")).toSorted();
  return await Promise.all(
    names.map(async (name, index) => {
      if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) {
        throw new Error(`migration ${name}: expected a name like 0007_what_it_does.sql`);
      }
      if (names[index - 1]?.slice(0, 4) === name.slice(0, 4)) {
        throw new Error(`migration ${name}: its number is taken by ${names[index - 1]}`);
      }
      const sql = await readFile(new URL(name, directory), "utf8");
      return { name, sql, checksum: sha256(sql).toString("hex") };
    }),
  );
};

const applyOne = async (client: pg.Client, migration: Migration): Promise<void> => {
  await client.query("begin");
  try {
    await client.query(migration.sql);
    await client.query("insert into schema_migration (name, checksum) values ($1, $2)", [
      migration.name,
      migration.checksum,
    ]);
    await client.query("commit");
  } catch (error) {
    await client.query("rollback");
    throw new Error(`migration ${migration.name} failed`, { cause: error });
  }
};

/**
 * Brings a database to the newest migration, each in its own transaction, under a lock so that
 * several processes may start at once. A file that changed after it ran is refused by name.
 * `directory` must end with a slash. Gives the names applied now.
 */
export const migrate = async (url: string, directory: URL): Promise<string[]> => {
  const migrations = await readMigrations(directory);
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("select pg_advisory_lock($1)", [lockKey]);
    await client.query(
      `create table if not exists schema_migration (name text primary key, checksum text not null,
       applied_at timestamptz not null default now())`,
    );
    const { rows } = await client.query<{ name: string; checksum: string }>(
      "select name, checksum from schema_migration",
    );
    const done = new Map(rows.map((row) => [row.name, row.checksum]));
    const newest = [...done.keys()].toSorted().at(-1) ?? "";
    const applied: string[] = [];
    for (const migration of migrations) {
      const checksum = done.get(migration.name);
      if (checksum === undefined) {
        if (migration.name < newest) {
          throw new Error(`migration ${migration.name} comes before ${newest}, which ran already`);
        }
        await applyOne(client, migration);
        applied.push(migration.name);
      } else if (checksum !== migration.checksum) {
        throw new Error(`migration ${migration.name} was changed after it ran; add a new one`);
      }
    }
    return applied;
  } finally {
    await client.end();
  }
};
