import { join } from "node:path";
import { ROOT } from "./folders.ts";
import { runChild } from "./run-child.ts";
import { startTestPostgres } from "./test-postgres.ts";

/** Runs a long test program with this command's arguments on a PostgreSQL of its own. */
export async function runOnPostgres(...file: string[]): Promise<number> {
  const postgres = await startTestPostgres();
  const env = { ...process.env, LOG_LEVEL: "silent", TEST_DATABASE_URL: postgres.url };
  try {
    return await runChild([join(ROOT, ...file), ...process.argv.slice(2)], env);
  } finally {
    await postgres.stop();
  }
}
