import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { newReceiptNumber } from "./receipt.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** Records the payment of a bill and issues its receipt. Gives the receipt's number. */
export const insertPayment = async (
  tx: Tx<PayDatabase>,
  input: { bill: BillRow; charge: ChargeRow; transferId: string; paidAt: Date },
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
      amount_minor: charge.amount_minor,
      currency: charge.currency,
      rail_reference: charge.rail_reference,
      paid_at: input.paidAt,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
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

/** The number of a paid bill's receipt. */
export const findReceiptNumber = async (db: Reader, bill: BillRow): Promise<string | undefined> => {
  const row = await db
    .selectFrom("receipt")
    .select("number")
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
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
      // What went back to the payer, and what is on its way.
      sql<bigint>`(select coalesce(sum(o.amount_minor), 0)::bigint from refund_order o
        where o.institution_id = payment.institution_id and o.payment_id = payment.id
          and o.status = 'returned')`.as("returned_minor"),
      sql<bigint>`(select coalesce(sum(o.amount_minor), 0)::bigint from refund_order o
        where o.institution_id = payment.institution_id and o.payment_id = payment.id
          and o.status in ('approved', 'due', 'refusedByRail'))`.as("returning_minor"),
    ])
    .where("public_number.number", "=", number)
    .where("public_number.kind", "=", "receipt")
    .executeTakeFirst();

export type ReceiptRow = NonNullable<Awaited<ReturnType<typeof findReceipt>>>;
