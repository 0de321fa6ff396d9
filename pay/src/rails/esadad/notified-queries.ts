import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import { bytea, insertionOf, type Write } from "@gov/kit/insert-rows.ts";
import type { BillKey } from "#src/bill/bill-queries.ts";
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
  const { rows } = await sql<{ place: bigint; lane: string; id: string }>`
    select m.place, b.institution_id as lane, b.id
    from unnest(${trxs}::text[], ${guids}::text[],
        ${all.map((one) => one.billingNumber)}::text[])
        with ordinality as m (trx, guid, number, place)
      join public_number n on n.number = m.number and n.kind = 'bill'
      join bill b on b.institution_id = n.institution_id and b.id = n.subject_id and b.live
    where not exists (select from esadad_transaction t where t.trx = m.trx)
      and not exists (select from esadad_notification t where t.guid = m.guid)
    order by m.place`.execute(tx);
  return rows.flatMap(({ place, lane, id }) => {
    const one = all[Number(place) - 1];
    return one ? [{ ...one, bill: { institutionId: lane, billId: id } }] : [];
  });
};

/** Notifications whose payments are posted in this transaction, written down as answered. */
export const settledWrites = (
  settled: readonly Readonly<{ notified: NotifiedForBill; charge: ChargeKey }>[],
): Write[] => {
  const now = new Date();
  const inOrder = settled.toSorted((a, b) => (a.notified.guid < b.notified.guid ? -1 : 1));
  return [
    ...insertionOf(
      "esadad_notification",
      inOrder.map(({ notified: { guid, bodyHash } }) => ({
        guid,
        body_hash: bytea(bodyHash),
        results: ["ok"],
        received_at: now,
      })),
    ),
    ...insertionOf(
      "esadad_transaction",
      inOrder.map(({ notified, charge }) => ({
        ...toldColumns(notified),
        status: "settled",
        charge_id: charge.chargeId,
        received_at: now,
        updated_at: now,
      })),
    ),
  ];
};
