import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ROOT } from "./folders.ts";
import { choosePostgresAccount } from "./postgres-account.ts";
import { runChild } from "./run-child.ts";
import { startTestPostgres, testSettings } from "./test-postgres.ts";

const runAt = async (databaseUrl: string, file: readonly string[]): Promise<number> => {
  const env = { ...process.env, LOG_LEVEL: "silent", TEST_DATABASE_URL: databaseUrl };
  return await runChild([join(ROOT, ...file), ...process.argv.slice(2)], env);
};

/** Runs a long test program with this command's arguments on a PostgreSQL of its own. */
export async function runOnPostgres(...file: string[]): Promise<number> {
  const postgres = await startTestPostgres();
  try {
    return await runAt(postgres.url, file);
  } finally {
    await postgres.stop();
  }
}

/** The same over a socket in the file system, which costs less for each statement than TCP. */
export async function runBesidePostgres(...file: string[]): Promise<number> {
  // Directly under the system's: the name of a socket may not be long.
  const folder = mkdtempSync(join(tmpdir(), "pg-"));
  choosePostgresAccount().own(folder);
  try {
    const settings = { ...testSettings, unix_socket_directories: folder, autovacuum: "off" };
    const postgres = await startTestPostgres(settings);
    try {
      return await runAt(`${postgres.url}?host=${encodeURIComponent(folder)}`, file);
    } finally {
      await postgres.stop();
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
