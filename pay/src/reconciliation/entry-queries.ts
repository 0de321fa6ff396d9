import { sql, type RawBuilder, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { rowsAsJson } from "@gov/kit/insert-rows.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { returnTransactionId } from "#src/rails/instant/iso/return-transfer.ts";
import { entryKeys, type LegFacts } from "./entry-keys.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** One of our movements, to be kept beside the rail's. `day` is its report day. */
export type NewEntry = Readonly<
  Omit<Selectable<PayDatabase["rail_entry"]>, "day"> & { day: string }
>;

type LegRow = Omit<LegFacts, "rail"> &
  Readonly<{
    lane: string;
    transferId: string;
    leg: number;
    postedAt: Date;
    exactAt: string;
    day: string;
    currency: Currency;
    signedMinor: bigint;
    chargeId: string;
    billerCode: string | null;
  }>;

/** Up to which leg of a window was collected. */
export type LegMark = Readonly<{
  /** To the microsecond, as the database writes it. */
  at: string;
  transferId: string;
  leg: number;
}>;
type Window = Readonly<{ from: Date; to: Date; after: LegMark | undefined; limit: number }>;

/** The report day of a moment, where days end so many minutes after midnight. */
const dayOf = (at: RawBuilder<unknown>, endsAtMinutes: number) => sql<string>`
  to_char(${at} at time zone 'Asia/Hebron' - make_interval(mins => ${endsAtMinutes}::int),
    'YYYY-MM-DD')`;

const listLegs = async (
  db: Reader,
  rail: RailCode,
  { from, to, after, limit }: Window,
  endsAtMinutes: number,
): Promise<LegRow[]> => {
  const later = after
    ? sql`and (l.posted_at, l.transfer_id, l.leg) 
        > (${after.at}::timestamptz, ${after.transferId}::uuid, ${after.leg}::smallint)`
    : sql``;
  const side = (account: "debit_account" | "credit_account", sign: 1 | -1) => sql`
    select a.kind as account_kind, l.institution_id, l.transfer_id, l.leg, l.posted_at, l.currency,
      ${sign}::int * l.amount_minor as signed
    from account a join transfer_leg l on l.institution_id = a.institution_id
      and l.${sql.ref(account)} = a.id
    where l.posted_at >= ${from} and l.posted_at < ${to} ${later}`;
  const { rows } = await sql<LegRow>`
    with account as (
      select institution_id, id, kind from ledger_account
      where owner = ${rail} and kind in ('railClearing', 'railFees')
        and institution_id not like '%-test'),
    leg as (${side("debit_account", 1)} union all ${side("credit_account", -1)}
      order by posted_at, transfer_id, leg limit ${limit})
    select l.institution_id as lane, l.transfer_id as "transferId", l.leg, l.posted_at as "postedAt",
      l.posted_at::text as "exactAt",
      ${dayOf(sql`l.posted_at`, endsAtMinutes)} as day, l.currency, l.signed::bigint as "signedMinor",
      t.source_kind as kind, c.id as "chargeId", coalesce(c.basket_charge_id, c.id) as "orderCharge",
      c.rail_reference as "railReference", r.rail_transaction as "refundName",
      et.trx, ic.bank_reference as "bankReference", cc.id as collection,
      cc.company_code as company, cc.agent_reference as "saleReference",
      cp.agent_reference as "payoutReference", cp.company_code as "payoutCompany",
      case when b.kind = 'bill' then b.biller_code end as "billerCode"
    from leg l
      join transfer t on t.institution_id = l.institution_id and t.id = l.transfer_id
        and t.source_kind in ('capture', 'surplus', 'refund', 'reversal', 'fee')
      join charge c on c.id = left(t.source_id, 36)::uuid
      join bill b on b.institution_id = c.institution_id and b.id = c.bill_id
      left join refund r on t.source_kind = 'refund' and r.institution_id = c.institution_id
        and r.charge_id = c.id and r.position = split_part(t.source_id, '/', 2)::int
      left join esadad_transaction et on ${rail} = 'esadad'
        and et.charge_id = coalesce(c.basket_charge_id, c.id)
      left join instant_credit ic on ${rail} = 'instant'
        and ic.charge_id = coalesce(c.basket_charge_id, c.id)
      left join cash_collection cc on ${rail} = 'cash'
        and cc.charge_id = coalesce(c.basket_charge_id, c.id)
      left join cash_payout cp on ${rail} = 'cash' and r.rail_transaction is not null
        and cp.charge_id = coalesce(c.basket_charge_id, c.id)
        and cp.rail_transaction = r.rail_transaction
    order by l.posted_at, l.transfer_id, l.leg`.execute(db);
  return rows;
};

const entryOf = (rail: RailCode, row: LegRow): NewEntry => {
  const { party, order, reference } = entryKeys({ ...row, rail });
  const isFee = row.kind === "fee";
  const returned = row.kind === "refund" || row.kind === "reversal";
  return {
    rail,
    source: `${row.lane}/${row.transferId}/${row.leg}`,
    party,
    day: row.day,
    order_key: order,
    reference,
    direction: returned ? "returned" : "taken",
    currency: row.currency,
    amount_minor: isFee ? 0n : returned ? -row.signedMinor : row.signedMinor,
    // What a rail keeps stands on the credit side of its account.
    fee_minor: isFee ? -row.signedMinor : 0n,
    corrects: null,
    institution_id: row.lane,
    charge_id: row.chargeId,
    biller_code: row.billerCode,
    transfer_id: row.transferId,
    posted_at: row.postedAt,
  };
};

/** Keeps entries, each once, and says that what is new is to be compared. */
export const insertEntries = async (
  tx: Tx<PayDatabase>,
  entries: readonly NewEntry[],
): Promise<void> => {
  if (entries.length === 0) return;
  await sql`
    with fresh as (
      insert into rail_entry
      select * from json_populate_recordset(null::rail_entry, ${rowsAsJson(entries)}::json)
      on conflict do nothing returning rail, order_key, direction)
    insert into reconciliation_due (rail, order_key, direction)
    select distinct rail, order_key, direction from fresh order by 1, 2, 3
    on conflict do nothing`.execute(tx);
};

/** Collects a batch of legs of a window; gives where to go on, undefined at its end. */
export const collectLegs = async (
  tx: Tx<PayDatabase>,
  rail: RailCode,
  window: Window,
  endsAtMinutes: number,
): Promise<LegMark | undefined> => {
  const rows = await listLegs(tx, rail, window, endsAtMinutes);
  await insertEntries(
    tx,
    rows.map((row) => entryOf(rail, row)),
  );
  const last = rows.at(-1);
  return last && { at: last.exactAt, transferId: last.transferId, leg: last.leg };
};

/**
 * Credits that name no bill of ours are in no account: they lie at the bank until they are back
 * with their payers. Both ways are kept as entries, so that the bank's statement is understood.
 */
export const collectNobodys = async (
  tx: Tx<PayDatabase>,
  { from, to }: Pick<Window, "from" | "to">,
  settings: Readonly<{ treasury: string; endsAtMinutes: number }>,
): Promise<void> => {
  const { rows } = await sql<{
    reference: string;
    amount_minor: bigint;
    currency: Currency;
    at: Date;
    day: string;
    back: boolean;
  }>`
    select bank_reference as reference, amount_minor, currency, at,
      ${dayOf(sql`at`, settings.endsAtMinutes)} as day, back
    from (
      select bank_reference, amount_minor, currency, received_at as at, false as back
      from instant_credit where charge_id is null and returning_at is not null
        and received_at >= ${from} and received_at < ${to}
      union all
      select bank_reference, amount_minor, currency, returned_at, true from instant_credit
      where charge_id is null and returned_at >= ${from} and returned_at < ${to}) credit`.execute(
    tx,
  );
  await insertEntries(
    tx,
    rows.map((row) => ({
      rail: "instant",
      source: `${row.back ? "return" : "credit"}/${row.reference}`,
      party: "",
      day: row.day,
      order_key: row.reference,
      reference: row.back ? returnTransactionId(row.reference, "return") : row.reference,
      direction: row.back ? "returned" : "taken",
      currency: row.currency,
      amount_minor: row.amount_minor,
      fee_minor: 0n,
      corrects: null,
      institution_id: settings.treasury,
      charge_id: null,
      biller_code: null,
      transfer_id: null,
      posted_at: row.at,
    })),
  );
};

/** Up to when a rail's legs were collected; `from` the first time. */
export const getMark = async (db: Reader, rail: RailCode, from: Date): Promise<Date> => {
  await sql`insert into rail_entry_mark (rail, collected_to) values (${rail}, ${from})
    on conflict do nothing`.execute(db);
  const { rows } = await sql<{ at: Date }>`
    select collected_to as at from rail_entry_mark where rail = ${rail}`.execute(db);
  return rows[0]?.at ?? from;
};

export const setMark = async (db: Reader, rail: RailCode, to: Date): Promise<void> => {
  await sql`update rail_entry_mark set collected_to = greatest(collected_to, ${to})
    where rail = ${rail}`.execute(db);
};
