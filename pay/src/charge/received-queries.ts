import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ChargeKey, ChargeRow } from "./charge-queries.ts";
import type { ReceivedPayment } from "./receive-payment.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
type Named = Pick<ReceivedPayment, "rail" | "railTransactionId" | "bill">;

const nameOf = (rail: string, transactionId: string): string => `${rail}\n${transactionId}`;

/**
 * Takes each rail transaction's id for a new charge and gives that charge's id; undefined where
 * the id was taken before. In one order, so that two batches do not wait in a circle.
 */
export const claimTransactions = async (
  tx: Tx<PayDatabase>,
  payments: readonly Named[],
): Promise<(string | undefined)[]> => {
  const { rows } = await sql<{ rail: string; transaction_id: string; charge_id: string }>`
    insert into rail_transaction (rail, transaction_id, institution_id, charge_id)
    select rail, id, lane, uuidv7()
    from unnest(${payments.map((one) => one.rail)}::text[],
      ${payments.map((one) => one.railTransactionId)}::text[],
      ${payments.map((one) => one.bill.institutionId)}::text[])
      with ordinality as p (rail, id, lane, place)
    order by rail, id, place
    on conflict do nothing returning rail, transaction_id, charge_id`.execute(tx);
  const taken = new Map(rows.map((row) => [nameOf(row.rail, row.transaction_id), row.charge_id]));
  return payments.map(({ rail, railTransactionId }) => {
    const name = nameOf(rail, railTransactionId);
    const chargeId = taken.get(name);
    // One that stands here twice was taken by its first.
    taken.delete(name);
    return chargeId;
  });
};

/** The charges that rail transactions became, in the order asked. */
export const listReceivedCharges = async (
  db: Reader,
  payments: readonly Named[],
): Promise<(ChargeRow | undefined)[]> => {
  if (payments.length === 0) return [];
  const { rows } = await sql<ChargeRow & { place: bigint }>`
    select c.*, p.place
    from unnest(${payments.map((one) => one.rail)}::text[],
        ${payments.map((one) => one.railTransactionId)}::text[])
        with ordinality as p (rail, id, place)
      join rail_transaction t on t.rail = p.rail and t.transaction_id = p.id
      join charge c on c.institution_id = t.institution_id and c.id = t.charge_id`.execute(db);
  const byPlace = new Map(rows.map(({ place, ...charge }) => [Number(place), charge]));
  return payments.map((_, index) => byPlace.get(index + 1));
};

/** The charge that a rail's transaction became. */
export const findRailTransaction = async (
  db: Reader,
  rail: RailCode,
  transactionId: string,
): Promise<ChargeKey | undefined> => {
  const row = await db
    .selectFrom("rail_transaction")
    .select(["institution_id", "charge_id"])
    .where("rail", "=", rail)
    .where("transaction_id", "=", transactionId)
    .executeTakeFirst();
  return row && { institutionId: row.institution_id, chargeId: row.charge_id };
};

/** The rail of the attempt that holds a bill is asked at the next sweep. */
export const hurryClaimant = async (tx: Tx<PayDatabase>, bill: BillRow): Promise<void> => {
  await sql`
    update charge set next_check_at = now()
    where basket_charge_id is null and status in ('created', 'pending') and id =
      (select coalesce(basket_charge_id, id) from charge
       where institution_id = ${bill.institution_id} and id = ${bill.claimed_by})`.execute(tx);
};
