import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";
import type { DueLine } from "./due.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

type Row = Readonly<{
  lane: string;
  biller_code: string;
  institution: string;
  name_ar: string;
  name_en: string;
  currency: Currency;
  at_cut_off: bigint;
  now: bigint;
  iban: string | null;
  refused: boolean;
}>;

/** Transfers that payouts make: they count whenever they were posted, the rest by the cut-off. */
export const payoutSources = sql`('payout', 'payoutPaid', 'payoutReturned')`;

/**
 * What every lane owes every biller in every currency, from the ledger. Test lanes are no part of
 * it, whatever is asked. What was owed at the cut-off is what is owed now without what came since.
 */
export const listDue = async (
  db: Reader,
  cutOff: Date,
  scope: Scope = { institution: undefined, test: false },
): Promise<DueLine[]> => {
  const { rows } = await sql<Row>`
    select a.institution_id as lane, a.owner as biller_code, b.institution_id as institution,
      b.name_ar, b.name_en, a.currency,
      (balance.owed - later.owed)::bigint as at_cut_off, balance.owed::bigint as now,
      account.iban,
      exists (select from payout p where p.biller_code = a.owner and p.currency = a.currency
        and p.status in ('rejected', 'returned') and p.mended_at is null) as refused
    from ledger_account a
      join biller b on b.code = a.owner
      left join biller_account account on account.institution_id = b.institution_id
        and account.biller_code = b.code and account.currency = a.currency
      cross join lateral (
        select coalesce(sum(s.credits_minor - s.debits_minor), 0) as owed from account_slot s
        where s.institution_id = a.institution_id and s.account_id = a.id) balance
      cross join lateral (
        select coalesce(-sum(p.amount_minor), 0) as owed
        from posting p
          join transfer t on t.institution_id = p.institution_id and t.id = p.transfer_id
        where p.institution_id = a.institution_id and p.account_id = a.id
          and p.posted_at >= ${cutOff} and t.source_kind not in ${payoutSources}) later
    where a.kind = 'billerPayable' and a.institution_id not like '%-test'
      and ${inScope(scope, "b")}
    order by a.owner, a.currency, a.institution_id`.execute(db);
  return rows.map((row) => ({
    lane: row.lane,
    billerCode: row.biller_code,
    institution: row.institution,
    name: { ar: row.name_ar, en: row.name_en },
    currency: row.currency,
    atCutOffMinor: row.at_cut_off,
    nowMinor: row.now,
    iban: row.iban ?? undefined,
    refused: row.refused,
  }));
};

export type WindowKey = Readonly<{ lane: string; biller_code: string; currency: Currency }>;

/**
 * Since when each of these was not paid out, and what came in between then and the cut-off, in the
 * order asked. Undefined where nothing was paid out before.
 */
export const listWindows = async (
  tx: Tx<PayDatabase>,
  keys: readonly WindowKey[],
  cutOff: Date,
): Promise<(Readonly<{ fromAt: Date; cameMinor: bigint }> | undefined)[]> => {
  const { rows } = await sql<{ from_at: Date | null; came: bigint }>`
    select before.cut_off_at as from_at, came.minor::bigint as came
    from unnest(${keys.map((key) => key.lane)}::text[],
        ${keys.map((key) => key.biller_code)}::text[],
        ${keys.map((key) => key.currency)}::text[])
        with ordinality as k (lane, biller_code, currency, place)
      left join lateral (
        select p.cut_off_at from payout p
        where p.lane = k.lane and p.biller_code = k.biller_code and p.currency = k.currency
        order by p.created_at desc, p.id desc limit 1) before on true
      left join ledger_account a on a.institution_id = k.lane and a.kind = 'billerPayable'
        and a.owner = k.biller_code and a.currency = k.currency
      cross join lateral (
        select coalesce(-sum(p.amount_minor), 0) as minor
        from posting p
          join transfer t on t.institution_id = p.institution_id and t.id = p.transfer_id
        where p.institution_id = k.lane and p.account_id = a.id
          and p.posted_at >= before.cut_off_at and p.posted_at < ${cutOff}
          and t.source_kind not in ${payoutSources}) came
    order by k.place`.execute(tx);
  return rows.map((row) =>
    row.from_at === null ? undefined : { fromAt: row.from_at, cameMinor: row.came },
  );
};
