import { spawn } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "./folders.ts";
import { whenParentGone } from "./supervise/parent.ts";
import { startTestPostgres } from "./test-postgres.ts";

/** Runs a long test program with this command's arguments on a PostgreSQL of its own. */
export async function runOnPostgres(...file: string[]): Promise<number> {
  const postgres = await startTestPostgres();
  const env = { ...process.env, LOG_LEVEL: "silent", TEST_DATABASE_URL: postgres.url };
  try {
    return await new Promise((resolve, reject) => {
      const child = spawn(process.execPath, [join(ROOT, ...file), ...process.argv.slice(2)], {
        cwd: ROOT,
        env,
        stdio: "inherit",
      });
      const interrupt = () => child.kill("SIGTERM");
      process.once("SIGINT", interrupt);
      process.once("SIGTERM", interrupt);
      whenParentGone(interrupt);
      child.on("error", reject);
      child.on("exit", (code) => resolve(code ?? 1));
    });
  } finally {
    await postgres.stop();
  }
}
