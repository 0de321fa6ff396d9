import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";
import type { RailCode } from "#src/rails/rail.ts";

/** Whose figures are shown: one institution's, or (undefined) all. */
export type Scope = string | undefined;

export type DayPayment = Readonly<{
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

/** Payments of this day in Palestine, the newest first, at most 500. */
export const listPaymentsOfToday = async (
  db: Database<PayDatabase>,
  scope: Scope,
): Promise<DayPayment[]> => {
  const { rows } = await sql<DayPayment>`
    select p.paid_at, r.name_ar as biller_ar, r.name_en as biller_en, b.description_ar,
      b.description_en, b.reference, p.amount_minor, p.currency, p.rail
    from payment p
      join bill b on b.institution_id = p.institution_id and b.id = p.bill_id
      join biller r on r.institution_id = b.institution_id and r.code = b.biller_code
    where (${scope ?? null}::text is null or p.institution_id = ${scope ?? null})
      and p.paid_at >= date_trunc('day', now(), 'Asia/Hebron')
    order by p.paid_at desc limit 500`.execute(db);
  return rows;
};

export type Balance = Readonly<{
  institution_id: string;
  kind: AccountKind;
  owner: string;
  currency: Currency;
  balance_minor: bigint;
}>;

/** Every account's balance: debits are positive, credits negative. */
export const listBalancesOf = async (
  db: Database<PayDatabase>,
  scope: Scope,
): Promise<Balance[]> => {
  const { rows } = await sql<Balance>`
    select institution_id, kind, owner, currency, balance_minor from account_balance
    where (${scope ?? null}::text is null or institution_id = ${scope ?? null})
    order by currency, institution_id, kind, owner limit 1000`.execute(db);
  return rows;
};

export type OpenBreak = Readonly<{ kind: string; charge_id: string; opened_at: Date }>;

/** Differences with a rail that nobody has settled yet. */
export const listOpenBreaks = async (
  db: Database<PayDatabase>,
  scope: Scope,
): Promise<OpenBreak[]> => {
  const { rows } = await sql<OpenBreak>`
    select kind, charge_id, opened_at from break
    where closed_at is null and (${scope ?? null}::text is null or institution_id = ${scope ?? null})
    order by opened_at limit 200`.execute(db);
  return rows;
};
