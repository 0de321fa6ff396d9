import type { Tx } from "@gov/kit/db.ts";
import { bytea, insertionOf, writeTogether, type Write } from "@gov/kit/insert-rows.ts";
import { money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { billsPaid } from "#src/bill/bill-paid-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { paidBill } from "#src/bill/bill-due.ts";
import { partKey, splitAll, type Payees } from "#src/bill/split-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { Draft } from "#src/ledger/batch.ts";
import { captureTransfer, feeTransfer, type From, type Transfer } from "#src/ledger/ledger.ts";
import { postNew } from "#src/ledger/ledger-queries.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { newReceiptNumber, receiptUrl } from "#src/receipt/receipt.ts";
import { signReceipt } from "#src/receipt/sign-receipt.ts";
import { announcePaid } from "#src/webhook/announce.ts";
import { scheduleReceipts } from "#src/payer-message/message-queries.ts";
import { keyOfCharge, type ChargeRow } from "./charge-queries.ts";

/** Money that pays a bill: `charge` as it is after the capture, `bill` as it was before. */
export type Capture = Readonly<{
  bill: BillRow;
  charge: ChargeRow;
  paysMinor: bigint;
  feeMinor: bigint;
}>;

/** What a receipt was issued for. */
export type Issued = Capture & Readonly<{ billerName: Text; receiptNumber: string }>;

/** What goes into the one statement that posts captures, with them. */
export type Together = Readonly<{
  writes?: readonly Write[];
  transfers?: readonly Transfer[];
  /** Writes that name the receipts. */
  writesOf?: (issued: readonly Issued[]) => readonly Write[];
}>;

export const fromCharge = (charge: ChargeRow): From => ({
  institutionId: charge.institution_id,
  chargeId: charge.id,
  rail: charge.rail,
  basketLane: charge.basket_lane,
});

type Drawn = Capture &
  Payees &
  Readonly<{
    transferId: string;
    paymentId: string;
    receiptNumber: string;
    paidAt: Date;
  }>;

const transfersOf = ({ bill, charge, parts, feeMinor }: Drawn): Transfer[] => {
  const from = fromCharge(charge);
  const capture = captureTransfer(from, bill.currency, parts);
  const fee = money(feeMinor, bill.currency);
  return feeMinor > 0n ? [capture, feeTransfer(from, bill.biller_code, fee)] : [capture];
};

const draftsOf = (one: Drawn): Draft[] =>
  transfersOf(one).map((transfer) => ({
    id: transfer.sourceKind === "capture" ? one.transferId : newOrderedId(),
    transfer,
  }));

const paymentRow = ({ bill, charge, paysMinor, transferId, paymentId, paidAt }: Drawn) => ({
  institution_id: bill.institution_id,
  id: paymentId,
  bill_id: bill.id,
  charge_id: charge.id,
  transfer_id: transferId,
  rail: charge.rail,
  amount_minor: paysMinor,
  currency: bill.currency,
  rail_reference: charge.rail_reference,
  paid_at: paidAt,
});

/** Kept where a bill has splits: what each party got of this payment. */
const partRows = ({ bill, paymentId, parts }: Drawn) =>
  parts.length === 1 && parts[0]?.billerCode === bill.biller_code
    ? []
    : parts.map((part) => ({
        institution_id: bill.institution_id,
        payment_id: paymentId,
        biller_code: part.billerCode,
        amount_minor: part.amountMinor,
      }));

/** The receipt's signature; no receipt of a test bill has one, which is about no money. */
const sign = async ({ receiptSigner }: PayDeps, one: Drawn): Promise<Uint8Array | undefined> => {
  const { bill, charge, billerName, paysMinor, receiptNumber, paidAt } = one;
  if (!bill.live) return undefined;
  return await signReceipt(receiptSigner, {
    number: receiptNumber,
    billing_number: bill.billing_number,
    reference: bill.reference,
    amount_minor: paysMinor,
    currency: bill.currency,
    rail: charge.rail,
    paid_at: paidAt,
    name_ar: billerName.ar,
    name_en: billerName.en,
  });
};

const receiptWrites = async (deps: PayDeps, drawn: readonly Drawn[]): Promise<Write[]> => {
  const issuedAt = new Date();
  const signatures = await Promise.all(drawn.map((one) => sign(deps, one)));
  const numbers = drawn.map(({ bill, paymentId, receiptNumber }) => ({
    number: receiptNumber,
    kind: "receipt",
    institution_id: bill.institution_id,
    subject_id: paymentId,
    created_at: issuedAt,
  }));
  const receipts = drawn.map(({ bill, paymentId, receiptNumber }, index) => ({
    institution_id: bill.institution_id,
    number: receiptNumber,
    payment_id: paymentId,
    bill_id: bill.id,
    issued_at: issuedAt,
    cose: bytea(signatures[index]),
  }));
  return [...insertionOf("public_number", numbers), ...insertionOf("receipt", receipts)];
};

const drawAll = async (tx: Tx<PayDatabase>, captures: readonly Capture[]): Promise<Drawn[]> => {
  const payees = await splitAll(tx, captures);
  return captures.map((capture): Drawn => {
    const found = payees.get(partKey(capture.bill));
    if (!found) throw new Error("a bill was paid that is for nobody");
    return {
      ...capture,
      ...found,
      transferId: newOrderedId(),
      paymentId: newOrderedId(),
      receiptNumber: newReceiptNumber(),
      paidAt: capture.charge.captured_at ?? new Date(),
    };
  });
};

/**
 * Pays bills with captured charges, any number in a handful of statements: ledger, payments,
 * receipts, bills and the billers' messages. Each bill is locked and stands here once; its charge
 * is written already, or is among the writes that go together with them.
 */
export const postCaptures = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  captures: readonly Capture[],
  { writes = [], transfers = [], writesOf = () => [] }: Together = {},
): Promise<void> => {
  const others = transfers.map((transfer) => ({ id: newOrderedId(), transfer }));
  if (captures.length === 0) {
    return await (others.length > 0
      ? postNew(deps.db, tx, others, writes)
      : writeTogether(tx, writes));
  }
  const drawn = await drawAll(tx, captures);
  const paid = drawn.map((one) => ({
    ...one,
    bill: paidBill(one.bill, one.charge.id, one.paysMinor, one.paidAt),
  }));
  await postNew(
    deps.db,
    tx,
    [...drawn.flatMap(draftsOf), ...others],
    [
      ...writes,
      ...writesOf(drawn),
      ...insertionOf("payment", drawn.map(paymentRow)),
      ...insertionOf("payment_part", drawn.flatMap(partRows)),
      ...(await receiptWrites(deps, drawn)),
      billsPaid(paid.map(({ bill }) => bill)),
    ],
  );
  if (deps.sms) {
    await scheduleReceipts(
      tx,
      drawn.map(({ charge }) => keyOfCharge(charge)),
    );
  }
  await announcePaid(
    tx,
    paid
      .filter(({ hasListeners }) => hasListeners)
      .map(({ bill, charge, paysMinor, paidAt, receiptNumber }) => ({
        bill,
        charge,
        paidMinor: paysMinor,
        paidAt,
        receiptUrl: receiptUrl(deps.publicUrl, receiptNumber),
      })),
  );
};
