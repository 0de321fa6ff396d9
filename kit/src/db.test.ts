import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { sql, type Kysely } from "kysely";
import { createTestDatabase, type TestDatabase } from "./db-test.ts";
import { inTransaction, openDatabase, violatedConstraint } from "./db.ts";
import { migrate } from "./migrate.ts";

type Tables = { counter: { id: number; value: bigint } };

let directory: string;
let database: TestDatabase;
let db: Kysely<Tables>;
const folder = (): URL => pathToFileURL(`${directory}/`);

before(async () => {
  directory = await mkdtemp(join(tmpdir(), "migrations-"));
  await writeFile(
    join(directory, "0001_counter.sql"),
    "create table counter (id int primary key, value bigint not null check (value >= 0));",
  );
  database = await createTestDatabase(folder());
  db = openDatabase<Tables>(database.url);
  await db.insertInto("counter").values({ id: 1, value: 0n }).execute();
});

after(async () => {
  await db.destroy();
  await database.drop();
  await rm(directory, { recursive: true });
});

test("a bigint comes back as the bigint it was", async () => {
  await db.insertInto("counter").values({ id: 2, value: 9_007_199_254_740_993n }).execute();
  const row = await db.selectFrom("counter").select("value").where("id", "=", 2).executeTakeFirst();
  assert.equal(row?.value, 9_007_199_254_740_993n);
});

test("colliding transactions are run again until each has counted", async () => {
  const addOne = () =>
    inTransaction(
      db,
      async (tx) => {
        const { value } = await tx
          .selectFrom("counter")
          .select("value")
          .where("id", "=", 1)
          .executeTakeFirstOrThrow();
        await sql`select pg_sleep(0.01)`.execute(tx);
        await tx
          .updateTable("counter")
          .set({ value: value + 1n })
          .where("id", "=", 1)
          .execute();
      },
      { isolation: "serializable" },
    );
  await Promise.all([addOne(), addOne(), addOne()]);
  const row = await db.selectFrom("counter").select("value").where("id", "=", 1).executeTakeFirst();
  assert.equal(row?.value, 3n);
});

test("a refused row names its constraint", async () => {
  await assert.rejects(
    db.insertInto("counter").values({ id: 3, value: -1n }).execute(),
    (error) => violatedConstraint(error) === "counter_value_check",
  );
});

test("migrations run once, in order, and are refused when they changed", async () => {
  assert.deepEqual(await migrate(database.url, folder()), []);
  await writeFile(join(directory, "0002_more.sql"), "alter table counter add column note text;");
  const both = await Promise.all([
    migrate(database.url, folder()),
    migrate(database.url, folder()),
  ]);
  assert.deepEqual(both.flat(), ["0002_more.sql"]);
  await writeFile(join(directory, "0002_more.sql"), "alter table counter add column other text;");
  await assert.rejects(migrate(database.url, folder()), /0002_more\.sql was changed/);
  for (const [name, refusal] of [
    ["0002_other.sql", /its number is taken by 0002_more\.sql/],
    ["0001_zero.sql", /its number is taken/],
    ["0000_late.sql", /comes before 0002_more\.sql, which ran already/],
    ["9_short.sql", /expected a name like/],
  ] as const) {
    await writeFile(join(directory, name), "select 1;");
    await assert.rejects(migrate(database.url, folder()), refusal);
    await rm(join(directory, name));
  }
});

test("a migration that fails leaves nothing behind", async () => {
  await writeFile(join(directory, "0002_more.sql"), "alter table counter add column note text;");
  await writeFile(
    join(directory, "0003_broken.sql"),
    "create table half (id int); select * from nowhere;",
  );
  await assert.rejects(migrate(database.url, folder()), /0003_broken\.sql failed/);
  const { rows } = await sql<{ found: unknown }>`select to_regclass('half') as found`.execute(db);
  assert.equal(rows[0]?.found, null);
});
