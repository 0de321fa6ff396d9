import { randomInt } from "node:crypto";
import type { Tx } from "@gov/kit/db.ts";
import { bytea, insertRows } from "@gov/kit/insert-rows.ts";
import { money } from "@gov/kit/money.ts";
import { updateBillsPaid } from "#src/bill/bill-paid-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { paidBill } from "#src/bill/bill-due.ts";
import { partKey, splitAll } from "#src/bill/split-queries.ts";
import type { PartyPart } from "#src/bill/split-payment.ts";
import { findBillers } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { accountsOf } from "#src/ledger/account-key.ts";
import { findOrMakeAccounts } from "#src/ledger/account-queries.ts";
import { captureTransfer, feeTransfer, type From, type Transfer } from "#src/ledger/ledger.ts";
import { writeTransfers } from "#src/ledger/ledger-queries.ts";
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

export const fromCharge = (charge: ChargeRow): From => ({
  institutionId: charge.institution_id,
  chargeId: charge.id,
  rail: charge.rail,
  basketLane: charge.basket_lane,
});

type Drawn = Capture &
  Readonly<{
    parts: readonly PartyPart[];
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

const post = async (tx: Tx<PayDatabase>, drawn: readonly Drawn[]): Promise<void> => {
  const drafts = drawn.flatMap((one) =>
    transfersOf(one).map((transfer) => ({
      id: transfer.sourceKind === "capture" ? one.transferId : newOrderedId(),
      transfer,
    })),
  );
  const accounts = await findOrMakeAccounts(
    tx,
    drafts.flatMap(({ transfer }) => accountsOf(transfer)),
  );
  const written = await writeTransfers(tx, randomInt(64), drafts, accounts);
  if (written.size !== drafts.length) throw new Error("a charge was captured twice");
};

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

/** The receipts, signed; no receipt of a test bill is, which is about no money. */
const signAll = async (
  tx: Tx<PayDatabase>,
  { receiptSigner }: PayDeps,
  drawn: readonly Drawn[],
): Promise<Map<string, Uint8Array>> => {
  const live = drawn.filter(({ bill }) => bill.live);
  const billers = await findBillers(tx, [...new Set(live.map(({ bill }) => bill.biller_code))]);
  const signed = live.map(async ({ bill, charge, paysMinor, receiptNumber, paidAt }) => {
    const name = billers.get(bill.biller_code)?.name ?? {
      ar: bill.biller_code,
      en: bill.biller_code,
    };
    const cose = await signReceipt(receiptSigner, {
      number: receiptNumber,
      billing_number: bill.billing_number,
      reference: bill.reference,
      amount_minor: paysMinor,
      currency: bill.currency,
      rail: charge.rail,
      paid_at: paidAt,
      name_ar: name.ar,
      name_en: name.en,
    });
    return [receiptNumber, cose] as const;
  });
  return new Map(await Promise.all(signed));
};

const record = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  drawn: readonly Drawn[],
): Promise<void> => {
  await insertRows(tx, "payment", drawn.map(paymentRow));
  await insertRows(tx, "payment_part", drawn.flatMap(partRows));
  const issuedAt = new Date();
  const signatures = await signAll(tx, deps, drawn);
  await insertRows(
    tx,
    "public_number",
    drawn.map(({ bill, paymentId, receiptNumber }) => ({
      number: receiptNumber,
      kind: "receipt",
      institution_id: bill.institution_id,
      subject_id: paymentId,
      created_at: issuedAt,
    })),
  );
  await insertRows(
    tx,
    "receipt",
    drawn.map(({ bill, paymentId, receiptNumber }) => ({
      institution_id: bill.institution_id,
      number: receiptNumber,
      payment_id: paymentId,
      bill_id: bill.id,
      issued_at: issuedAt,
      cose: bytea(signatures.get(receiptNumber)),
    })),
  );
};

/**
 * Pays bills with captured charges, any number in a handful of statements: ledger, payments,
 * receipts, bills and the billers' messages. Each bill is locked and stands here once; its charge
 * is written already.
 */
export const postCaptures = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  captures: readonly Capture[],
): Promise<void> => {
  if (captures.length === 0) return;
  const parts = await splitAll(
    tx,
    captures.map(({ bill, paysMinor }) => ({ bill, paysMinor })),
  );
  const drawn = captures.map((capture): Drawn => ({
    ...capture,
    parts: parts.get(partKey(capture.bill)) ?? [],
    transferId: newOrderedId(),
    paymentId: newOrderedId(),
    receiptNumber: newReceiptNumber(),
    paidAt: capture.charge.captured_at ?? new Date(),
  }));
  await post(tx, drawn);
  await record(tx, deps, drawn);
  const paid = drawn.map((one) => ({
    ...one,
    bill: paidBill(one.bill, one.charge.id, one.paysMinor, one.paidAt),
  }));
  await updateBillsPaid(
    tx,
    paid.map(({ bill }) => bill),
  );
  if (deps.sms) {
    await scheduleReceipts(
      tx,
      drawn.map(({ charge }) => keyOfCharge(charge)),
    );
  }
  await announcePaid(
    tx,
    paid.map(({ bill, charge, paysMinor, paidAt, receiptNumber }) => ({
      bill,
      charge,
      paidMinor: paysMinor,
      paidAt,
      receiptUrl: receiptUrl(deps.publicUrl, receiptNumber),
    })),
  );
};
