import { randomUUID } from "node:crypto";
import type { PayDeps } from "#src/deps.ts";
import { processUpload } from "./process-upload.ts";
import { takeUpload } from "./upload-queries.ts";

export type UploadWorker = Readonly<{ close: () => Promise<void> }>;

/**
 * Works on uploads one after another, those of dead processes included. Closing does not wait for
 * a file's end: the next process goes on with it.
 */
export const startUploadWorker = (deps: PayDeps, everyMs: number): UploadWorker => {
  let running: Promise<void> | undefined;
  let closed = false;
  const run = async (): Promise<void> => {
    try {
      while (!closed) {
        const holder = randomUUID();
        const upload = await takeUpload(deps.db, holder);
        if (!upload) return;
        await processUpload({ deps, upload, holder, isClosed: () => closed });
      }
    } catch (error) {
      if (!closed) deps.log.error({ err: error }, "an upload stopped for now");
    }
  };
  const start = (): void => {
    if (!closed) running ??= run().finally(() => (running = undefined));
  };
  const timer = setInterval(start, everyMs);
  start();
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
};
