import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { BillKind, PayDatabase } from "#src/db-types.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { RailCode } from "#src/rails/rail.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

export const payerMessageKind = "payer-message";

/** Which message: a capture's receipt (position 0), or the refund of a position. */
export type MessageKey = ChargeKey & Readonly<{ position: number }>;

/**
 * A charge `c` and its contact `k`: what was left for the attempt, for the bill, and of a share for
 * its basket's attempt and bill, in this order.
 */
const contactOf = sql`
  left join charge t on t.institution_id = c.basket_lane and t.id = c.basket_charge_id
  left join lateral (
    select p.*, p.subject_id in (t.id, t.bill_id) as of_basket from payer_contact p
    where (p.institution_id, p.subject_id) in ((c.institution_id, c.id),
      (c.institution_id, c.bill_id), (t.institution_id, t.id), (t.institution_id, t.bill_id))
    order by p.subject_id = c.id desc, p.subject_id = c.bill_id desc, p.subject_id = t.id desc
    limit 1) k on true`;

/**
 * Sets receipts going for those captured charges whose payer can be told. Whoever left a number
 * for a basket is told once, of the basket.
 */
export const scheduleReceipts = async (
  tx: Tx<PayDatabase>,
  charges: readonly ChargeKey[],
): Promise<void> => {
  await sql`
    insert into outbox (kind, payload)
    select ${payerMessageKind}, jsonb_build_object('institutionId', c.institution_id,
      'chargeId', c.id, 'position', 0)
    from unnest(${charges.map((key) => key.institutionId)}::text[],
        ${charges.map((key) => key.chargeId)}::uuid[]) as done (lane, id)
      join charge c on c.institution_id = done.lane and c.id = done.id
      join bill b on b.institution_id = c.institution_id and b.id = c.bill_id and b.live
      ${contactOf}
    where (k.subject_id is not null and not coalesce(k.of_basket, false))
      or (k.subject_id is null and b.payer_phone is not null)`.execute(tx);
};

/** Sets the news of a returned refund going. */
export const scheduleRefundNews = async (tx: Tx<PayDatabase>, key: MessageKey): Promise<void> => {
  await sql`
    insert into outbox (kind, payload)
    select ${payerMessageKind}, ${JSON.stringify(key)}::jsonb
    from charge c
      join bill b on b.institution_id = c.institution_id and b.id = c.bill_id and b.live
      ${contactOf}
    where c.institution_id = ${key.institutionId} and c.id = ${key.chargeId}
      and (k.subject_id is not null or b.payer_phone is not null)`.execute(tx);
};

export type MessageFacts = Readonly<{
  kind: BillKind;
  rail: RailCode;
  billing_number: string;
  name_ar: string;
  name_en: string;
  /** What was paid; of a basket, by all of its shares. */
  paid_minor: bigint;
  bill_currency: Currency;
  receipt_number: string | null;
  refund_minor: bigint | null;
  refund_currency: Currency | null;
  /** Left by the payer; without it the number that the bill came with. */
  subject_id: string | null;
  phone_sealed: Buffer | null;
  lang: Lang | null;
  payer_phone: string | null;
}>;

export const findMessageFacts = async (
  db: Reader,
  key: MessageKey,
): Promise<MessageFacts | undefined> => {
  const { rows } = await sql<MessageFacts>`
    select b.kind, c.rail, b.billing_number, r.name_ar, r.name_en,
      coalesce(case b.kind when 'basket'
        then (select sum(p.amount_minor) from charge s join payment p
          on p.institution_id = s.institution_id and p.charge_id = s.id
          where s.basket_charge_id = c.id)
        else (select p.amount_minor from payment p
          where p.institution_id = c.institution_id and p.charge_id = c.id)
        end, 0)::bigint as paid_minor,
      b.currency as bill_currency,
      (select e.number from receipt e join payment p on p.institution_id = e.institution_id
        and p.id = e.payment_id
        where p.institution_id = c.institution_id and p.charge_id = c.id limit 1) as receipt_number,
      f.amount_minor as refund_minor, f.currency as refund_currency,
      k.subject_id, k.phone_sealed, k.lang, b.payer_phone
    from charge c
      join bill b on b.institution_id = c.institution_id and b.id = c.bill_id
      join biller r on r.institution_id = b.institution_id and r.code = b.biller_code
      left join refund f on f.institution_id = c.institution_id and f.charge_id = c.id
        and f.position = ${key.position}
      ${contactOf}
    where c.institution_id = ${key.institutionId} and c.id = ${key.chargeId}`.execute(db);
  return rows[0];
};

/**
 * Notes that this message is being handed over. `known`: it was before, so it is never handed over
 * again. `tooMany`: the number had its share of the day.
 */
export const claimMessage = async (
  db: Database<PayDatabase>,
  key: MessageKey,
  phoneHash: Buffer,
  mostADay: number,
): Promise<"claimed" | "known" | "tooMany"> => {
  const { rows } = await sql<{ sent: bigint; known: boolean; claimed: boolean }>`
    with day as (select count(*) as sent from payer_message
      where phone_hash = ${phoneHash} and created_at > now() - interval '1 day'
    ), claim as (
      insert into payer_message (institution_id, charge_id, position, phone_hash)
      select ${key.institutionId}, ${key.chargeId}::uuid, ${key.position}::smallint, ${phoneHash}
      from day where sent < ${mostADay}
      on conflict do nothing returning 1
    )
    select day.sent, exists (select 1 from claim) as claimed,
      exists (select 1 from payer_message m where m.institution_id = ${key.institutionId}
        and m.charge_id = ${key.chargeId} and m.position = ${key.position}) as known
    from day`.execute(db);
  const [row] = rows;
  if (row?.claimed) return "claimed";
  return row?.known ? "known" : "tooMany";
};

/** It did not leave: it may be handed over later. */
export const releaseMessage = async (db: Database<PayDatabase>, key: MessageKey): Promise<void> => {
  await db
    .deleteFrom("payer_message")
    .where("institution_id", "=", key.institutionId)
    .where("charge_id", "=", key.chargeId)
    .where("position", "=", key.position)
    .execute();
};
