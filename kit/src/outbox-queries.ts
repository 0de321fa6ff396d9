import { sql, type Kysely, type Transaction } from "kysely";
import { randomUUID } from "node:crypto";

/** A piece of work that one worker has leased: `lease` is its own and proves it. */
export type LeasedRow = Readonly<{
  id: bigint;
  kind: string;
  payload: unknown;
  attempts: number;
  lease: string;
}>;

const inMs = (ms: number) => sql`now() + make_interval(secs => ${ms / 1_000})`;

/** Leases at most `limit` due rows of these kinds, oldest first; the dead's are due again. */
export const leaseDueRows = async <DB>(
  db: Kysely<DB>,
  kinds: readonly string[],
  { limit, leaseMs }: Readonly<{ limit: number; leaseMs: number }>,
): Promise<LeasedRow[]> => {
  const { rows } = await sql<LeasedRow>`
    with due as (
      select id from outbox
      where failed_at is null and due_at <= now() and kind = any(${kinds})
        and (leased_until is null or leased_until <= now())
      order by due_at, id limit ${limit} for update skip locked)
    update outbox o set lease = ${randomUUID()}, leased_until = ${inMs(leaseMs)}
    from due where o.id = due.id
    returning o.id, o.kind, o.payload, o.attempts, o.lease`.execute(db);
  return rows.toSorted((one, other) => (one.id < other.id ? -1 : 1));
};

/** Renews what is still this worker's. */
export const renewRows = async <DB>(
  db: Kysely<DB>,
  rows: readonly LeasedRow[],
  leaseMs: number,
): Promise<void> => {
  const ids = rows.map((row) => row.id);
  const leases = rows.map((row) => row.lease);
  await sql`
    update outbox o set leased_until = ${inMs(leaseMs)}
    from unnest(${ids}::bigint[], ${leases}::uuid[]) as held (id, lease)
    where o.id = held.id and o.lease = held.lease`.execute(db);
};

/** Takes the row away in the transaction of its effect; false where another has it now. */
export const removeRow = async <DB>(tx: Transaction<DB>, row: LeasedRow): Promise<boolean> => {
  const { numAffectedRows } =
    await sql`delete from outbox where id = ${row.id} and lease = ${row.lease}`.execute(tx);
  return numAffectedRows === 1n;
};

/** Gives the row back for a later try; without a delay it stays, marked failed, for a person. */
export const putOffRow = async <DB>(
  db: Kysely<DB>,
  row: LeasedRow,
  delayMs: number | undefined,
  reason: string,
): Promise<void> => {
  await sql`
    update outbox set attempts = attempts + 1, last_error = ${reason.slice(0, 500)},
      due_at = ${inMs(delayMs ?? 0)}, lease = null, leased_until = null,
      failed_at = ${delayMs === undefined ? sql`now()` : sql`null`}
    where id = ${row.id} and lease = ${row.lease}`.execute(db);
};
