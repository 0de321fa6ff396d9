import { chmodSync, cpSync, existsSync, mkdirSync, readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DATA } from "./folders.ts";
import { findFreePort } from "./free-port.ts";
import { choosePostgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries } from "./postgres-binaries.ts";
import { createCluster, isCluster } from "./postgres-cluster.ts";
import { type Postgres, postgresLogFile, startPostgres, stopPostgres } from "./postgres.ts";
import { StartFailure } from "./start-failure.ts";

const FOLDER = join(DATA, "test");
const PORT_ATTEMPTS = 5;

/**
 * A test database is thrown away: nothing in it need survive a power cut. Each statement is planned
 * at once as one is that a connection has run many times, with its values unknown: a predicate of
 * an index that is given as a value then matches nothing.
 */
export const testSettings: Record<string, string> = {
  fsync: "off",
  synchronous_commit: "off",
  full_page_writes: "off",
  max_connections: "300",
  plan_cache_mode: "force_generic_plan",
};

export type TestPostgres = Postgres & { dataDir: string };

/**
 * A PostgreSQL for one run of tests: its own copy of an empty cluster on a free port, so that
 * several runs can go on at once. `stop` also removes its files. `settings` are the server's.
 */
export async function startTestPostgres(
  settings: Record<string, string> = testSettings,
): Promise<TestPostgres> {
  mkdirSync(FOLDER, { recursive: true });
  await sweepDeadRuns();
  const dataDir = join(FOLDER, `run-${process.pid}`);
  const account = choosePostgresAccount();
  cpSync(emptyCluster(), dataDir, { recursive: true, preserveTimestamps: true });
  // The copy of the folder itself gets the usual mode; PostgreSQL wants it private.
  chmodSync(dataDir, 0o700);
  ownTree(dataDir, account.own);
  const server = await startOnFreePort(dataDir, settings);
  return {
    ...server,
    dataDir,
    stop: async () => {
      await stopPostgres(dataDir);
      removeRun(dataDir);
    },
  };
}

// Made once for each version of PostgreSQL and copied for each run.
function emptyCluster(): string {
  const binaries = findPostgresBinaries();
  const template = join(FOLDER, `empty-${binaries.version}`);
  if (!isCluster(template)) {
    try {
      createCluster(template, binaries, choosePostgresAccount());
    } catch (error) {
      // Another run of tests finished the same work first.
      if (!isCluster(template)) throw error;
    }
  }
  return template;
}

function ownTree(dir: string, own: (path: string) => void): void {
  own(dir);
  for (const entry of readdirSync(dir, { recursive: true, encoding: "utf8" })) {
    own(join(dir, entry));
  }
}

async function startOnFreePort(
  dataDir: string,
  settings: Record<string, string>,
): Promise<Postgres> {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort();
    try {
      return await startPostgres({ dataDir, port, settings });
    } catch (error) {
      // Between finding and taking it, somebody else may have taken the port.
      const taken = error instanceof StartFailure && error.message.includes(`port ${port} is`);
      if (!taken || attempt === PORT_ATTEMPTS) throw error;
    }
  }
}

/** Removes what runs of tests left behind that were killed: their servers and their files. */
async function sweepDeadRuns(): Promise<void> {
  for (const name of readdirSync(FOLDER)) {
    const [, kind, pid] = /^(run|nation)-(\d+)(?:-\d+)?$/.exec(name) ?? [];
    if (pid === undefined || isRunning(Number(pid))) continue;
    const folder = join(FOLDER, name);
    await stopPostgres(kind === "run" ? folder : join(folder, "postgres"));
    removeRun(folder);
  }
}

function removeRun(dataDir: string): void {
  rmSync(dataDir, { recursive: true, force: true });
  const log = postgresLogFile(dataDir);
  if (existsSync(log)) rmSync(log);
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
