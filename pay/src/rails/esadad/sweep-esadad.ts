import type { Esadad } from "./esadad.ts";
import { inquirePayments } from "./inquire-payments.ts";
import { sweepMessages } from "./message-queries.ts";
import { postReversal, settleHeard } from "./take-payment.ts";
import { takeOpenTransactions } from "./transaction-queries.ts";

const atOnce = 50;
const everyMs = 15_000;
const inquiriesEveryMs = 60_000;
/** Keeps the sweep off what a request is posting now. */
const olderThanMs = 30_000;
const messagesEveryMs = 3_600_000;
const messagesAtOnce = 10_000;

/**
 * Finishes what a crash or a lost database left between hearing of a payment and posting it, even
 * where the hub does not send it again.
 */
export const sweepEsadad = async (esadad: Esadad, untouchedMs: number): Promise<void> => {
  const { deps } = esadad;
  for (const row of await takeOpenTransactions(deps.db, untouchedMs, atOnce)) {
    try {
      await postReversal(esadad, await settleHeard(esadad, row));
    } catch (error) {
      deps.log.error({ err: error, trx: row.trx }, "a payment could not be finished");
    }
  }
};

/**
 * Sweeps payments often, asks about settled ones every minute, drops old messages every hour; all of
 * it at the start too.
 */
export const startEsadadSweep = (
  esadad: Esadad,
  keepDays: number,
): Readonly<{ close: () => Promise<void> }> => {
  const { deps } = esadad;
  const running = new Set<Promise<void>>();
  const run = (work: () => Promise<void>) => (): void => {
    const one = work()
      .catch((error: unknown) => deps.log.error({ err: error }, "an E-SADAD sweep failed"))
      .finally(() => running.delete(one));
    running.add(one);
  };
  const payments = run(() => sweepEsadad(esadad, olderThanMs));
  const messages = run(() => sweepMessages(deps.db, keepDays, messagesAtOnce));
  const inquiries = run(() => inquirePayments(esadad));
  const timers = [
    setInterval(payments, everyMs),
    setInterval(inquiries, inquiriesEveryMs),
    setInterval(messages, messagesEveryMs),
  ];
  payments();
  inquiries();
  messages();
  return {
    close: async () => {
      for (const timer of timers) clearInterval(timer);
      await Promise.all(running);
    },
  };
};
