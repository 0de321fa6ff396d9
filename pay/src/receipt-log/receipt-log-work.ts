import type { PayDeps } from "#src/deps.ts";
import { closeDays } from "./close-days.ts";
import { signLate } from "./late-signing.ts";
import { stampDays } from "./stamp-days.ts";
import type { TimestampSettings } from "./timestamp-config.ts";

const everyMs = 60_000;
const now = (): Date => new Date();

/** Closes days of receipts that have ended and has them stamped: at the start, then each minute. */
export const startReceiptLog = (
  deps: PayDeps,
  authority: TimestampSettings | undefined,
): Readonly<{ close: () => Promise<void> }> => {
  const { db, log, receiptSigner } = deps;
  let closed = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      while (!closed && (await signLate(deps)) > 0);
      if (!closed) await closeDays({ db, signer: receiptSigner.key }, now());
      if (!closed && authority) await stampDays({ db, log, authority }, now);
    } catch (error) {
      log.error({ err: error }, "the log of receipts stopped for now");
    }
  };
  const start = (): void => {
    running ??= run().finally(() => (running = undefined));
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
