import { startOutboxWorker } from "@gov/kit/outbox.ts";
import { startRepeating } from "@gov/kit/repeating.ts";
import type { PayConfig } from "#src/config.ts";
import type { PayDeps } from "#src/deps.ts";
import { messageOutboxKind } from "./message-queries.ts";
import { draftScheduledRun } from "./propose-run.ts";
import { readStatements } from "./read-statements.ts";
import { askAboutOrders, orderDelaysMs, sendOrder } from "./send-order.ts";
import { bankSettings, policyOf } from "./settlement-config.ts";
import type { Settlement } from "./settlement.ts";
import { createTreasuryBankClient } from "./treasury-bank-client.ts";

/** Settlement as the environment sets it up. */
export const createSettlement = (pay: PayDeps, config: PayConfig): Settlement => {
  const settings = bankSettings(config);
  return {
    pay,
    treasury: config.TREASURY_INSTITUTION,
    policy: policyOf(config),
    afterDays: config.SETTLE_AFTER_DAYS,
    atMinutes: config.SETTLE_AT,
    bank: settings && { settings, client: createTreasuryBankClient(settings, pay.log) },
    now: () => new Date(),
  };
};

type SettlementWork = Readonly<{ kick: () => void; close: () => Promise<void> }>;

/**
 * What goes on by itself: orders go out, the bank is asked what became of them, its statements are
 * read, the day's run is drafted.
 */
export const startSettlementWork = (settlement: Settlement): SettlementWork => {
  const { bank, pay } = settlement;
  if (!bank) return { kick: () => undefined, close: async () => undefined };
  const orders = startOutboxWorker({
    db: pay.db,
    log: pay.log,
    pollMs: 1_000,
    handlers: { [messageOutboxKind]: sendOrder(settlement) },
    retryDelaysMs: orderDelaysMs,
  });
  const failed = (error: unknown): void =>
    pay.log.error({ err: error }, "settlement stopped for now");
  const turns = startRepeating(
    async () => {
      // One that fails does not keep the others from their turn.
      for (const work of [draftScheduledRun, askAboutOrders, readStatements]) {
        try {
          await work(settlement);
        } catch (error) {
          failed(error);
        }
      }
    },
    { everyMs: bank.settings.everyMs, atStart: true, failed },
  );
  return {
    kick: orders.kick,
    close: async () => {
      await Promise.all([turns.close(), orders.close()]);
    },
  };
};
