import { randomInt } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { afterWrites, type Write } from "@gov/kit/insert-rows.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { accountsOf } from "./account-key.ts";
import { accountIds, findOrMakeAccounts } from "./account-queries.ts";
import {
  batchOf,
  causeText,
  eachCauseOnce,
  type AccountIds,
  type Batch,
  type Draft,
} from "./batch.ts";
import type { Transfer, TransferSource } from "./ledger.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** An array as PostgreSQL reads it; a text is quoted, whatever it holds. */
const arrayOf = (values: readonly (number | bigint | string)[]): string => `{${values.join(",")}}`;
const arrayOfTexts = (values: readonly string[]): string =>
  arrayOf(values.map((value) => `"${value.replaceAll(/["\\]/g, "\\$&")}"`));

const legsOf = (drafts: readonly Draft[]): number =>
  drafts.reduce((sum, { transfer }) => sum + transfer.legs.length, 0);

const posting = ({ kinds, legs }: Batch, writer: number) =>
  sql<{ written: boolean }>`
    post_transfers(${writer}, ${arrayOfTexts(kinds.map((kind) => kind.lane))},
      ${arrayOf(kinds.map((kind) => kind.currency))},
      ${arrayOf(kinds.map((kind) => kind.cause))}, ${arrayOf(kinds.map((kind) => kind.debit))},
      ${arrayOf(kinds.map((kind) => kind.credit))}, ${arrayOf(legs.map((leg) => leg.kind))},
      ${arrayOf(legs.map((leg) => leg.transferId))},
      ${arrayOfTexts(legs.map((leg) => leg.source))}, ${arrayOf(legs.map((leg) => leg.number))},
      ${arrayOf(legs.map((leg) => leg.amountMinor))}) as written`;

/** Posts all of them, or none if the cause of one was posted before. */
const writeAll = async (
  db: Reader,
  writer: number,
  batch: Batch,
  writes: readonly Write[] = [],
): Promise<boolean> => {
  const { rows } = await afterWrites(writes, posting(batch, writer)).execute(db);
  return rows[0]?.written === true;
};

/** Which of these causes were posted before. */
const findPosted = async (db: Reader, drafts: readonly Draft[]): Promise<Set<string>> => {
  const transfers = drafts.map(({ transfer }) => transfer);
  const { rows } = await sql<{ lane: string; kind: TransferSource; source: string }>`
    select institution_id as lane, source_kind as kind, source_id as source
    from unnest(${transfers.map((one) => one.institutionId)}::text[],
        ${transfers.map((one) => one.sourceKind)}::transfer_source[],
        ${transfers.map((one) => one.sourceId)}::text[]) as c (lane, kind, source)
      join transfer t on t.source_id = c.source and t.source_kind = c.kind
        and t.institution_id = c.lane`.execute(db);
  return new Set(
    rows.map(({ lane, kind, source }) =>
      causeText({ institutionId: lane, sourceKind: kind, sourceId: source }),
    ),
  );
};

/**
 * Posts transfers in one statement; gives the ids of those written now, the others' causes were
 * posted before or stand here twice. `writer` chooses the slots of busy accounts. Throws what the
 * database refuses: for all of them, even if only one is wrong.
 */
export const writeTransfers = async (
  db: Reader,
  writer: number,
  drafts: readonly Draft[],
  accounts: AccountIds,
): Promise<Set<string>> => {
  let left = eachCauseOnce(drafts);
  while (left.length > 0) {
    if (await writeAll(db, writer, batchOf(left, accounts))) break;
    const posted = await findPosted(db, left);
    // What the database calls posted can be seen by the next statement; else this has no end.
    if (posted.size === 0) throw new Error("a transfer's cause is posted and is not");
    left = left.filter(({ transfer }) => !posted.has(causeText(transfer)));
  }
  return new Set(left.map(({ id }) => id));
};

/**
 * Posts transfers whose causes are new, and writes what goes with them, in one statement within a
 * transaction of `db`: the slots of busy accounts are locked by it and until the commit. Throws
 * where a cause was posted before.
 */
export const postNew = async (
  db: Database<PayDatabase>,
  tx: Tx<PayDatabase>,
  drafts: readonly Draft[],
  writes: readonly Write[],
): Promise<void> => {
  const named = drafts.flatMap(({ transfer }) => accountsOf(transfer));
  const batch = batchOf(eachCauseOnce(drafts), await accountIds(db, tx, named));
  const posted = await writeAll(tx, randomInt(64), batch, writes);
  if (!posted || batch.legs.length !== legsOf(drafts)) {
    throw new Error("a transfer's cause was posted before");
  }
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
        ${transfers.map((one) => one.sourceKind)}::transfer_source[],
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
