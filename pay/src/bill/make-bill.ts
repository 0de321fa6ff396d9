import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import type { PayDeps } from "#src/deps.ts";
import { makeAllBills, type BillAsked, type BillMade } from "./make-all-bills.ts";

const maxInFlight = 3;
const besideFrom = 32;
const maxItems = 256;

// Bills that are asked for together are made together: what came while the last commit ran.
const batcherOf = onceFor((deps: PayDeps) =>
  createTransactionBatcher({
    db: deps.db,
    write: (tx, asked: readonly BillAsked[]): Promise<BillMade[]> =>
      makeAllBills(tx, deps.publicUrl, asked),
    keyOf: ({ request }) => `${request.clientId}\n${request.key}`,
    afterCommit: deps.kickOutbox,
    maxInFlight,
    besideFrom,
    maxItems,
  }),
);

/**
 * Makes a bill and stores the answer under the caller's key, in one transaction, committed when
 * this resolves. The same request again, even meanwhile, is answered the same and makes nothing.
 */
export const makeBill = async (deps: PayDeps, asked: BillAsked): Promise<BillMade> =>
  await batcherOf(deps).add(asked);
