import { startOutboxWorker } from "@gov/kit/outbox.ts";
import type { SmsSender } from "@gov/kit/sms/smpp-client.ts";
import type { PayConfig } from "#src/config.ts";
import type { PayDeps } from "#src/deps.ts";
import { messageDelaysMs } from "#src/payer-message/send-message.ts";
import type { Cash } from "./cash-context.ts";
import { payoutMessageKind, sendPayoutMessage } from "./payout-message.ts";
import { startCashSweep } from "./release.ts";

/** The cash rail as the environment sets it up. */
export const createCash = (pay: PayDeps, config: PayConfig): Cash => ({
  pay,
  treasury: config.TREASURY_INSTITUTION,
  holdS: config.CASH_HOLD_S,
  transactionLimitMinor: config.CASH_TRANSACTION_LIMIT_MINOR,
  agentDayLimitMinor: config.CASH_AGENT_DAY_LIMIT_MINOR,
});

type CashWork = Readonly<{ kick: () => void; close: () => Promise<void> }>;

/** What goes on by itself: reservations run out, payers are told their payout codes. */
export const startCashWork = (
  cash: Cash,
  config: PayConfig,
  sms: SmsSender | undefined,
): CashWork => {
  const { db, log } = cash.pay;
  const messages = startOutboxWorker({
    db,
    log,
    pollMs: 1_000,
    handlers: { [payoutMessageKind]: sendPayoutMessage(cash, sms) },
    retryDelaysMs: messageDelaysMs,
  });
  const sweep = startCashSweep(cash, config.SWEEP_EVERY_MS);
  const close = async (): Promise<void> => {
    await Promise.all([sweep.close(), messages.close()]);
  };
  return { kick: messages.kick, close };
};
