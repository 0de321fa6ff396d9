import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Unmatched } from "./settlement-tables.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type StatementRow = Selectable<PayDatabase["bank_statement"]>;
export type EntryRow = Selectable<PayDatabase["bank_entry"]>;
export type NewEntry = Omit<EntryRow, "id" | "received_at">;

/** One statement of an account at a time. */
export const lockAccount = async (tx: Tx<PayDatabase>, iban: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtext(${`statement ${iban}`}))`.execute(tx);
};

/** The account's first order, in which case there may be statements about payouts. */
export const findFirstOrder = async (db: Reader, iban: string): Promise<Date | undefined> => {
  const { first } = await db
    .selectFrom("settlement_message")
    .select((by) => by.fn.min("created_at").as("first"))
    .where("account_iban", "=", iban)
    .executeTakeFirstOrThrow();
  return first ?? undefined;
};

/** The newest day that the bank had closed when its statement was read. */
export const findCompleteDay = async (db: Reader, iban: string): Promise<string | undefined> => {
  const { day } = await db
    .selectFrom("bank_statement")
    .select((by) => by.fn.max("day").as("day"))
    .where("account_iban", "=", iban)
    .where("complete", "=", true)
    .executeTakeFirstOrThrow();
  return day ?? undefined;
};

export const putStatement = async (tx: Tx<PayDatabase>, row: StatementRow): Promise<void> => {
  await tx
    .insertInto("bank_statement")
    .values(row)
    .onConflict((conflict) =>
      conflict.columns(["account_iban", "day"]).doUpdateSet({
        opening_minor: row.opening_minor,
        closing_minor: row.closing_minor,
        entries: row.entries,
        read_at: row.read_at,
        complete: row.complete,
      }),
    )
    .execute();
};

/** Adds the entries that are new; gives how many of these the bank said differently before. */
export const addEntries = async (
  tx: Tx<PayDatabase>,
  entries: readonly NewEntry[],
): Promise<number> => {
  await insertRows(tx, "bank_entry", entries, { onConflictDoNothing: true });
  const references = entries.map((one) => one.bank_reference);
  const { rows } = await sql<EntryRow>`
    select * from bank_entry where account_iban = ${entries[0]?.account_iban ?? ""}
      and bank_reference = any(${references}::text[])`.execute(tx);
  const kept = new Map(rows.map((row) => [row.bank_reference, row]));
  return entries.filter((one) => {
    const row = kept.get(one.bank_reference);
    return (
      row?.side !== one.side ||
      row.amount_minor !== one.amount_minor ||
      row.end_to_end_id !== one.end_to_end_id ||
      row.booked_at.getTime() !== one.booked_at.getTime()
    );
  }).length;
};

/** Entries that are none of our payouts yet and carry the id of one, oldest first. */
export const listMatchable = async (tx: Tx<PayDatabase>, iban: string): Promise<EntryRow[]> => {
  const { rows } = await sql<EntryRow>`
    select e.* from bank_entry e
    where e.account_iban = ${iban} and e.unmatched is not null
      and exists (select from payout p where p.end_to_end_id = e.end_to_end_id)
    order by e.booked_at, e.side desc, e.id limit 25000`.execute(tx);
  return rows;
};

export const writeMatch = async (
  tx: Tx<PayDatabase>,
  entry: EntryRow,
  match: Readonly<{ payoutId: string } | { unmatched: Unmatched }>,
): Promise<void> => {
  await tx
    .updateTable("bank_entry")
    .set(
      "payoutId" in match
        ? { payout_id: match.payoutId, unmatched: null }
        : { unmatched: match.unmatched },
    )
    .where("account_iban", "=", entry.account_iban)
    .where("bank_reference", "=", entry.bank_reference)
    .execute();
};

/** What the bank booked and no payout of ours explains, the newest first. */
export const listUnmatched = async (db: Reader, limit: number): Promise<EntryRow[]> =>
  await db
    .selectFrom("bank_entry")
    .selectAll()
    .where("unmatched", "is not", null)
    .orderBy("booked_at", "desc")
    .orderBy("id", "desc")
    .limit(limit)
    .execute();

/** How an account stands by the bank's last statement, and by our books. */
export type AccountStand = Readonly<{
  account_iban: string;
  currency: StatementRow["currency"];
  day: string;
  read_at: Date;
  /** By the bank: when the gateway first read its statement, and now. */
  opening_minor: bigint;
  closing_minor: bigint;
  /** By our books: what payouts took out and what came back, as a change of the account. */
  moved_minor: bigint;
  /** What the bank booked besides, and no payout of ours explains. */
  unmatched_minor: bigint;
}>;

export const listAccountStands = async (db: Reader, treasury: string): Promise<AccountStand[]> => {
  const { rows } = await sql<AccountStand>`
    select s.account_iban, s.currency, s.day, s.read_at, first.opening_minor, s.closing_minor,
      coalesce((select k.balance_minor from account_balance k
        where k.institution_id = ${treasury} and k.kind = 'treasuryBank'
          and k.owner = s.account_iban and k.currency = s.currency), 0)::bigint as moved_minor,
      coalesce((select sum(case e.side when 'credit' then e.amount_minor else -e.amount_minor end)
        from bank_entry e where e.account_iban = s.account_iban
          and e.unmatched is not null), 0)::bigint as unmatched_minor
    from (select distinct on (account_iban) * from bank_statement
        order by account_iban, day desc) s
      cross join lateral (select f.opening_minor from bank_statement f
        where f.account_iban = s.account_iban order by f.day limit 1) first
    order by s.currency`.execute(db);
  return rows;
};
