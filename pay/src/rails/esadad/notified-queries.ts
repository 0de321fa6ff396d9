import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import { findBillKeysByNumber, type BillKey } from "#src/bill/bill-queries.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { NotifiedPayment } from "./notification.ts";
import { toldColumns } from "./transaction-queries.ts";

/** A notification that tells of one payment of a billing number, and nothing else. */
export type Notified = Readonly<{
  guid: string;
  bodyHash: Buffer;
  payment: NotifiedPayment;
  billingNumber: string;
}>;
export type NotifiedForBill = Notified & Readonly<{ bill: BillKey }>;

/**
 * Those that are new in every way, their message and their transaction, and are for a bill of ours.
 * Nobody else takes up their transactions until the end of this one: see `lockTransaction`.
 */
export const lockNew = async (
  tx: Tx<PayDatabase>,
  all: readonly Notified[],
): Promise<NotifiedForBill[]> => {
  const [trxs, guids] = [all.map(({ payment }) => payment.trx), all.map(({ guid }) => guid)];
  await sql`
    select pg_advisory_xact_lock(7310, hash) from (
      select distinct hashtext(trx) as hash from unnest(${trxs}::text[]) as trx order by hash
    ) as ordered`.execute(tx);
  const { rows } = await sql<{ known: string }>`
    select trx as known from esadad_transaction where trx = any(${trxs}::text[])
    union all select guid from esadad_notification where guid = any(${guids}::text[])`.execute(tx);
  const known = new Set(rows.map((row) => row.known));
  const bills = await findBillKeysByNumber(
    tx,
    all.map((one) => one.billingNumber),
  );
  return all.flatMap((one) => {
    const bill = bills.get(one.billingNumber);
    const fresh = !known.has(one.payment.trx) && !known.has(one.guid);
    return bill && fresh ? [{ ...one, bill }] : [];
  });
};

/** Writes down notifications whose payments are posted in this transaction, as answered. */
export const insertSettled = async (
  tx: Tx<PayDatabase>,
  settled: readonly Readonly<{ notified: NotifiedForBill; charge: ChargeKey }>[],
): Promise<void> => {
  const now = new Date();
  const inOrder = settled.toSorted((a, b) => (a.notified.guid < b.notified.guid ? -1 : 1));
  await insertRows(
    tx,
    "esadad_notification",
    inOrder.map(({ notified: { guid, bodyHash } }) => ({
      guid,
      body_hash: `\\x${bodyHash.toString("hex")}`,
      results: ["ok"],
      received_at: now,
    })),
  );
  await insertRows(
    tx,
    "esadad_transaction",
    inOrder.map(({ notified, charge }) => ({
      ...toldColumns(notified),
      status: "settled",
      charge_id: charge.chargeId,
      received_at: now,
      updated_at: now,
    })),
  );
};
