import { type ChildProcess, spawn } from "node:child_process";
import { closeSync, existsSync, openSync, readFileSync, realpathSync, statSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import pg from "pg";
import { choosePostgresAccount } from "./postgres-account.ts";
import { findPostgresBinaries, type PostgresBinaries } from "./postgres-binaries.ts";
import { createCluster, explainPostgresLog, isCluster, readPassword } from "./postgres-cluster.ts";
import { StartFailure } from "./start-failure.ts";

export type PostgresOptions = {
  dataDir: string;
  port: number;
  /** Server settings, for instance `{ fsync: 'off' }`. */
  settings?: Record<string, string>;
};

export type Postgres = {
  /** Superuser address of the database `postgres`. */
  url: string;
  port: number;
  /** Process id of the postmaster. */
  pid: number;
  /** True when a server left running by an earlier launcher was taken over. */
  adopted: boolean;
  stop(): Promise<void>;
};

type Live = { pid: number; port: number };

const START_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;
const CRASH_RETRY_MS = 15_000;
const POLL_MS = 25;

/**
 * Starts PostgreSQL 18 on 127.0.0.1 with its files in `dataDir` (made at first), or takes over
 * the one an earlier launcher left. The server outlives this process unless `stop` is called.
 * Throws StartFailure with a sentence when it cannot.
 */
export async function startPostgres(options: PostgresOptions): Promise<Postgres> {
  const binaries = findPostgresBinaries();
  if (!isCluster(options.dataDir)) {
    createCluster(options.dataDir, binaries, choosePostgresAccount());
  }
  const live = await findLivePostgres(options.dataDir);
  if (live?.port === options.port) return describe(options.dataDir, live, true);
  if (live !== undefined) await stopProcess(live.pid);
  return await startServer(options, binaries);
}

/** The server already running on this folder, if it answers to the folder's password. */
export async function findLivePostgres(dataDir: string): Promise<Live | undefined> {
  const live = readPidFile(dataDir);
  if (live === undefined || !isAlive(live.pid)) return undefined;
  return (await answers(dataDir, live.port)) ? live : undefined;
}

/** Stops the server running on this folder, if there is one. */
export async function stopPostgres(dataDir: string): Promise<void> {
  const live = await findLivePostgres(dataDir);
  if (live !== undefined) await stopProcess(live.pid);
}

/** Where a server on this folder writes its log. */
export const postgresLogFile = (dataDir: string): string => `${dataDir}.log`;

async function startServer(options: PostgresOptions, binaries: PostgresBinaries) {
  const deadline = Date.now() + CRASH_RETRY_MS;
  for (;;) {
    const { child, logFrom } = spawnServer(options, binaries);
    if (await becameReady(options, child)) {
      return describe(options.dataDir, { pid: child.pid ?? 0, port: options.port }, false);
    }
    const said = readFileSync(postgresLogFile(options.dataDir), "utf8").slice(logFrom);
    // After a crash the dead server's children hold on for a moment. The pid file is theirs:
    // it is never deleted, PostgreSQL itself decides when it is stale.
    const lingering = /postmaster\.pid" already exists|pre-existing shared memory block/.test(said);
    if (!lingering || Date.now() > deadline) throw explainFailure(options, said);
    await delay(POLL_MS * 8);
  }
}

function spawnServer(options: PostgresOptions, binaries: PostgresBinaries) {
  const settings = {
    listen_addresses: "127.0.0.1",
    port: String(options.port),
    unix_socket_directories: "",
    max_connections: "200",
    timezone: "UTC",
    log_timezone: "UTC",
    ...options.settings,
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
  const account = choosePostgresAccount();
  const { file, args } = account.command(binaries.postgres, ["-D", options.dataDir, ...flags]);
  const path = postgresLogFile(options.dataDir);
  const logFrom = existsSync(path) ? statSync(path).size : 0;
  const log = openSync(path, "a", 0o600);
  const child = spawn(file, args, {
    ...account.options(options.dataDir),
    detached: true,
    stdio: ["ignore", log, log],
  });
  closeSync(log);
  child.on("error", () => {});
  child.unref();
  return { child, logFrom };
}

async function becameReady(options: PostgresOptions, child: ChildProcess): Promise<boolean> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      return false;
    }
    if (await answers(options.dataDir, options.port)) return true;
    await delay(POLL_MS);
  }
  child.kill("SIGINT");
  return false;
}

function explainFailure(options: PostgresOptions, said: string): StartFailure {
  if (/Address already in use/.test(said)) {
    return new StartFailure(
      `PostgreSQL cannot start: port ${options.port} is taken by another program. ` +
        "Stop that program, or choose other ports with --port-base.",
    );
  }
  return new StartFailure(explainPostgresLog(said, "PostgreSQL did not start"));
}

function describe(dataDir: string, live: Live, adopted: boolean): Postgres {
  return {
    url: superuserUrl(dataDir, live.port),
    port: live.port,
    pid: live.pid,
    adopted,
    stop: async () => await stopProcess(live.pid),
  };
}

function superuserUrl(dataDir: string, port: number): string {
  return `postgres://postgres:${readPassword(dataDir)}@127.0.0.1:${port}/postgres`;
}

// Asks the server which folder it serves: another server may have taken the port since.
async function answers(dataDir: string, port: number): Promise<boolean> {
  const client = new pg.Client({
    connectionString: superuserUrl(dataDir, port),
    connectionTimeoutMillis: 2_000,
  });
  client.on("error", () => {});
  try {
    await client.connect();
    const { rows } = await client.query<{ dir: string }>(
      "select setting as dir from pg_settings where name = 'data_directory'",
    );
    return rows[0] !== undefined && realpathSync(rows[0].dir) === realpathSync(dataDir);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

// Lines of postmaster.pid: process id, data folder, start time, port, …
function readPidFile(dataDir: string): Live | undefined {
  try {
    const lines = readFileSync(join(dataDir, "postmaster.pid"), "utf8").split("\n");
    const [pid, port] = [Number(lines[0]), Number(lines[3])];
    return pid > 1 && port > 0 ? { pid, port } : undefined;
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

// SIGINT is PostgreSQL's fast shutdown: clients are cut off, everything acknowledged is kept.
// One that cannot finish it (a full disk) is told to leave at once; it recovers at its next start.
async function stopProcess(pid: number): Promise<void> {
  for (const signal of ["SIGINT", "SIGQUIT"] as const) {
    if (!isAlive(pid)) return;
    process.kill(pid, signal);
    if (await hasEnded(pid)) return;
  }
  throw new StartFailure(`PostgreSQL (process ${pid}) does not stop. Look at its log.`);
}

async function hasEnded(pid: number): Promise<boolean> {
  const deadline = Date.now() + STOP_TIMEOUT_MS;
  while (Date.now() < deadline) {
    if (!isAlive(pid)) return true;
    await delay(POLL_MS);
  }
  return false;
}
