import pg from "pg";
import type { NationSecrets } from "./secrets.ts";

/** Components that own a database of their name. */
export const COMPONENTS = ["sso", "pay", "exchange", "portal"] as const;
export type ComponentName = (typeof COMPONENTS)[number];

/** Makes each component's role and database, and sets the role's password to the one it has. */
export async function prepareDatabases(url: string, secrets: NationSecrets): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  try {
    for (const name of COMPONENTS) {
      await prepareDatabase(admin, name, secrets.databasePasswords[name]);
    }
  } finally {
    await admin.end();
  }
}

async function prepareDatabase(admin: pg.Client, name: ComponentName, password: string) {
  const secret = pg.escapeLiteral(password);
  const role = await admin.query("select 1 from pg_roles where rolname = $1", [name]);
  const verb = role.rowCount === 0 ? "create" : "alter";
  await admin.query(`${verb} role ${name} login password ${secret}`);
  const database = await admin.query("select 1 from pg_database where datname = $1", [name]);
  if (database.rowCount === 0) await admin.query(`create database ${name} owner ${name}`);
  // A component cannot look into its neighbour's database.
  await admin.query(`revoke all on database ${name} from public`);
}

/** The address a component connects to its own database with. */
export function databaseUrl(port: number, name: ComponentName, secrets: NationSecrets): string {
  return `postgres://${name}:${secrets.databasePasswords[name]}@127.0.0.1:${port}/${name}`;
}
