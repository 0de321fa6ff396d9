import { Logger, run, type Runner, type TaskList } from "graphile-worker";
import type { Log } from "./log.ts";

export type Jobs = Readonly<{ add: Runner["addJob"]; close: () => Promise<void> }>;

/**
 * Schedules and general work of one component (graphile-worker, in its own database).
 * `crontab` is one line a task: `*\/5 * * * * sweepSessions`. A job must be safe to run twice.
 */
export const startJobs = async (options: {
  url: string;
  tasks: TaskList;
  crontab: string;
  log: Log;
  concurrency?: number;
}): Promise<Jobs> => {
  const logger = new Logger(() => (level, message) => {
    if (level === "error") options.log.error({ worker: message }, "job worker");
  });
  const runner = await run({
    connectionString: options.url,
    taskList: options.tasks,
    crontab: options.crontab,
    concurrency: options.concurrency ?? 2,
    maxPoolSize: 4,
    noHandleSignals: true,
    pollInterval: 2_000,
    logger,
  });
  return {
    add: runner.addJob,
    close: async () => {
      await runner.stop();
    },
  };
};
