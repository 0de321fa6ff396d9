import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { reversePayment } from "#src/charge/reverse-payment.ts";
import type { Esadad } from "./esadad.ts";
import type { ResultName } from "./esadad-constants.ts";
import { findPayeeBill } from "./find-payee-bill.ts";
import type { NotifiedPayment } from "./notification.ts";
import { findTransaction, getTransaction, insertHeard } from "./transaction-queries.ts";
import { insertReversed } from "./transaction-queries.ts";
import { lockTransaction, stepTransaction } from "./transaction-queries.ts";
import type { EsadadTransactionRow } from "./transaction-queries.ts";

/** Writes the payment down with its bill, once; the row that was there already, otherwise. */
const hearPayment = async (
  { deps, suspenseBiller }: Esadad,
  guid: string,
  payment: NotifiedPayment,
): Promise<EsadadTransactionRow> =>
  await inTransaction(deps.db, async (tx) => {
    await lockTransaction(tx, payment.trx);
    const known = await findTransaction(tx, payment.trx);
    if (known) return known;
    const bill = await findPayeeBill(tx, payment, suspenseBiller);
    return await insertHeard(tx, { guid, payment, bill });
  });

/** Posts what was written down; what is posted already stays as it is. */
export const settleHeard = async (
  { deps }: Esadad,
  row: EsadadTransactionRow,
): Promise<EsadadTransactionRow> => {
  const { institution_id: institutionId, bill_id: billId, amount_minor, currency, paid_at } = row;
  if (row.status !== "heard") return row;
  if (!institutionId || !billId || amount_minor === null || !currency || !paid_at) {
    throw new Error("a payment was written down without its bill");
  }
  const payment = {
    rail: "esadad",
    bill: { institutionId, billId },
    railTransactionId: row.trx,
    amount: money(amount_minor, currency),
    paidAt: paid_at,
    feeMinor: row.fee_minor,
    means: row.means ?? undefined,
  } as const;
  await receivePayment(deps, payment, async (tx, { charge }) => {
    await stepTransaction(tx, row.trx, "posted", charge.id);
  });
  return await getTransaction(deps.db, row.trx);
};

/** Posts that a settled payment was taken back. */
export const postReversal = async (
  { deps }: Pick<Esadad, "deps">,
  row: EsadadTransactionRow,
): Promise<EsadadTransactionRow> => {
  if (row.status !== "takenBack") return row;
  const reversal = {
    rail: "esadad",
    railTransactionId: row.trx,
    reason: "takenBackByBank",
  } as const;
  await reversePayment(deps, reversal, async (tx) => {
    await stepTransaction(tx, row.trx, "postedReversal");
  });
  return await getTransaction(deps.db, row.trx);
};

/** A settled payment was taken back: written down, then posted. */
export const takeBackSettled = async (esadad: Pick<Esadad, "deps">, trx: string): Promise<void> => {
  const { db } = esadad.deps;
  await stepTransaction(db, trx, "tookBack");
  await postReversal(esadad, await getTransaction(db, trx));
};

const takeBack = async (
  esadad: Esadad,
  guid: string,
  payment: NotifiedPayment,
): Promise<ResultName> => {
  const { db } = esadad.deps;
  const row = await inTransaction(db, async (tx) => {
    await lockTransaction(tx, payment.trx);
    const known = await findTransaction(tx, payment.trx);
    return known ?? (await insertReversed(tx, { guid, trx: payment.trx }));
  });
  await settleHeard(esadad, row);
  await takeBackSettled(esadad, row.trx);
  return "reversed";
};

/**
 * Takes care of one notified payment: the bank has the payer's money already, so it pays the bill
 * or waits in suspense for its way back. Committed when this returns.
 */
export const takePayment = async (
  esadad: Esadad,
  guid: string,
  payment: NotifiedPayment,
): Promise<ResultName> => {
  if (payment.takenBack) return await takeBack(esadad, guid, payment);
  const heard = await hearPayment(esadad, guid, payment);
  // Settled even where another message brought it: that one may never have come to its end.
  const settled = await settleHeard(esadad, heard);
  if (settled.status !== "settled") return "reversed";
  return settled.guid === guid ? "ok" : "duplicatePayment";
};
