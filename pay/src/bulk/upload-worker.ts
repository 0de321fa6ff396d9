import { Worker } from "node:worker_threads";
import type { UploadDeps } from "./process-upload.ts";
import { hasWaitingUpload } from "./upload-queries.ts";

export type UploadWorker = Readonly<{ close: () => Promise<void> }>;
export type UploadThreadData = Readonly<{
  databaseUrl: string;
  logLevel: string;
  everyMs: number;
  /** After so long without an upload the thread ends. */
  idleMs: number;
}>;

const idleMs = 15_000;
/** What a thread may hold: it is the same for a file of ten rows and one of a million. */
const resourceLimits = { maxYoungGenerationSizeMb: 6, maxOldGenerationSizeMb: 48 };
const entry = new URL("upload-thread.ts", import.meta.url);

/**
 * Works on uploads in a thread of its own, which is there while there are any: rows are read and
 * checked beside the requests of payers, not between them, and in memory with a bound. Closing
 * does not wait for a file's end: the next process goes on with it.
 */
export const startUploadWorker = (
  deps: UploadDeps,
  settings: Readonly<{ databaseUrl: string; logLevel: string; everyMs: number }>,
): UploadWorker => {
  let thread: Worker | undefined;
  let ended: Promise<void> = Promise.resolve();
  let closed = false;
  let looking = false;

  const open = (): void => {
    const workerData: UploadThreadData = { ...settings, idleMs };
    const opened = new Worker(entry, { workerData, resourceLimits });
    thread = opened;
    opened.on("message", () => deps.kickOutbox());
    opened.on("error", (error) => deps.log.error({ err: error }, "an upload stopped for now"));
    ended = new Promise((resolve) => {
      opened.once("exit", () => {
        thread = undefined;
        resolve();
      });
    });
  };

  const look = async (): Promise<void> => {
    if (thread || looking) return;
    looking = true;
    try {
      if ((await hasWaitingUpload(deps.db)) && !closed) open();
    } catch (error) {
      if (!closed) deps.log.error({ err: error }, "uploads could not be looked for");
    } finally {
      looking = false;
    }
  };

  const timer = setInterval(() => void look(), settings.everyMs);
  void look();
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
      thread?.postMessage("close");
      await ended;
    },
  };
};
