import type { Tx } from "@gov/kit/db.ts";
import { money, type Money } from "@gov/kit/money.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import { listParts, updateBill } from "#src/bill/bill-queries.ts";
import type { PayDatabase, RefundReason } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { captureTransfer, feeTransfer, surplusTransfer, type From } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { insertPayment } from "#src/receipt/receipt-queries.ts";
import { receiptUrl } from "#src/receipt/receipt.ts";
import { scheduleRefund } from "#src/refund/refund-queries.ts";
import { announcePaid } from "#src/webhook/announce.ts";
import type { ChargeRow } from "./charge-queries.ts";
import type { Locked } from "./step.ts";

export const fromCharge = (charge: ChargeRow): From => ({
  institutionId: charge.institution_id,
  chargeId: charge.id,
  rail: charge.rail,
});

/** Money that pays the bill: ledger, payment, receipt, bill and the biller's message. */
export const payBill = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  { bill, charge }: Locked,
  paysMinor: bigint,
  feeMinor: bigint,
): Promise<void> => {
  const from = fromCharge(charge);
  const parts = await listParts(tx, bill, paysMinor);
  const transferId = await postTransfer(tx, captureTransfer(from, bill.currency, parts));
  if (feeMinor > 0n) {
    const fee = money(feeMinor, bill.currency);
    await postTransfer(tx, feeTransfer(from, bill.biller_code, fee));
  }
  const paidAt = charge.captured_at ?? new Date();
  const number = await insertPayment(tx, { bill, charge, transferId, paidAt, paysMinor, parts });
  const all = dueMinor(bill) === paysMinor;
  const freed = bill.claimed_by === null || bill.claimed_by === charge.id;
  const paid = await updateBill(
    tx,
    { institutionId: bill.institution_id, billId: bill.id },
    {
      paid_minor: bill.paid_minor + paysMinor,
      ...(all
        ? { status: "paid", claimed_by: charge.id, paid_at: paidAt }
        : freed
          ? { status: "open", claimed_by: null }
          : {}),
    },
  );
  await announcePaid(tx, paid, charge, {
    paidAt: paidAt.toISOString(),
    receiptUrl: receiptUrl(deps.publicUrl, number),
    paidMinor: paysMinor,
  });
};

/** Money that pays no bill: to suspense, and its way back is set going. */
export const suspend = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  amount: Money,
  reason: RefundReason,
): Promise<void> => {
  const position = await scheduleRefund(tx, charge, amount, reason);
  await postTransfer(tx, surplusTransfer(fromCharge(charge), position, amount));
};
