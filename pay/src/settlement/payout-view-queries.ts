import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";
import type { TransferSource } from "#src/ledger/ledger.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { payoutSources } from "./due-queries.ts";
import type { PayoutRow } from "./payout-queries.ts";

type Db = Database<PayDatabase>;

/** A payout with its biller's name, as it is shown. */
export type ShownPayout = PayoutRow & Readonly<{ name_ar: string; name_en: string }>;

export const findPayout = async (
  db: Db,
  scope: Scope,
  id: string,
): Promise<ShownPayout | undefined> => {
  const { rows } = await sql<ShownPayout>`
    select p.*, b.name_ar, b.name_en from payout p join biller b on b.code = p.biller_code
    where p.id = ${id} and ${inScope(scope, "p")}`.execute(db);
  return rows[0];
};

/** Payouts that did not arrive and wait for a person, oldest first. */
export const listToMend = async (db: Db, scope: Scope, limit: number): Promise<ShownPayout[]> => {
  const { rows } = await sql<ShownPayout>`
    select p.*, b.name_ar, b.name_en from payout p join biller b on b.code = p.biller_code
    where p.status in ('rejected', 'returned') and p.mended_at is null and ${inScope(scope, "p")}
    order by p.created_at, p.id limit ${limit}`.execute(db);
  return rows;
};

type Contents = Pick<PayoutRow, "lane" | "biller_code" | "currency" | "from_at" | "cut_off_at">;

/** What was posted to the biller's account in the payout's period, but by payouts. */
const postedIn = (payout: Contents) => sql`
  posting p join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
    join transfer t on t.institution_id = p.institution_id and t.id = p.transfer_id
  where a.institution_id = ${payout.lane} and a.kind = 'billerPayable'
    and a.owner = ${payout.biller_code} and a.currency = ${payout.currency}
    and p.posted_at >= coalesce(${payout.from_at}::timestamptz, '-infinity')
    and p.posted_at < ${payout.cut_off_at} and t.source_kind not in ${payoutSources}`;

export type ContentSum = Readonly<{ kind: TransferSource; count: bigint; amount_minor: bigint }>;

/** What a payout is made of, by what caused it: what came in is positive. */
export const sumContents = async (db: Db, payout: Contents): Promise<ContentSum[]> => {
  const { rows } = await sql<ContentSum>`
    select t.source_kind as kind, count(distinct t.id) as count,
      -sum(p.amount_minor)::bigint as amount_minor
    from ${postedIn(payout)} group by t.source_kind order by t.source_kind`.execute(db);
  return rows;
};

export type ContentCursor = Readonly<{ at: string; id: string }>;
export type ContentLine = ContentCursor &
  Readonly<{
    posted_at: Date;
    kind: TransferSource;
    amount_minor: bigint;
    bill_id: string | null;
    billing_number: string | null;
    reference: string | null;
    description_ar: string | null;
    description_en: string | null;
    payment_id: string | null;
    rail: RailCode | null;
  }>;

/** The postings that a payout is made of with the payment of each, in the order of time. */
export const listContents = async (
  db: Db,
  payout: Contents,
  page: Readonly<{ after: ContentCursor | undefined; limit: number }>,
): Promise<ContentLine[]> => {
  const { after, limit } = page;
  const beyond = after
    ? sql`and (p.posted_at, t.id) > (${after.at}::timestamptz, ${after.id}::uuid)`
    : sql``;
  const { rows } = await sql<ContentLine>`
    select to_char(x.posted_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at, x.id,
      x.posted_at, x.kind, x.amount_minor, b.id as bill_id, b.billing_number, b.reference,
      b.description_ar, b.description_en, y.id as payment_id, c.rail
    from (
      select t.id, t.institution_id, p.posted_at, t.source_kind as kind,
        -sum(p.amount_minor)::bigint as amount_minor,
        case when t.source_kind in ('capture', 'fee', 'reversal', 'refundDue', 'refundWithdrawal')
          then substring(t.source_id for 36)::uuid end as cause
      from ${postedIn(payout)} ${beyond}
      group by t.id, t.institution_id, p.posted_at, t.source_kind, t.source_id
      order by p.posted_at, t.id limit ${limit}) x
      left join refund_order o on o.institution_id = x.institution_id and o.id = x.cause
      left join charge c on c.institution_id = x.institution_id
        and c.id = coalesce(o.charge_id, x.cause)
      left join bill b on b.institution_id = c.institution_id and b.id = c.bill_id
      left join payment y on y.institution_id = c.institution_id and y.charge_id = c.id
    order by x.posted_at, x.id`.execute(db);
  return rows;
};

/** Payouts, the newest first, with the cursor of each. */
export const listPayouts = async (
  db: Db,
  filter: Readonly<{
    institution?: string | undefined;
    billerCode?: string | undefined;
    status?: PayoutRow["status"] | undefined;
  }>,
  page: Readonly<{ after: ContentCursor | undefined; limit: number }>,
): Promise<(PayoutRow & ContentCursor)[]> => {
  const { institution, billerCode, status } = filter;
  const { after, limit } = page;
  const conditions = [
    sql`true`,
    ...(institution ? [sql`p.institution_id = ${institution}`] : []),
    ...(billerCode ? [sql`p.biller_code = ${billerCode}`] : []),
    ...(status ? [sql`p.status = ${status}`] : []),
    ...(after ? [sql`(p.created_at, p.id) < (${after.at}::timestamptz, ${after.id}::uuid)`] : []),
  ];
  const { rows } = await sql<PayoutRow & ContentCursor>`
    select p.*, to_char(p.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as at
    from payout p where ${sql.join(conditions, sql` and `)}
    order by p.created_at desc, p.id desc limit ${limit}`.execute(db);
  return rows;
};

export type SettlementStanding = Readonly<
  Record<"onTheirWay" | "toMend" | "unanswered" | "unmatched", bigint>
>;

/** How settlement stands, for those who operate the gateway. */
export const countSettlement = async (db: Db): Promise<SettlementStanding> => {
  const { rows } = await sql<SettlementStanding>`
    select (select count(*) from payout where status in ('ordered', 'accepted')) as "onTheirWay",
      (select count(*) from payout where status in ('rejected', 'returned')
        and mended_at is null) as "toMend",
      (select count(*) from settlement_message where status = 'made') as unanswered,
      (select count(*) from bank_entry where unmatched is not null) as unmatched`.execute(db);
  return rows[0] ?? { onTheirWay: 0n, toMend: 0n, unanswered: 0n, unmatched: 0n };
};
