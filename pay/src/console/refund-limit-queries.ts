import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";

type Db = Database<PayDatabase>;

export type LimitLine = Readonly<{
  institution_id: string;
  biller_code: string;
  name_ar: string;
  name_en: string;
  currency: Currency;
  limit_minor: bigint | null;
  set_by: string | null;
}>;

/** Every account of the scope's billers, with its limit where it has one. */
export const listLimits = async (db: Db, scope: Scope): Promise<LimitLine[]> => {
  const { rows } = await sql<LimitLine>`
    select a.institution_id, a.biller_code, r.name_ar, r.name_en, a.currency, l.limit_minor,
      l.set_by
    from biller_account a
      join biller r on r.institution_id = a.institution_id and r.code = a.biller_code
      left join refund_limit l on l.institution_id = a.institution_id
        and l.biller_code = a.biller_code and l.currency = a.currency
    where ${inScope(scope, "a")}
    order by a.biller_code, a.currency limit 500`.execute(db);
  return rows;
};

export const putLimit = async (
  db: Db,
  biller: Readonly<{ institution_id: string; code: string }>,
  currency: Currency,
  limitMinor: bigint,
  setBy: string,
): Promise<void> => {
  await sql`
    insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values (${biller.institution_id}, ${biller.code}, ${currency}, ${limitMinor}, ${setBy})
    on conflict (institution_id, biller_code, currency) do update
      set limit_minor = excluded.limit_minor, set_by = excluded.set_by, updated_at = now()
    `.execute(db);
};
