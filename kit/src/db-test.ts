import pg from "pg";
import { sha256 } from "./crypto.ts";
import { migrate } from "./migrate.ts";
import { readdir, readFile } from "node:fs/promises";

export type TestDatabase = Readonly<{ url: string; drop: () => Promise<void> }>;

const serverUrl = (): string => {
  const url = process.env["TEST_DATABASE_URL"];
  if (!url) throw new Error("TEST_DATABASE_URL is not set: run the tests with `npm test`");
  return url;
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

const fingerprint = async (directories: readonly URL[]): Promise<string> => {
  const folders = directories.map(async (directory) => {
    const names = (await readdir(directory)).toSorted();
    return await Promise.all(names.map((name) => readFile(new URL(name, directory))));
  });
  const parts = (await Promise.all(folders)).flat();
  return sha256(Buffer.concat(parts)).toString("hex").slice(0, 16);
};

const templateExists = async (admin: pg.Client, name: string): Promise<boolean> =>
  (await admin.query("select 1 from pg_database where datname = $1", [name])).rowCount === 1;

/** Migrates into a scratch name and renames: a template that exists is always whole. */
const buildTemplate = async (
  admin: pg.Client,
  name: string,
  directories: readonly URL[],
): Promise<void> => {
  const scratch = `${name}_building`;
  await admin.query(`drop database if exists ${scratch} with (force)`);
  await admin.query(`create database ${scratch}`);
  for (const directory of directories) await migrate(withDatabase(serverUrl(), scratch), directory);
  await admin.query(`alter database ${scratch} rename to ${name}`);
};

let counter = 0;

/**
 * A fresh database for one test file: a clone of a template that was migrated once for this
 * very set of migrations. Each of `directories` ends in a slash: the component's migrations, and
 * what a test adds to them, under later numbers.
 */
export const createTestDatabase = async (...directories: URL[]): Promise<TestDatabase> => {
  const admin = new pg.Client({ connectionString: serverUrl() });
  await admin.connect();
  const template = `template_${await fingerprint(directories)}`;
  counter += 1;
  const name = `test_${process.pid}_${counter}_${Date.now().toString(36)}`;
  try {
    // Cloning needs a template nobody is connected to: one process builds or clones at a time.
    await admin.query("select pg_advisory_lock(7305)");
    if (!(await templateExists(admin, template))) await buildTemplate(admin, template, directories);
    await admin.query(`create database ${name} template ${template} strategy file_copy`);
  } finally {
    await admin.end();
  }
  const drop = async (): Promise<void> => {
    const client = new pg.Client({ connectionString: serverUrl() });
    await client.connect();
    await client.query(`drop database if exists ${name} with (force)`);
    await client.end();
  };
  return { url: withDatabase(serverUrl(), name), drop };
};
