import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { startRepeating, type Repeating } from "@gov/kit/repeating.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { getCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { settleWithin } from "#src/charge/settle-charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { Cash } from "./cash-context.ts";
import { releaseTransfer } from "./cash-ledger.ts";
import { listOverdue, lockCollection, stepCollection } from "./collection-queries.ts";
import type { CollectionRow } from "./collection.ts";

export const chargeOf = async (tx: Tx<PayDatabase>, row: CollectionRow): Promise<ChargeRow> =>
  await getCharge(tx, { institutionId: row.institution_id, chargeId: row.charge_id });

/**
 * Ends a reservation of a locked bill, charge and collection: the hold goes back to the float, and
 * the bill is free for others at once.
 */
export const endReservation = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  row: CollectionRow,
  event: "cancelled" | "timedOut" | "confirmRefused",
): Promise<CollectionRow> => {
  await postTransfer(tx, releaseTransfer(cash, row));
  const ended = await stepCollection(tx, row, event);
  const word = { kind: "notTried" } as const;
  await settleWithin(tx, cash.pay, await chargeOf(tx, row), {
    word,
    gaveUp: event !== "timedOut",
  });
  return ended;
};

/** The agent takes no cash after all. Cancelled again it stays cancelled. */
export const cancelCollection = async <T>(
  cash: Cash,
  asked: CollectionRow,
  finish: (tx: Tx<PayDatabase>, row: CollectionRow) => Promise<T>,
): Promise<Result<T, "collectionConfirmed">> => {
  const cancelled = await inTransaction(cash.pay.db, async (tx) => {
    await lockBoth(tx, await chargeOf(tx, asked));
    const row = await lockCollection(tx, asked);
    if (row.status === "confirmed" || row.status === "voided") return err("collectionConfirmed");
    if (row.status === "reserved") {
      return ok(await finish(tx, await endReservation(tx, cash, row, "cancelled")));
    }
    const ended = row.status === "expired" ? await stepCollection(tx, row, "cancelled") : row;
    return ok(await finish(tx, ended));
  });
  cash.pay.kickOutbox();
  return cancelled;
};

/** Ends a reservation that was neither confirmed nor cancelled in its time. */
export const expireCollection = async (cash: Cash, asked: CollectionRow): Promise<void> => {
  await inTransaction(cash.pay.db, async (tx) => {
    await lockBoth(tx, await chargeOf(tx, asked));
    const row = await lockCollection(tx, asked);
    if (row.status !== "reserved" || row.expires_at > new Date()) return;
    await endReservation(tx, cash, row, "timedOut");
  });
  cash.pay.kickOutbox();
};

const atOnce = 20;

/** Ends what is overdue, at most twenty; gives how many it ended. One that fails stops no other. */
export const sweepReservations = async (cash: Cash): Promise<number> => {
  let ended = 0;
  for (const row of await listOverdue(cash.pay.db, atOnce)) {
    try {
      await expireCollection(cash, row);
      ended += 1;
    } catch (error) {
      cash.pay.log.error({ err: error, chargeId: row.charge_id }, "a reservation does not end");
    }
  }
  return ended;
};

/** Sweeps every `everyMs`, one sweep at a time. */
export const startCashSweep = (cash: Cash, everyMs: number): Repeating =>
  startRepeating(
    async (isClosed) => {
      while (!isClosed() && (await sweepReservations(cash)) === atOnce);
    },
    {
      everyMs,
      failed: (error) => cash.pay.log.error({ err: error }, "the cash sweep stopped for now"),
    },
  );
