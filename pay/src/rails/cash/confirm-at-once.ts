import type { Tx } from "@gov/kit/db.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { lockBills } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { capturedWrites, lockCharges, type ChargeRow } from "#src/charge/charge-queries.ts";
import { postCaptures, type Issued } from "#src/charge/post-captures.ts";
import { decideSettlement } from "#src/charge/settlement.ts";
import { recheckSoon } from "#src/charge/step.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { newAnswers } from "#src/idempotency/answer-all-queries.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { confirmedWrite, findReserved, lockCollections } from "./at-once-queries.ts";
import type { ConfirmAsked } from "./at-once-queries.ts";
import { cashBatches, unlessRefused } from "./at-once.ts";
import type { Cash } from "./cash-context.ts";
import { collectedTransfer } from "./cash-ledger.ts";
import { collectionJson } from "./collection-json.ts";
import { billKeyOf } from "./collection-queries.ts";
import { decideConfirm, type CollectionRow } from "./collection.ts";

type Confirmed = Readonly<{
  asked: ConfirmAsked;
  bill: BillRow;
  before: ChargeRow;
  /** The charge and the collection as they are after it. */
  after: ChargeRow;
  row: CollectionRow;
}>;

/** The bill waits for this cash and is paid by it. */
const isExpected = (bill: BillRow, charge: ChargeRow, row: CollectionRow): boolean => {
  if (bill.kind !== "bill") return false;
  const decided = decideConfirm(row.status, {
    status: bill.status,
    claimedByUs: bill.status === "claimed" && bill.claimed_by === charge.id,
    covers: dueMinor(bill) >= row.amount_minor,
  });
  if (decided !== "confirm") return false;
  const settlement = decideSettlement(
    {
      chargeStatus: charge.status,
      amountMinor: charge.amount_minor,
      takenMinor: charge.taken_minor,
      billStatus: bill.status,
      dueMinor: dueMinor(bill),
    },
    row.amount_minor,
  );
  return (
    settlement.kind === "post" &&
    settlement.event === "captured" &&
    settlement.paysBillMinor === row.amount_minor
  );
};

/** Bill, charge and collection of each, locked in this order as everybody locks them. */
const lockExpected = async (
  tx: Tx<PayDatabase>,
  all: readonly ConfirmAsked[],
): Promise<Confirmed[]> => {
  const found = await findReserved(tx, all);
  if (found.length === 0) return [];
  const rows = found.map(({ row }) => row);
  const bills = await lockBills(tx, rows.map(billKeyOf));
  const charges = await lockCharges(
    tx,
    rows.map((row) => ({ institutionId: row.institution_id, chargeId: row.charge_id })),
  );
  const collections = await lockCollections(tx, rows);
  const now = new Date();
  return found.flatMap(({ asked, row: { id, bill_id: billId, charge_id: chargeId } }) => {
    const [bill, before, row] = [bills.get(billId), charges.get(chargeId), collections.get(id)];
    if (!bill || !before || !row || !isExpected(bill, before, row)) return [];
    const after: ChargeRow = {
      ...before,
      status: "captured",
      taken_minor: row.amount_minor,
      rail_reference: row.slip_number,
      failure_reason: null,
      captured_at: now,
      next_check_at: recheckSoon(),
    };
    return [
      { asked, bill, before, after, row: { ...row, status: "confirmed", confirmed_at: now } },
    ];
  });
};

const confirmAll = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  all: readonly ConfirmAsked[],
): Promise<(Answered | undefined)[]> => {
  const confirmed = await lockExpected(tx, all);
  const byCharge = new Map(confirmed.map((one) => [one.after.id, one]));
  const answers = new Map<ConfirmAsked, Answered>();
  const answersOf = (issued: readonly Issued[]) =>
    newAnswers(
      issued.flatMap(({ bill, charge, billerName, receiptNumber }) => {
        const one = byCharge.get(charge.id);
        if (!one) return [];
        const view = { row: one.row, bill, billerName, receiptNumber };
        const answered = jsonAnswer(200, collectionJson(cash.pay.publicUrl, view));
        answers.set(one.asked, answered);
        return [{ request: one.asked.request, answered }];
      }),
    );
  const rows = confirmed.map(({ row }) => row);
  const captures = confirmed.map(({ bill, after }) => ({
    bill,
    charge: after,
    paysMinor: after.taken_minor,
    feeMinor: 0n,
  }));
  if (confirmed.length > 0) {
    await postCaptures(tx, cash.pay, captures, {
      writes: [...capturedWrites(confirmed), confirmedWrite(rows)],
      transfers: rows.map((row) => collectedTransfer(cash, row)),
      writesOf: answersOf,
    });
  }
  return all.map((asked) => answers.get(asked));
};

const batcherOf = onceFor((cash: Cash) =>
  createTransactionBatcher({
    ...cashBatches,
    db: cash.pay.db,
    write: (tx, all: readonly ConfirmAsked[]) => confirmAll(tx, cash, all),
    keyOf: ({ collectionId }) => collectionId,
    afterCommit: cash.pay.kickOutbox,
  }),
);

/**
 * Confirms a collection that waits for it together with others: the capture, the float that pays
 * for it and the answer in one transaction, committed when this resolves. Undefined where it is
 * anything else; nothing was written then.
 */
export const confirmAtOnce = async (
  cash: Cash,
  asked: ConfirmAsked,
): Promise<Answered | undefined> => await unlessRefused(batcherOf(cash).add(asked));
