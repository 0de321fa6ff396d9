import { globSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { ROOT } from "./folders.ts";
import { runChild } from "./run-child.ts";
import { runMain, StartFailure } from "./start-failure.ts";
import { startTestPostgres } from "./test-postgres.ts";

const USAGE = `npm run bench [-- -w NAME] [-- PATH…]
  Runs every bench/*.bench.ts, or those of one part (-w pay), or those whose path contains a
  PATH, one after the other. TEST_DATABASE_URL is a PostgreSQL that keeps what it acknowledges.`;

// Figures of a database that may forget are no figures.
const HONEST = { fsync: "on", synchronous_commit: "on", full_page_writes: "on" };

await runMain(main);

async function main(): Promise<number> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { workspace: { type: "string", short: "w" }, help: { type: "boolean" } },
  });
  if (values.help === true) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const part = values.workspace?.replace(/^@gov\//, "");
  const files = globSync("**/bench/*.bench.ts", {
    cwd: ROOT,
    exclude: (path) => /(^|\/)(node_modules|\.data|\.git)(\/|$)/.test(path),
  })
    .filter((file) => part === undefined || file.startsWith(`${part}/`))
    .filter((file) => positionals.length === 0 || positionals.some((word) => file.includes(word)))
    .toSorted();
  if (files.length === 0) throw new StartFailure(`No bench matches.\n${USAGE}`);
  const postgres = await startTestPostgres(HONEST);
  const env = { ...process.env, LOG_LEVEL: "silent", TEST_DATABASE_URL: postgres.url };
  try {
    const failed: string[] = [];
    for (const file of files) {
      process.stdout.write(`\n■ ${file}\n`);
      if ((await runChild(["--expose-gc", join(ROOT, file)], env)) !== 0) failed.push(file);
    }
    if (failed.length > 0) process.stdout.write(`\nFailed: ${failed.join(", ")}\n`);
    return failed.length === 0 ? 0 : 1;
  } finally {
    await postgres.stop();
  }
}
