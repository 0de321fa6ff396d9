import { existsSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { migrate } from "@gov/kit/migrate.ts";
import pg from "pg";
import { ROOT } from "../folders.ts";
import { COMPONENTS, type ComponentName } from "../nation/databases.ts";
import { startTestPostgres } from "../test-postgres.ts";
import { type Column, readColumns } from "./database-columns.ts";

export type MigratedComponent = { name: ComponentName; columns: Column[] };

/** Migrates each component into a scratch database and reads what columns it has then. */
export async function readMigratedComponents(): Promise<MigratedComponent[]> {
  const names = COMPONENTS.filter((name) => existsSync(join(ROOT, name, "migrations")));
  if (names.length === 0) return [];
  const postgres = await startTestPostgres();
  try {
    const found: MigratedComponent[] = [];
    for (const name of names) {
      found.push({ name, columns: await migrateAndRead(postgres.url, name) });
    }
    return found;
  } finally {
    await postgres.stop();
  }
}

async function migrateAndRead(serverUrl: string, name: ComponentName): Promise<Column[]> {
  await withClient(serverUrl, async (admin) => await admin.query(`create database ${name}`));
  const url = new URL(serverUrl);
  url.pathname = `/${name}`;
  await migrate(url.href, pathToFileURL(`${join(ROOT, name, "migrations")}/`));
  return await withClient(url.href, readColumns);
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
