import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { BreakKind, PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";

type Db = Database<PayDatabase>;

export type DayPayment = Readonly<{
  id: string;
  paid_at: Date;
  biller_ar: string;
  biller_en: string;
  description_ar: string;
  description_en: string;
  reference: string;
  amount_minor: bigint;
  currency: Currency;
  rail: RailCode;
}>;

/** Payments of this day in Palestine, the newest first, at most 20. */
export const listPaymentsOfToday = async (db: Db, scope: Scope): Promise<DayPayment[]> => {
  const { rows } = await sql<DayPayment>`
    select p.id, p.paid_at, r.name_ar as biller_ar, r.name_en as biller_en, b.description_ar,
      b.description_en, b.reference, p.amount_minor, p.currency, p.rail
    from payment p
      join bill b on b.institution_id = p.institution_id and b.id = p.bill_id
      join biller r on r.institution_id = b.institution_id and r.code = b.biller_code
    where ${inScope(scope, "p")} and p.paid_at >= date_trunc('day', now(), 'Asia/Hebron')
    order by p.paid_at desc limit 20`.execute(db);
  return rows;
};

export type Collected = Readonly<{
  /** A calendar day in Palestine. */
  day: string;
  rail: RailCode;
  currency: Currency;
  count: bigint;
  sumMinor: bigint;
}>;

/** What was collected on each of the last fourteen days, by rail and currency. */
export const listCollected = async (db: Db, scope: Scope): Promise<Collected[]> => {
  const { rows } = await sql<Collected>`
    select to_char(p.paid_at at time zone 'Asia/Hebron', 'YYYY-MM-DD') as day, p.rail,
      p.currency, count(*) as count, sum(p.amount_minor)::bigint as "sumMinor"
    from payment p
    where ${inScope(scope, "p")}
      and p.paid_at >= date_trunc('day', now(), 'Asia/Hebron') - interval '13 days'
    group by 1, 2, 3 order by 1, 2, 3`.execute(db);
  return rows;
};

/** Refunds that wait for a second person. */
export const countWaiting = async (db: Db, scope: Scope): Promise<bigint> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from refund_order o
    where ${inScope(scope, "o")} and o.status = 'requested'`.execute(db);
  return rows[0]?.count ?? 0n;
};

export type CurrencySum = Readonly<{ currency: Currency; sumMinor: bigint; accounts: bigint }>;

/** The sum of every currency's accounts; all must be zero. */
export const listCurrencySums = async (db: Db, scope: Scope): Promise<CurrencySum[]> => {
  const { rows } = await sql<CurrencySum>`
    select a.currency, sum(a.balance_minor)::bigint as "sumMinor", count(*) as accounts
    from account_balance a where ${inScope(scope, "a")}
    group by a.currency order by a.currency`.execute(db);
  return rows;
};

export type OpenBreak = Readonly<{
  kind: BreakKind;
  charge_id: string;
  bill_id: string;
  opened_at: Date;
}>;

/** Differences with a rail that nobody has settled yet. */
export const listOpenBreaks = async (db: Db, scope: Scope): Promise<OpenBreak[]> => {
  const { rows } = await sql<OpenBreak>`
    select k.kind, k.charge_id, c.bill_id, k.opened_at from break k
      join charge c on c.institution_id = k.institution_id and c.id = k.charge_id
    where k.closed_at is null and ${inScope(scope, "k")}
    order by k.opened_at limit 200`.execute(db);
  return rows;
};
