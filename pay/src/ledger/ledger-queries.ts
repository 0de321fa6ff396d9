import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { accountsOf, accountText, findOrMakeAccounts } from "./account-queries.ts";
import type { Transfer } from "./ledger.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** A transfer with the id that it gets if nothing of its cause was posted before. */
export type Draft = Readonly<{ id: string; transfer: Transfer }>;

/**
 * Posts transfers in one statement; gives the ids of those written now, the others' causes were
 * posted before. `writer` chooses the slots of busy accounts. Throws what the database refuses:
 * for all of them, even if only one is wrong.
 */
export const writeTransfers = async (
  db: Reader,
  writer: number,
  drafts: readonly Draft[],
  accounts: ReadonlyMap<string, bigint>,
): Promise<Set<string>> => {
  const rows = drafts.flatMap(({ id, transfer }) =>
    transfer.legs.map((leg, index) => {
      const { institutionId, currency, sourceKind, sourceId } = transfer;
      const idOf = (name: Transfer["legs"][number]["debit"]): bigint => {
        const found = accounts.get(accountText({ ...name, institutionId, currency }));
        if (found === undefined) throw new Error(`no ledger account for ${name.kind}`);
        return found;
      };
      return {
        lane: institutionId,
        id,
        sourceKind,
        sourceId,
        leg: index + 1,
        debit: idOf(leg.debit),
        credit: idOf(leg.credit),
        amount: leg.amountMinor,
      };
    }),
  );
  const { rows: written } = await sql<{ id: string }>`
    select id from post_transfers(${writer}, ${rows.map((row) => row.lane)}::text[],
      ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.sourceKind)}::text[],
      ${rows.map((row) => row.sourceId)}::text[], ${rows.map((row) => row.leg)}::smallint[],
      ${rows.map((row) => row.debit)}::bigint[], ${rows.map((row) => row.credit)}::bigint[],
      ${rows.map((row) => row.amount)}::bigint[]) as posted (id)`.execute(db);
  return new Set(written.map((row) => row.id));
};

/**
 * The ids under which the causes of these transfers were posted, in their order. Throws where one
 * was posted with other amounts: a cause has one meaning.
 */
export const getTransferIds = async (
  db: Reader,
  transfers: readonly Transfer[],
): Promise<string[]> => {
  if (transfers.length === 0) return [];
  const { rows } = await sql<{ id: string; total: bigint }>`
    select t.id, (select sum(l.amount_minor)::bigint from transfer_leg l
        where l.institution_id = t.institution_id and l.transfer_id = t.id
          and l.posted_at = t.posted_at) as total
    from unnest(${transfers.map((one) => one.institutionId)}::text[],
        ${transfers.map((one) => one.sourceKind)}::text[],
        ${transfers.map((one) => one.sourceId)}::text[])
        with ordinality as c (lane, kind, source, place)
      join transfer t on t.institution_id = c.lane and t.source_kind = c.kind
        and t.source_id = c.source
    order by c.place`.execute(db);
  return transfers.map((transfer, index) => {
    const row = rows[index];
    const total = transfer.legs.reduce((sum, leg) => sum + leg.amountMinor, 0n);
    if (rows.length !== transfers.length || row?.total !== total) {
      throw new Error(`transfer ${transfer.sourceKind} ${transfer.sourceId} is another one`);
    }
    return row.id;
  });
};

/**
 * Posts a transfer within the caller's transaction; one of the same cause is never posted twice.
 * Gives its id, new or old.
 */
export const postTransfer = async (tx: Tx<PayDatabase>, transfer: Transfer): Promise<string> => {
  const accounts = await findOrMakeAccounts(tx, accountsOf(transfer));
  const id = newOrderedId();
  const written = await writeTransfers(tx, randomInt(64), [{ id, transfer }], accounts);
  if (written.has(id)) return id;
  const [before] = await getTransferIds(tx, [transfer]);
  return before ?? id;
};

/** Makes the ledger's partitions for this month and the next three. */
export const ensureLedgerMonths = async (db: Database<PayDatabase>): Promise<void> => {
  await sql`select ensure_ledger_months((now() at time zone 'UTC')::date, 4)`.execute(db);
};
