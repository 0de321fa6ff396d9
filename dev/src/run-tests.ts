import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ensureInstalled } from "../install.mjs";
import { ensureBrowser, mayNeedBrowser } from "./find-browser.ts";
import { COMPILE_CACHE, ROOT } from "./folders.ts";
import { whenParentGone } from "./supervise/parent.ts";
import { runMain, StartFailure } from "./start-failure.ts";
import type { Tally } from "./tally-reporter.ts";
import { findTestGroups, type TestGroup } from "./test-files.ts";
import { startTestPostgres } from "./test-postgres.ts";

const INTEROP = "--interop";
const USAGE = `npm test [-- PATH…] [-- --test-…]
  Runs the tests whose path contains one of the PATHs, or all, against a real PostgreSQL.
  --interop runs the checks with other people's programs (pdfsig, openssl, zbarimg, SoftHSM) instead.
  Options of "node --test" are passed on, for instance --test-name-pattern=refund.
  Environment: TEST_DATABASE_URL uses that server instead of starting one, CHROMIUM_PATH names
  the browser, CHROMIUM_OWN=1 installs one even where the machine has its own.`;

const TALLY_REPORTER = join(import.meta.dirname, "tally-reporter.ts");
const EMPTY: Tally = {
  tests: 0,
  suites: 0,
  passed: 0,
  failed: 0,
  cancelled: 0,
  skipped: 0,
  todo: 0,
};

let running: ChildProcess | undefined;
let stopped = false;

await runMain(main);

async function main(): Promise<number> {
  const words = process.argv.slice(2);
  if (words.includes("--help")) {
    process.stdout.write(`${USAGE}\n`);
    return 0;
  }
  const options = words.filter((word) => word.startsWith("--") && word !== INTEROP);
  const filters = words.filter((word) => !word.startsWith("--"));
  const groups = findTestGroups(ROOT, filters, words.includes(INTEROP));
  if (groups.length === 0) {
    throw new StartFailure(`No test file matches. ${USAGE}`);
  }
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, interrupt);
  whenParentGone(interrupt);
  const startedAt = Date.now();
  const environment = await prepareEnvironment(groups);
  try {
    const results = [];
    for (const group of groups) {
      if (stopped) break;
      results.push(await runGroup(group, options, environment.variables));
    }
    printTotal(results, Date.now() - startedAt);
    return stopped || results.some((result) => !result.ok) ? 1 : 0;
  } finally {
    await environment.stop();
  }
}

function interrupt(): void {
  stopped = true;
  running?.kill("SIGTERM");
}

type Environment = { variables: NodeJS.ProcessEnv; stop(): Promise<void> };

async function prepareEnvironment(groups: TestGroup[]): Promise<Environment> {
  // The app has its own lock file: its core cannot be loaded without what it names.
  if (groups.some(({ name, files }) => name === "hukumati" && files.length > 0)) {
    const failure = await ensureInstalled(join(ROOT, "hukumati"), "the app's dependencies");
    if (failure !== undefined) throw new StartFailure(failure);
  }
  const files = groups.flatMap((group) => group.files.map((file) => join(group.folder, file)));
  const browser = mayNeedBrowser(files) ? await ensureBrowser() : undefined;
  const given = process.env["TEST_DATABASE_URL"];
  const postgres = given === undefined ? await startTestPostgres() : undefined;
  return {
    variables: {
      NODE_ENV: "test",
      LOG_LEVEL: "silent",
      NODE_COMPILE_CACHE: COMPILE_CACHE,
      ...process.env,
      TEST_DATABASE_URL: postgres?.url ?? given,
      ...(browser === undefined ? {} : { CHROMIUM_PATH: browser }),
    },
    stop: async () => await postgres?.stop(),
  };
}

type GroupResult = { ok: boolean; tally: Tally };

async function runGroup(
  group: TestGroup,
  options: string[],
  env: NodeJS.ProcessEnv,
): Promise<GroupResult> {
  const scratch = mkdtempSync(join(tmpdir(), "tests-"));
  const tallyFile = join(scratch, "tally.json");
  process.stdout.write(`\n■ ${group.name}: ${group.files.length} files\n`);
  try {
    const code = await runNode(group, env, [
      "--test",
      "--test-reporter=spec",
      "--test-reporter-destination=stdout",
      `--test-reporter=${TALLY_REPORTER}`,
      `--test-reporter-destination=${tallyFile}`,
      ...group.options,
      ...options,
      ...group.files,
    ]);
    return { ok: code === 0, tally: readTally(tallyFile) };
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

function runNode(group: TestGroup, env: NodeJS.ProcessEnv, args: string[]): Promise<number> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd: group.folder, env, stdio: "inherit" });
    running = child;
    child.on("error", reject);
    child.on("exit", (code) => {
      running = undefined;
      resolve(code ?? 1);
    });
  });
}

function readTally(file: string): Tally {
  try {
    return { ...EMPTY, ...(JSON.parse(readFileSync(file, "utf8")) as Partial<Tally>) };
  } catch {
    // A run that was cut off has no counts: its exit code tells.
    return EMPTY;
  }
}

function printTotal(results: GroupResult[], durationMs: number): void {
  const sum = (key: keyof Tally) => results.reduce((total, one) => total + one.tally[key], 0);
  const lines = [
    `tests ${sum("tests")}`,
    `suites ${sum("suites")}`,
    `pass ${sum("passed")}`,
    `fail ${sum("failed")}`,
    `cancelled ${sum("cancelled")}`,
    `skipped ${sum("skipped")}`,
    `todo ${sum("todo")}`,
    `duration_ms ${durationMs}`,
  ];
  process.stdout.write(`\n■ total\n${lines.map((line) => `ℹ ${line}`).join("\n")}\n`);
}
