import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

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
    .innerJoin("receipt", (join) =>
      join
        .onRef("receipt.institution_id", "=", "public_number.institution_id")
        .onRef("receipt.number", "=", "public_number.number"),
    )
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
      "receipt.cose",
      "bill.live",
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
