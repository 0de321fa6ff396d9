import { startRepeating, type Repeating } from "@gov/kit/repeating.ts";
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
): Repeating => {
  const { db, log, receiptSigner } = deps;
  return startRepeating(
    async (isClosed) => {
      while (!isClosed() && (await signLate(deps)) > 0);
      if (!isClosed()) await closeDays({ db, signer: receiptSigner.key }, now());
      if (!isClosed() && authority) await stampDays({ db, log, authority }, now);
    },
    {
      everyMs,
      atStart: true,
      failed: (error) => log.error({ err: error }, "the log of receipts stopped for now"),
    },
  );
};
