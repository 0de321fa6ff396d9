import type { Database } from "@gov/kit/db.ts";
import { sqlState, violatedConstraint } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { createBatcher } from "@gov/kit/batcher.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { accountsOf } from "./account-key.ts";
import { findOrMakeAccounts } from "./account-queries.ts";
import { kindText, type Draft } from "./batch.ts";
import type { Transfer } from "./ledger.ts";
import { getTransferIds, writeTransfers } from "./ledger-queries.ts";

export type Posted = Readonly<{ transferId: string; replayed: boolean }>;
export type LedgerRefusal = "floatShort";

/** Posts transfers of their own, each acknowledged after its commit. */
export type LedgerWriter = Readonly<{
  post: (transfer: Transfer) => Promise<Result<Posted, LedgerRefusal>>;
  close: () => Promise<void>;
}>;

type Options = Readonly<{
  /** Batches that may be on their way to the database at once. */
  maxInFlight?: number;
  /** Transfers in one batch. */
  maxItems?: number;
}>;

const checkViolation = "23514";

/**
 * Natural batching: whatever came while the last commit ran is posted together, by a statement
 * that is its own transaction. A batch with one wrong transfer in it is posted one by one.
 */
export const createLedgerWriter = (
  db: Database<PayDatabase>,
  { maxInFlight = 3, maxItems = 512 }: Options = {},
): LedgerWriter => {
  const accounts = new Map<string, bigint>();

  const known = new Set<string>();

  const learnAccounts = async (transfers: readonly Transfer[]): Promise<void> => {
    const unknown = transfers.filter(
      (one) => !one.legs.every((leg) => known.has(kindText(one, leg))),
    );
    if (unknown.length === 0) return;
    const found = await findOrMakeAccounts(db, unknown.flatMap(accountsOf));
    for (const [text, id] of found) accounts.set(text, id);
    for (const one of unknown) for (const leg of one.legs) known.add(kindText(one, leg));
  };

  const post = async (writer: number, drafts: readonly Draft[]): Promise<Posted[]> => {
    const written = await writeTransfers(db, writer, drafts, accounts);
    if (written.size === drafts.length) {
      return drafts.map(({ id }) => ({ transferId: id, replayed: false }));
    }
    const before = drafts.filter(({ id }) => !written.has(id));
    const ids = await getTransferIds(
      db,
      before.map(({ transfer }) => transfer),
    );
    const replayed = new Map(before.map(({ id }, index) => [id, ids[index] ?? id]));
    return drafts.map(({ id }) => ({
      transferId: replayed.get(id) ?? id,
      replayed: replayed.has(id),
    }));
  };

  const postOne = async (writer: number, draft: Draft): Promise<Result<Posted, LedgerRefusal>> => {
    try {
      const [posted] = await post(writer, [draft]);
      if (!posted) throw new Error("a transfer was neither written nor found");
      return ok(posted);
    } catch (error) {
      if (violatedConstraint(error) === "account_slot_floor") return err("floatShort");
      throw error;
    }
  };

  const batcher = createBatcher<Transfer, Result<Posted, LedgerRefusal>>({
    maxInFlight,
    maxItems,
    run: async (transfers, writer) => {
      await learnAccounts(transfers);
      const drafts = transfers.map((transfer) => ({ id: newOrderedId(), transfer }));
      try {
        return (await post(writer, drafts)).map((posted) => ok(posted));
      } catch (error) {
        if (sqlState(error) !== checkViolation) throw error;
        const results: Result<Posted, LedgerRefusal>[] = [];
        for (const draft of drafts) results.push(await postOne(writer, draft));
        return results;
      }
    },
  });
  return { post: batcher.add, close: batcher.close };
};
