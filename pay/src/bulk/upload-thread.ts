import { randomUUID } from "node:crypto";
import { parentPort, workerData } from "node:worker_threads";
import { openDatabase } from "@gov/kit/db.ts";
import { createLog } from "@gov/kit/log.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { processUpload } from "./process-upload.ts";
import type { UploadThreadData } from "./upload-worker.ts";
import { takeUpload } from "./upload-queries.ts";

const { databaseUrl, logLevel, everyMs, idleMs } = workerData as UploadThreadData;
const connections = 3;

const log = createLog("pay", logLevel);
const db = openDatabase<PayDatabase>(databaseUrl, { max: connections });
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread has no origin
const kickOutbox = (): void => parentPort?.postMessage("kickOutbox");
const deps = { db, log, kickOutbox };

let closed = false;
let wake = (): void => undefined;
parentPort?.once("message", () => {
  closed = true;
  wake();
});

const pause = async (): Promise<void> =>
  await new Promise<void>((resolve) => {
    wake = resolve;
    setTimeout(resolve, everyMs);
  });

// One upload after another, those of dead processes included, until there was none for a while.
let busyAt = Date.now();
while (!closed && Date.now() - busyAt < idleMs) {
  const holder = randomUUID();
  const upload = await takeUpload(db, holder);
  if (!upload) {
    await pause();
    continue;
  }
  await processUpload({ deps, upload, holder, isClosed: () => closed });
  busyAt = Date.now();
}
await db.destroy();
parentPort?.close();
