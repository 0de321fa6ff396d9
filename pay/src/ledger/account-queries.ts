import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { accountText, type AccountKey } from "./account-key.ts";
import { guardedKinds } from "./ledger.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

type Row = { id: bigint; lane: string; kind: string; owner: string; currency: string };

const find = async (db: Reader, keys: readonly AccountKey[]): Promise<Map<string, bigint>> => {
  const { rows } = await sql<Row>`
    select a.id, a.institution_id as lane, a.kind, a.owner, a.currency
    from unnest(${keys.map((key) => key.institutionId)}::text[],
        ${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.owner)}::text[],
        ${keys.map((key) => key.currency)}::text[]) as k (lane, kind, owner, currency)
      join ledger_account a on a.institution_id = k.lane and a.kind = k.kind
        and a.owner = k.owner and a.currency = k.currency`.execute(db);
  return new Map(
    rows.map((row) => [`${row.lane}\n${row.kind}\n${row.owner}\n${row.currency}`, row.id]),
  );
};

/**
 * Ids of accounts by `accountText`; the missing ones are made, in one order so that no two
 * callers deadlock. An account is never changed or removed: what was found may be kept.
 */
export const findOrMakeAccounts = async (
  db: Reader,
  wanted: readonly AccountKey[],
): Promise<Map<string, bigint>> => {
  const byText = new Map(wanted.map((key) => [accountText(key), key]));
  const keys = [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
  const found = await find(db, keys);
  const missing = keys.filter((key) => !found.has(accountText(key)));
  if (missing.length === 0) return found;
  await sql`
    insert into ledger_account (institution_id, kind, owner, currency, guarded, slots)
    select lane, kind, owner, currency, guarded, case when guarded then 1 else 16 end
    from unnest(${missing.map((key) => key.institutionId)}::text[],
      ${missing.map((key) => key.kind)}::text[], ${missing.map((key) => key.owner)}::text[],
      ${missing.map((key) => key.currency)}::text[],
      ${missing.map((key) => guardedKinds.has(key.kind))}::boolean[])
      as k (lane, kind, owner, currency, guarded)
    on conflict do nothing`.execute(db);
  return await find(db, keys);
};
