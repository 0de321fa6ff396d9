import type { Esadad } from "./esadad.ts";
import { postReversal, settleHeard } from "./take-payment.ts";
import { takeOpenTransactions } from "./transaction-queries.ts";

const atOnce = 50;

/**
 * Finishes what a crash or a lost database left between hearing of a payment and posting it, even
 * where the hub does not send it again. `olderThanMs` keeps it off what is going on now.
 */
export const sweepEsadad = async (esadad: Esadad, olderThanMs: number): Promise<void> => {
  const { deps } = esadad;
  for (const row of await takeOpenTransactions(deps.db, olderThanMs, atOnce)) {
    try {
      await postReversal(esadad, await settleHeard(esadad, row));
    } catch (error) {
      deps.log.error({ err: error, trx: row.trx }, "a payment could not be finished");
    }
  }
};
