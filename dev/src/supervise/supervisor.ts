import { type ChildProcess, spawn } from "node:child_process";
import { closeSync } from "node:fs";
import { join } from "node:path";
import { COMPILE_CACHE } from "../folders.ts";
import { StartFailure } from "../start-failure.ts";
import { waitForReady } from "./health.ts";
import { openLogFile, readLogTail } from "./log-file.ts";

export type ProcessPlan = {
  name: string;
  /** The TypeScript file to run. */
  program: string;
  folder: string;
  env: Record<string, string>;
  /** Answers 200 when the process can serve. */
  readyUrl: string;
};

export type SupervisedProcess = {
  name: string;
  /** Process id while it runs. */
  pid(): number | undefined;
  /** Starts it and waits until it is ready. Throws StartFailure with the end of its log. */
  start(): Promise<void>;
  /** Asks it to stop and waits until it has; it is not started again. */
  stop(): Promise<void>;
  /** Sends a signal and waits for the end; the supervisor then starts it again. */
  kill(signal: NodeJS.Signals): Promise<void>;
  /** Stops it in an orderly way and starts it again. */
  restart(): Promise<void>;
  /** Waits until it is ready, for instance after `kill`. */
  whenReady(): Promise<void>;
};

export type SuperviseOptions = {
  logFolder: string;
  report: (line: string) => void;
  readyTimeoutMs?: number;
  stopTimeoutMs?: number;
  firstBackoffMs?: number;
};

const MAX_BACKOFF_MS = 30_000;
/** A process that ran this long starts again without the waiting it had earned. */
const STEADY_MS = 30_000;
/** Loaded into a program (`--import`) that must not outlive this process. */
export const PRELOAD = join(import.meta.dirname, "with-parent.ts");

/**
 * Keeps one process running: started again with growing pauses when it ends by itself, and
 * ended when this process ends.
 */
export function supervise(plan: ProcessPlan, options: SuperviseOptions): SupervisedProcess {
  const { readyTimeoutMs = 60_000, stopTimeoutMs = 12_000, firstBackoffMs = 300 } = options;
  let child: ChildProcess | undefined;
  let ended: Promise<void> = Promise.resolve();
  let wanted = false;
  let backoffMs = firstBackoffMs;
  let timer: NodeJS.Timeout | undefined;
  let logPath = "";

  const begin = (): ChildProcess => {
    const log = openLogFile(options.logFolder, plan.name);
    logPath = log.path;
    const started = spawn(process.execPath, ["--import", PRELOAD, plan.program], {
      cwd: plan.folder,
      env: { NODE_COMPILE_CACHE: COMPILE_CACHE, ...plan.env },
      stdio: ["ignore", log.fd, log.fd, "ipc"],
      // Ctrl-C in the terminal reaches the launcher alone, which stops everything in order.
      detached: true,
    });
    closeSync(log.fd);
    const startedAt = Date.now();
    ended = new Promise((resolve) => {
      started.once("error", () => resolve());
      started.once("exit", () => resolve());
    });
    void ended.then(() => {
      if (child === started) child = undefined;
      if (wanted) scheduleAgain(started, Date.now() - startedAt);
    });
    child = started;
    return started;
  };

  const isOver = (one: ChildProcess) => one.exitCode !== null || one.signalCode !== null;
  const becomeReady = async (one: ChildProcess): Promise<boolean> =>
    await waitForReady(plan.readyUrl, readyTimeoutMs, () => isOver(one) || one.pid === undefined);

  const scheduleAgain = (last: ChildProcess, ranMs: number): void => {
    if (ranMs > STEADY_MS) backoffMs = firstBackoffMs;
    const cause = last.signalCode ?? `code ${last.exitCode}`;
    const seconds = (backoffMs / 1000).toFixed(1);
    options.report(`${plan.name} ended (${cause}); starting it again in ${seconds} s`);
    timer = setTimeout(() => {
      const again = begin();
      void becomeReady(again).then((ready) => {
        if (ready && wanted) options.report(`${plan.name} is back`);
      });
    }, backoffMs);
    backoffMs = Math.min(backoffMs * 2, MAX_BACKOFF_MS);
  };

  const stop = async (): Promise<void> => {
    wanted = false;
    clearTimeout(timer);
    const last = child;
    if (last === undefined) return;
    last.kill("SIGTERM");
    const force = setTimeout(() => last.kill("SIGKILL"), stopTimeoutMs);
    await ended;
    clearTimeout(force);
  };

  const start = async (): Promise<void> => {
    const started = begin();
    if (await becomeReady(started)) {
      wanted = true;
      // It may have ended between its answer and now.
      if (isOver(started)) scheduleAgain(started, 0);
      return;
    }
    const what = isOver(started)
      ? `ended at its start (${started.signalCode ?? `code ${started.exitCode}`})`
      : `was not ready in ${readyTimeoutMs / 1000} s`;
    await stop();
    throw new StartFailure(
      `${plan.name} ${what}. Its log is ${logPath}; the last lines:\n  ${readLogTail(logPath)}`,
    );
  };

  return {
    name: plan.name,
    pid: () => child?.pid,
    start,
    stop,
    kill: async (signal) => {
      child?.kill(signal);
      await ended;
    },
    restart: async () => {
      await stop();
      await start();
    },
    whenReady: async () => {
      if (await waitForReady(plan.readyUrl, readyTimeoutMs, () => !wanted)) return;
      throw new StartFailure(`${plan.name} is not ready again. Its log is ${logPath}.`);
    },
  };
}
