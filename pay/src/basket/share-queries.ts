import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { lockBills, type BillKey } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { Locked } from "#src/charge/locked.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** A bill that a basket pays, and how much of it. */
export type BasketItem = Readonly<{ bill: BillRow; amountMinor: bigint }>;

type Row = { lane: string; id: string; amount_minor: bigint };

const listItemRows = async (db: Reader, baskets: readonly BillKey[]): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select i.item_institution_id as lane, i.item_bill_id as id, i.amount_minor
    from unnest(${baskets.map((one) => one.institutionId)}::text[],
        ${baskets.map((one) => one.billId)}::uuid[]) as b (lane, id)
      join basket_item i on i.institution_id = b.lane and i.basket_id = b.id
    order by i.basket_id, i.position`.execute(db);
  return rows;
};

/**
 * Locks bills, and where they are baskets all that they pay, in the one order of `lockBills`;
 * gives them by id.
 */
export const lockWithItems = async (
  tx: Tx<PayDatabase>,
  keys: readonly BillKey[],
): Promise<Map<string, BillRow>> => {
  const { rows } = await sql<BillRow>`
    with named as (
      select lane, id from unnest(${keys.map((key) => key.institutionId)}::text[],
        ${keys.map((key) => key.billId)}::uuid[]) as k (lane, id)
    ), wanted as (
      select lane, id from named
      union select i.item_institution_id, i.item_bill_id from named
        join basket_item i on i.institution_id = named.lane and i.basket_id = named.id
    )
    select b.* from bill b
      join wanted on b.institution_id = wanted.lane and b.id = wanted.id
    order by b.kind = 'bill', b.institution_id, b.id for update of b`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
};

const keyOf = (basket: BillRow): BillKey => ({
  institutionId: basket.institution_id,
  billId: basket.id,
});

/** What a basket pays, in its order, as it is now. */
export const listItems = async (db: Reader, basket: BillRow): Promise<BasketItem[]> => {
  const { rows } = await sql<BillRow & { share_minor: bigint }>`
    select b.*, i.amount_minor as share_minor from basket_item i
      join bill b on b.institution_id = i.item_institution_id and b.id = i.item_bill_id
    where i.institution_id = ${basket.institution_id} and i.basket_id = ${basket.id}
    order by i.position`.execute(db);
  return rows.map(({ share_minor, ...bill }) => ({ bill, amountMinor: share_minor }));
};

/** The same, locked. The basket is locked before. */
export const lockItems = async (tx: Tx<PayDatabase>, basket: BillRow): Promise<BasketItem[]> => {
  const rows = await listItemRows(tx, [keyOf(basket)]);
  const keys = rows.map((row) => ({ institutionId: row.lane, billId: row.id }));
  const bills = await lockBills(tx, keys);
  return rows.map((row) => {
    const bill = bills.get(row.id);
    if (!bill) throw new Error("a basket's bill is gone");
    return { bill, amountMinor: row.amount_minor };
  });
};

type ShareState = Partial<
  Pick<ChargeRow, "status" | "taken_minor" | "rail_reference" | "captured_at">
>;

/** A bill's part in a basket's attempt. */
export const insertShare = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  { bill, amountMinor }: BasketItem,
  state: ShareState = {},
): Promise<ChargeRow> =>
  await tx
    .insertInto("charge")
    .values({
      institution_id: bill.institution_id,
      bill_id: bill.id,
      rail: charge.rail,
      amount_minor: amountMinor,
      currency: bill.currency,
      whole: amountMinor === bill.amount_minor,
      return_url: null,
      redirect_url: null,
      expires_at: charge.expires_at,
      next_check_at: null,
      basket_lane: charge.institution_id,
      basket_charge_id: charge.id,
      ...state,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** The shares of a basket's attempt with their bills, all locked; none before it was claimed. */
export const lockShares = async (tx: Tx<PayDatabase>, charge: ChargeRow): Promise<Locked[]> => {
  const found = await tx
    .selectFrom("charge")
    .select(["institution_id", "bill_id"])
    .where("basket_charge_id", "=", charge.id)
    .orderBy("institution_id")
    .orderBy("bill_id")
    .execute();
  if (found.length === 0) return [];
  const bills = await lockBills(
    tx,
    found.map((row) => ({ institutionId: row.institution_id, billId: row.bill_id })),
  );
  const rows = await tx
    .selectFrom("charge")
    .selectAll()
    .where("basket_charge_id", "=", charge.id)
    .orderBy("institution_id")
    .orderBy("id")
    .forUpdate()
    .execute();
  return rows.map((row) => {
    const bill = bills.get(row.bill_id);
    if (!bill) throw new Error("a share's bill is gone");
    return { bill, charge: row };
  });
};

/** The attempts that hold a bill, or any bill of a basket, now. */
export const listClaimants = async (
  db: Database<PayDatabase>,
  key: BillKey,
): Promise<ChargeRow[]> => {
  const { rows } = await sql<ChargeRow>`
    with bills as (
      select ${key.institutionId}::text as lane, ${key.billId}::uuid as id
      union
      select item_institution_id, item_bill_id from basket_item
      where institution_id = ${key.institutionId} and basket_id = ${key.billId})
    select c.* from bills
      join bill b on b.institution_id = bills.lane and b.id = bills.id and b.status = 'claimed'
      join charge c on c.institution_id = b.institution_id and c.id = b.claimed_by
    order by c.id limit 21`.execute(db);
  return rows;
};
