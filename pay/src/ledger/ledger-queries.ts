import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { AccountName, Transfer } from "./ledger.ts";

type AccountRow = { id: bigint; kind: string; owner: string };
const nameOf = (account: AccountName): string => `${account.kind} ${account.owner}`;

/** Ids of the accounts; makes the missing ones, in one order so that no two callers deadlock. */
const findOrMakeAccounts = async (
  tx: Tx<PayDatabase>,
  transfer: Transfer,
): Promise<Map<string, bigint>> => {
  const names = [
    ...new Map(transfer.postings.map((p) => [nameOf(p.account), p.account])).values(),
  ].toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
  const kinds = names.map((name) => name.kind);
  const owners = names.map((name) => name.owner);
  const find = async () => {
    const { rows } = await sql<AccountRow>`
      select id, kind, owner from ledger_account
      where institution_id = ${transfer.institutionId} and currency = ${transfer.currency}
        and (kind, owner) in (select * from unnest(${kinds}::text[], ${owners}::text[]))
      `.execute(tx);
    return new Map(rows.map((row) => [`${row.kind} ${row.owner}`, row.id]));
  };
  const found = await find();
  if (found.size === names.length) return found;
  await sql`
    insert into ledger_account (institution_id, kind, owner, currency)
    select ${transfer.institutionId}, kind, owner, ${transfer.currency}
    from unnest(${kinds}::text[], ${owners}::text[]) as a (kind, owner)
    on conflict do nothing`.execute(tx);
  return await find();
};

/**
 * Writes a balanced transfer and its postings; a transfer of the same source is never written
 * twice. Gives its id, new or old.
 */
export const postTransfer = async (tx: Tx<PayDatabase>, transfer: Transfer): Promise<string> => {
  const accounts = await findOrMakeAccounts(tx, transfer);
  const ids = transfer.postings.map((posting) => accounts.get(nameOf(posting.account)));
  const amounts = transfer.postings.map((posting) => posting.amountMinor);
  const { rows } = await sql<{ id: string }>`
    with made as (
      insert into transfer (institution_id, source_kind, source_id, currency)
      values (${transfer.institutionId}, ${transfer.sourceKind}, ${transfer.sourceId},
        ${transfer.currency})
      on conflict (institution_id, source_kind, source_id) do nothing
      returning institution_id, id, currency, posted_at
    ), posted as (
      insert into posting
        (institution_id, transfer_id, position, account_id, currency, amount_minor, posted_at)
      select institution_id, id, position, account_id, currency, amount_minor, posted_at
      from made, unnest(${ids}::bigint[], ${amounts}::bigint[])
        with ordinality as leg (account_id, amount_minor, position)
    )
    select id from made`.execute(tx);
  if (rows[0]) return rows[0].id;
  const before = await sql<{ id: string }>`
    select id from transfer where institution_id = ${transfer.institutionId}
      and source_kind = ${transfer.sourceKind} and source_id = ${transfer.sourceId}`.execute(tx);
  if (!before.rows[0]) throw new Error("a transfer was neither written nor found");
  return before.rows[0].id;
};

/** Makes the ledger's partitions for this month and the next three. */
export const ensurePostingMonths = async (db: Database<PayDatabase>): Promise<void> => {
  await sql`select ensure_posting_months((now() at time zone 'UTC')::date, 4)`.execute(db);
};
