import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, pageConditions, type Page } from "#src/list/list-page.ts";
import type { RailCode } from "#src/rails/rail.ts";

export type ListedPayment = Readonly<{
  id: string;
  bill_id: string;
  charge_id: string;
  biller_code: string;
  reference: string;
  billing_number: string;
  rail: RailCode;
  rail_reference: string | null;
  amount_minor: bigint;
  currency: Currency;
  paid_at: Date;
  receipt_number: string | null;
  position_at: string;
  position_id: string;
}>;

/** Payments of the caller's bills, newest first, one more than the page holds. */
export const listPayments = async (
  db: Database<PayDatabase>,
  page: Page,
  rail: RailCode | undefined,
): Promise<ListedPayment[]> => {
  const at = sql`payment.paid_at`;
  const { rows } = await sql<ListedPayment>`
    select payment.id, payment.bill_id, payment.charge_id, bill.biller_code, bill.reference,
      bill.billing_number, payment.rail, payment.rail_reference, payment.amount_minor,
      payment.currency, payment.paid_at, receipt.number as receipt_number,
      ${exactTime(at)} as position_at, payment.id::text as position_id
    from payment
      join bill on bill.institution_id = payment.institution_id and bill.id = payment.bill_id
      left join receipt on receipt.institution_id = payment.institution_id
        and receipt.payment_id = payment.id
    where ${pageConditions(page, at, sql`payment.id`)}
      ${rail === undefined ? sql`` : sql`and payment.rail = ${rail}`}
    order by payment.paid_at desc, payment.id desc limit ${page.limit + 1}`.execute(db);
  return rows;
};
