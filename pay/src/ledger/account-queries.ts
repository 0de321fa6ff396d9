import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { accountText, type AccountKey } from "./account-key.ts";
import { guardedKinds } from "./ledger.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

type Row = {
  id: bigint;
  lane: string;
  kind: string;
  owner: string;
  currency: string;
  /** Not made by the transaction that reads it, which may yet come to nothing. */
  stays: boolean;
};

const find = async (db: Reader, keys: readonly AccountKey[]): Promise<Row[]> => {
  const { rows } = await sql<Row>`
    select a.id, a.institution_id as lane, a.kind, a.owner, a.currency,
      a.xmin is distinct from pg_current_xact_id_if_assigned()::xid as stays
    from unnest(${keys.map((key) => key.institutionId)}::text[],
        ${keys.map((key) => key.kind)}::text[], ${keys.map((key) => key.owner)}::text[],
        ${keys.map((key) => key.currency)}::text[]) as k (lane, kind, owner, currency)
      join ledger_account a on a.institution_id = k.lane and a.kind = k.kind
        and a.owner = k.owner and a.currency = k.currency`.execute(db);
  return rows;
};

const textOf = (row: Row): string => `${row.lane}\n${row.kind}\n${row.owner}\n${row.currency}`;

const idsOf = (rows: readonly Row[]): Map<string, bigint> =>
  new Map(rows.map((row) => [textOf(row), row.id]));

/**
 * Ids of accounts by `accountText`; the missing ones are made, in one order so that no two
 * callers deadlock. An account is never changed or removed: what was found may be kept.
 */
export const findOrMakeAccounts = async (
  db: Reader,
  wanted: readonly AccountKey[],
  learn: (text: string, id: bigint) => void = () => undefined,
): Promise<Map<string, bigint>> => {
  const byText = new Map(wanted.map((key) => [accountText(key), key]));
  const keys = [...byText].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, key]) => key);
  const rows = await find(db, keys);
  for (const row of rows) if (row.stays) learn(textOf(row), row.id);
  const found = idsOf(rows);
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
  return idsOf(await find(db, keys));
};

const knownIn = onceFor<Database<PayDatabase>, Map<string, bigint>>(() => new Map());

/** The same within a transaction of `db`; the database is asked once for what stays as it is. */
export const accountIds = async (
  db: Database<PayDatabase>,
  tx: Tx<PayDatabase>,
  wanted: readonly AccountKey[],
): Promise<ReadonlyMap<string, bigint>> => {
  const known = knownIn(db);
  const unknown = wanted.filter((key) => !known.has(accountText(key)));
  if (unknown.length === 0) return known;
  const found = await findOrMakeAccounts(tx, unknown, (text, id) => known.set(text, id));
  return new Map([...known, ...found]);
};
