import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { BillRow } from "./bill.ts";
import { splitPayment, type PartyPart } from "./split-payment.ts";

type Row = Readonly<{
  billKey: string;
  billerName: Text;
  hasListeners: boolean;
  splits: readonly Readonly<{ billerCode: string; amountMinor: string; hadMinor: string }>[] | null;
}>;

/** Whom a payment of a bill is for. */
export type Payees = Readonly<{
  parts: readonly PartyPart[];
  billerName: Text;
  /** Whether the bill's client has an endpoint that could be told. */
  hasListeners: boolean;
}>;

/** Names a bill in the map that `splitAll` gives. */
export const partKey = (bill: Pick<BillRow, "institution_id" | "id">): string =>
  `${bill.institution_id}/${bill.id}`;

const partsOf = (row: Row, bill: BillRow, paysMinor: bigint): PartyPart[] => {
  if (!row.splits) return [{ billerCode: bill.biller_code, amountMinor: paysMinor }];
  const had = new Map(row.splits.map((one) => [one.billerCode, BigInt(one.hadMinor)]));
  const splits = row.splits.map(({ billerCode, amountMinor }) => ({
    billerCode,
    amountMinor: BigInt(amountMinor),
  }));
  return splitPayment(splits, had, paysMinor);
};

/**
 * Who gets which part of each payment; the bill's own biller gets all of a bill without splits.
 * What parties got of payments that stand is taken into account. Each bill stands here once.
 */
export const splitAll = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  payments: readonly Readonly<{ bill: BillRow; paysMinor: bigint }>[],
): Promise<Map<string, Payees>> => {
  const bills = payments.map(({ bill }) => bill);
  const { rows } = await sql<Row>`
    select b.lane || '/' || b.id as "billKey",
      json_build_object('ar', r.name_ar, 'en', r.name_en) as "billerName",
      exists (select from webhook_endpoint e where e.client_id = b.client) as "hasListeners",
      (select json_agg(json_build_object('billerCode', s.biller_code,
          'amountMinor', s.amount_minor::text, 'hadMinor', coalesce((
            select sum(part.amount_minor) from payment p
              join payment_part part on part.institution_id = p.institution_id
                and part.payment_id = p.id
            where p.institution_id = s.institution_id and p.bill_id = s.bill_id
              and p.reversed_at is null and part.biller_code = s.biller_code), 0)::text)
          order by s.position)
        from bill_split s where s.institution_id = b.lane and s.bill_id = b.id) as splits
    from unnest(${bills.map((bill) => bill.institution_id)}::text[],
        ${bills.map((bill) => bill.id)}::uuid[], ${bills.map((bill) => bill.biller_code)}::text[],
        ${bills.map((bill) => bill.client_id)}::text[]) as b (lane, id, biller, client)
      join biller r on r.institution_id = b.lane and r.code = b.biller`.execute(db);
  const byBill = new Map(rows.map((row) => [row.billKey, row]));
  return new Map(
    payments.map(({ bill, paysMinor }) => {
      const row = byBill.get(partKey(bill));
      if (!row) throw new Error(`bill ${bill.id} has no biller`);
      const { billerName, hasListeners } = row;
      return [
        partKey(bill),
        { parts: partsOf(row, bill, paysMinor), billerName, hasListeners },
      ] as const;
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
