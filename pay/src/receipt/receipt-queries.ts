import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PartyPart } from "#src/bill/split-payment.ts";
import { newReceiptNumber } from "./receipt.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** Kept where a bill has splits: what each party got of this payment. */
const insertParts = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  paymentId: string,
  parts: readonly PartyPart[],
): Promise<void> => {
  if (parts.length === 1 && parts[0]?.billerCode === bill.biller_code) return;
  await tx
    .insertInto("payment_part")
    .values(
      parts.map((part) => ({
        institution_id: bill.institution_id,
        payment_id: paymentId,
        biller_code: part.billerCode,
        amount_minor: part.amountMinor,
      })),
    )
    .execute();
};

/** Records the payment of a bill and issues its receipt. Gives the receipt's number. */
export const insertPayment = async (
  tx: Tx<PayDatabase>,
  input: {
    bill: BillRow;
    charge: ChargeRow;
    transferId: string;
    paidAt: Date;
    paysMinor: bigint;
    parts: readonly PartyPart[];
  },
): Promise<string> => {
  const { bill, charge } = input;
  const payment = await tx
    .insertInto("payment")
    .values({
      institution_id: bill.institution_id,
      bill_id: bill.id,
      charge_id: charge.id,
      transfer_id: input.transferId,
      rail: charge.rail,
      amount_minor: input.paysMinor,
      currency: bill.currency,
      rail_reference: charge.rail_reference,
      paid_at: input.paidAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  await insertParts(tx, bill, payment.id, input.parts);
  const number = newReceiptNumber();
  await tx
    .insertInto("public_number")
    .values({
      number,
      kind: "receipt",
      institution_id: bill.institution_id,
      subject_id: payment.id,
    })
    .execute();
  await tx
    .insertInto("receipt")
    .values({
      institution_id: bill.institution_id,
      number,
      payment_id: payment.id,
      bill_id: bill.id,
    })
    .execute();
  return number;
};

/** The number of the receipt of a bill's last payment. */
export const findReceiptNumber = async (db: Reader, bill: BillRow): Promise<string | undefined> => {
  const row = await db
    .selectFrom("receipt")
    .select("number")
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .orderBy("issued_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row?.number;
};

/** Everything a receipt says. */
export const findReceipt = async (db: Reader, number: string) =>
  await db
    .selectFrom("public_number")
    .innerJoin("payment", (join) =>
      join
        .onRef("payment.institution_id", "=", "public_number.institution_id")
        .onRef("payment.id", "=", "public_number.subject_id"),
    )
    .innerJoin("bill", (join) =>
      join
        .onRef("bill.institution_id", "=", "payment.institution_id")
        .onRef("bill.id", "=", "payment.bill_id"),
    )
    .innerJoin("biller", (join) =>
      join
        .onRef("biller.institution_id", "=", "bill.institution_id")
        .onRef("biller.code", "=", "bill.biller_code"),
    )
    .select([
      "public_number.number",
      "payment.paid_at",
      "payment.reversed_at",
      "payment.rail",
      "payment.amount_minor",
      "payment.currency",
      "payment.rail_reference",
      "bill.billing_number",
      "bill.reference",
      "bill.description_ar",
      "bill.description_en",
      "bill.payer_name",
      "bill.return_url",
      "biller.name_ar",
      "biller.name_en",
    ])
    .where("public_number.number", "=", number)
    .where("public_number.kind", "=", "receipt")
    .executeTakeFirst();

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof findReceipt>>>;
