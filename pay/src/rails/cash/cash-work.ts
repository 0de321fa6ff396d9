import type { Log } from "@gov/kit/log.ts";
import { startOutboxWorker } from "@gov/kit/outbox.ts";
import { createSmsSender, type SmsSender } from "@gov/kit/sms/smpp-client.ts";
import type { PayConfig } from "#src/config.ts";
import type { PayDeps } from "#src/deps.ts";
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

const openSms = (config: PayConfig, log: Log): SmsSender | undefined =>
  config.SMPP_URL === undefined
    ? undefined
    : createSmsSender({ url: config.SMPP_URL, from: config.SMS_SENDER, log });

const messageDelaysMs = [30_000, 120_000, 600_000, 3_600_000, 21_600_000, 86_400_000];

export type CashWork = Readonly<{ kick: () => void; close: () => Promise<void> }>;

/** What goes on by itself: reservations run out, payers are told their payout codes. */
export const startCashWork = (cash: Cash, config: PayConfig): CashWork => {
  const { db, log } = cash.pay;
  const sms = openSms(config, log);
  const messages = startOutboxWorker({
    db,
    log,
    pollMs: 1_000,
    handlers: { [payoutMessageKind]: sendPayoutMessage(cash, sms) },
    retryDelaysMs: messageDelaysMs,
  });
  const sweep = startCashSweep(cash, config.SWEEP_EVERY_MS);
  const close = async (): Promise<void> => {
    await Promise.all([sweep.close(), messages.close(), sms?.close()]);
  };
  return { kick: messages.kick, close };
};
