import { spawnSync } from "node:child_process";
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { Account } from "./postgres-account.ts";
import type { PostgresBinaries } from "./postgres-binaries.ts";
import { StartFailure } from "./start-failure.ts";

const PASSWORD_FILE = "superuser-password";

/** The password of the cluster's superuser `postgres`, kept in its folder, for the owner only. */
export function readPassword(dataDir: string): string {
  return readFileSync(join(dataDir, PASSWORD_FILE), "utf8");
}

/** True when a whole cluster stands in the folder. */
export function isCluster(dataDir: string): boolean {
  return existsSync(join(dataDir, PASSWORD_FILE));
}

/**
 * Makes a new cluster beside its place and renames it, so that an interrupted start never
 * leaves half a cluster behind.
 */
export function createCluster(dataDir: string, binaries: PostgresBinaries, account: Account): void {
  if (existsSync(dataDir)) {
    throw new StartFailure(
      `The folder ${dataDir} exists but holds no database of this system. ` +
        "Name another folder with --data, or remove it.",
    );
  }
  const unfinished = `${dataDir}.new-${process.pid}`;
  const passwordFile = `${unfinished}.password`;
  const password = randomBytes(24).toString("base64url");
  try {
    mkdirSync(dirname(dataDir), { recursive: true });
    mkdirSync(unfinished, { mode: 0o700 });
    writeFileSync(passwordFile, password, { mode: 0o600 });
    account.own(unfinished);
    account.own(passwordFile);
    runInitdb(unfinished, passwordFile, binaries, account);
    writeFileSync(join(unfinished, PASSWORD_FILE), password, { mode: 0o600 });
    account.own(join(unfinished, PASSWORD_FILE));
    renameSync(unfinished, dataDir);
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true });
    throw explainFileError(error);
  } finally {
    rmSync(passwordFile, { force: true });
  }
}

function runInitdb(
  dir: string,
  passwordFile: string,
  binaries: PostgresBinaries,
  account: Account,
): void {
  const { file, args } = account.command(binaries.initdb, [
    `--pgdata=${dir}`,
    "--username=postgres",
    `--pwfile=${passwordFile}`,
    "--auth=scram-sha-256",
    "--encoding=UTF8",
    // One order of text on every machine, whatever locales it has.
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
    "--no-sync",
    "--no-instructions",
  ]);
  const run = spawnSync(file, args, { encoding: "utf8", ...account.options(dir) });
  if (run.status === 0) return;
  const said = `${run.stdout ?? ""}${run.stderr ?? run.error?.message ?? ""}`;
  throw new StartFailure(explainPostgresLog(said, `initdb could not make the database in ${dir}`));
}

/** Turns what PostgreSQL printed into one sentence with the remedy, where the cause is known. */
export function explainPostgresLog(said: string, what: string): string {
  if (/No space left on device/.test(said)) {
    return `${what}: the disk is full. Free some space and start again.`;
  }
  const lines = said.trim().split("\n").slice(-6).join("\n  ");
  return `${what}. PostgreSQL said:\n  ${lines}`;
}

function explainFileError(error: unknown): unknown {
  const code = (error as NodeJS.ErrnoException).code;
  if (code === "ENOSPC") {
    return new StartFailure("The disk is full. Free some space and start again.");
  }
  if (code === "EACCES" || code === "EROFS") {
    const { message } = error as Error;
    return new StartFailure(`The data folder cannot be written (${message}). Use --data DIR.`);
  }
  return error;
}
