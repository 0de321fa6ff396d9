import { execFile } from "node:child_process";
import { promisify } from "node:util";
import pg from "pg";

const run = promisify(execFile);
const scale = 50;

export type PgbenchRun = Readonly<{ tps: number; latencyMs: number }>;

/** True where PostgreSQL's own benchmark program is on this machine. */
export const hasPgbench = async (): Promise<boolean> => {
  try {
    await run("pgbench", ["--version"]);
    return true;
  } catch {
    return false;
  }
};

const withDatabase = (url: string, name: string): string => {
  const changed = new URL(url);
  changed.pathname = `/${name}`;
  return changed.href;
};

/**
 * A database with pgbench's tables at scale 50 on the same server. Gives its address and how to
 * drop it.
 */
export const preparePgbench = async (
  serverUrl: string,
): Promise<Readonly<{ url: string; drop: () => Promise<void> }>> => {
  const name = `pgbench_${process.pid}`;
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`create database ${name}`);
  const url = withDatabase(serverUrl, name);
  await run("pgbench", ["-i", "-q", "-s", String(scale), url]);
  const drop = async (): Promise<void> => {
    await admin.query(`drop database ${name} with (force)`);
    await admin.end();
  };
  return { url, drop };
};

/** TPC-B-like transactions: 64 clients, prepared statements. */
export const runPgbench = async (url: string, seconds: number): Promise<PgbenchRun> => {
  const words = ["-n", "-c", "64", "-j", "2", "-M", "prepared", "-T", String(seconds), url];
  const { stdout } = await run("pgbench", words, { maxBuffer: 1024 * 1024 });
  const number = (pattern: RegExp): number => Number(pattern.exec(stdout)?.[1] ?? Number.NaN);
  return {
    tps: number(/tps = ([\d.]+)/),
    latencyMs: number(/latency average = ([\d.]+) ms/),
  };
};
