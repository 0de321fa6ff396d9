import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { BillRow } from "./bill.ts";
import { splitPayment, type PartyPart } from "./split-payment.ts";

type Row = PartyPart & { billKey: string; hadMinor: bigint };

/** Names a bill in the map that `splitAll` gives. */
export const partKey = (bill: Pick<BillRow, "institution_id" | "id">): string =>
  `${bill.institution_id}/${bill.id}`;

/**
 * Who gets which part of each payment; the bill's own biller gets all of a bill without splits.
 * What parties got of payments that stand is taken into account. Each bill stands here once.
 */
export const splitAll = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  payments: readonly Readonly<{ bill: BillRow; paysMinor: bigint }>[],
): Promise<Map<string, PartyPart[]>> => {
  const bills = payments.map(({ bill }) => bill);
  const { rows } = await sql<Row>`
    select s.institution_id || '/' || s.bill_id as "billKey", s.biller_code as "billerCode",
      s.amount_minor as "amountMinor",
      coalesce((select sum(part.amount_minor) from payment p
        join payment_part part on part.institution_id = p.institution_id
          and part.payment_id = p.id
        where p.institution_id = s.institution_id and p.bill_id = s.bill_id
          and p.reversed_at is null and part.biller_code = s.biller_code), 0)::bigint
        as "hadMinor"
    from unnest(${bills.map((bill) => bill.institution_id)}::text[],
        ${bills.map((bill) => bill.id)}::uuid[]) as b (institution_id, bill_id)
      join bill_split s on s.institution_id = b.institution_id and s.bill_id = b.bill_id
    order by s.institution_id, s.bill_id, s.position`.execute(db);
  const byBill = Map.groupBy(rows, (row) => row.billKey);
  return new Map(
    payments.map(({ bill, paysMinor }) => {
      const splits = byBill.get(partKey(bill));
      if (!splits)
        return [partKey(bill), [{ billerCode: bill.biller_code, amountMinor: paysMinor }]];
      const had = new Map(splits.map((row) => [row.billerCode, row.hadMinor]));
      return [partKey(bill), splitPayment(splits, had, paysMinor)];
    }),
  );
};

/** Who gets which part of a bill; none where its own biller gets all. */
export const listSplits = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  bill: BillRow,
): Promise<PartyPart[]> => {
  const rows = await db
    .selectFrom("bill_split")
    .select(["biller_code", "amount_minor"])
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .orderBy("position")
    .execute();
  return rows.map((row) => ({ billerCode: row.biller_code, amountMinor: row.amount_minor }));
};
