import { sql, type Kysely, type Transaction } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { ReadLink } from "./audit-chain.ts";

type Db = Kysely<SsoDatabase>;
type Tx = Transaction<SsoDatabase>;

/** All that an event says, in one text that is the same on every machine. */
const canonical = sql<string>`jsonb_build_array(e.id, (extract(epoch from e.at) * 1000000)::bigint,
  e.event, e.person_id, e.client_id, e.actor, e.address, e.user_agent, e.detail)::text`;

export type Mark = Readonly<{ position: bigint; hash: Buffer; proof: Buffer | null; at: Date }>;

export const findMark = async (db: Db, name: "head" | "cut"): Promise<Mark | undefined> =>
  await db
    .selectFrom("audit_mark")
    .select(["position", "hash", "proof", "at"])
    .where("name", "=", name)
    .executeTakeFirst();

/** The newest link, locked until the transaction ends; undefined while another sealer has it. */
export const lockHead = async (tx: Tx): Promise<Mark | undefined> =>
  await tx
    .selectFrom("audit_mark")
    .select(["position", "hash", "proof", "at"])
    .where("name", "=", "head")
    .forUpdate()
    .skipLocked()
    .executeTakeFirst();

export type UnsealedEvent = Readonly<{ eventId: string; canonical: string }>;

/** Events that are not linked yet, the oldest first. */
export const listUnsealed = async (tx: Tx, limit: number): Promise<UnsealedEvent[]> => {
  const { rows } = await sql<UnsealedEvent>`
    select e.id as "eventId", ${canonical} as canonical
    from audit_unsealed u join audit_event e on e.id = u.event_id
    order by e.id limit ${limit}`.execute(tx);
  return rows;
};

export type NewLink = Readonly<{
  position: bigint;
  eventId: string;
  previous: Buffer;
  hash: Buffer;
}>;

/** Adds links and takes their events off the list of those still to be linked. */
export const insertLinks = async (tx: Tx, links: readonly NewLink[]): Promise<void> => {
  const ids = links.map((link) => link.eventId);
  await sql`
    insert into audit_link (position, event_id, previous, hash)
    select * from unnest(${links.map((link) => link.position)}::bigint[], ${ids}::uuid[],
      ${links.map((link) => link.previous)}::bytea[],
      ${links.map((link) => link.hash)}::bytea[])`.execute(tx);
  await sql`delete from audit_unsealed where event_id = any(${ids}::uuid[])`.execute(tx);
};

export const setMark = async (
  tx: Tx,
  name: "head" | "cut",
  mark: Readonly<{ position: bigint; hash: Buffer; proof: Buffer }>,
): Promise<void> => {
  await tx
    .updateTable("audit_mark")
    .set({ ...mark, at: sql`now()` })
    .where("name", "=", name)
    .execute();
};

/** Links after a position with their events, in order. */
export const listLinks = async (db: Db, after: bigint, limit: number): Promise<ReadLink[]> => {
  const { rows } = await sql<ReadLink>`
    select l.position, l.event_id as "eventId", l.previous, l.hash, e.at,
      case when e.id is null then null else ${canonical} end as canonical
    from audit_link l left join audit_event e on e.id = l.event_id
    where l.position > ${after} order by l.position limit ${limit}`.execute(db);
  return rows;
};

/** An event that is neither linked nor waiting to be: nobody wrote it in the ordinary way. */
export const findStrayEvent = async (db: Db): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select e.id from audit_event e
    where not exists (select 1 from audit_link l where l.event_id = e.id)
      and not exists (select 1 from audit_unsealed u where u.event_id = e.id)
    order by e.id limit 1`.execute(db);
  return rows[0]?.id;
};

/** An event that waits to be linked and is not there. */
export const findLostUnsealed = async (db: Db): Promise<string | undefined> => {
  const { rows } = await sql<{ id: string }>`
    select u.event_id as id from audit_unsealed u
    where not exists (select 1 from audit_event e where e.id = u.event_id)
    order by u.event_id limit 1`.execute(db);
  return rows[0]?.id;
};

export const countUnsealed = async (db: Db): Promise<number> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from audit_unsealed`.execute(db);
  return Number(rows[0]?.count ?? 0n);
};

/** Of links after a position, how far all events are older than so many months. */
export const findOldEnd = async (
  db: Db,
  after: bigint,
  months: number,
  limit: number,
): Promise<bigint> => {
  const { rows } = await sql<{ end: bigint | null }>`
    with next_links as (select l.position, e.at < now() - make_interval(months => ${months}) as old
      from audit_link l join audit_event e on e.id = l.event_id
      where l.position > ${after} order by l.position limit ${limit})
    select coalesce(min(position) filter (where not old) - 1, max(position)) as end
    from next_links`.execute(db);
  return rows[0]?.end ?? after;
};

/** Deletes links and events up to the cut, which must be set before. */
export const deleteUpTo = async (tx: Tx, position: bigint): Promise<void> => {
  await sql`
    delete from audit_event e using audit_link l
    where l.event_id = e.id and l.position <= ${position}`.execute(tx);
  await sql`delete from audit_link where position <= ${position}`.execute(tx);
};
