import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import type { Money } from "@gov/kit/money.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { nextBreakStatus, type BreakClass, type BreakEvent } from "./break.ts";
import type { BreakStatus, Resolution } from "./break.ts";
import type { Direction } from "./report.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** A break as it is kept; its day as text (ISO). */
export type BreakRow = Readonly<
  Omit<Selectable<PayDatabase["rail_break"]>, "day"> & { day: string }
>;

export const breakColumns = sql`k.id, k.rail, k.party, k.order_key, k.direction, k.reference,
  k.class, k.status, to_char(k.day, 'YYYY-MM-DD') as day, k.institution_id, k.charge_id,
  k.biller_code, k.reported_minor, k.reported_currency, k.booked_minor, k.booked_currency,
  k.resolution, k.proposed_by, k.proposed_at, k.proposal_note, k.decided_by, k.decided_at,
  k.asked_at, k.opened_at, k.closed_at`;

/** What a break's row says, as its pure decisions take it. */
export const factsOf = (row: BreakRow) => ({
  rail: row.rail,
  class: row.class,
  direction: row.direction,
  reported: { amountMinor: row.reported_minor, currency: row.reported_currency },
  booked: { amountMinor: row.booked_minor, currency: row.booked_currency },
  billerCode: row.biller_code,
});

export const findBreak = async (db: Reader, id: string): Promise<BreakRow | undefined> => {
  const { rows } = await sql<BreakRow>`
    select ${breakColumns} from rail_break k where k.id = ${id}`.execute(db);
  return rows[0];
};

export const lockBreak = async (tx: Tx<PayDatabase>, id: string): Promise<BreakRow | undefined> => {
  const { rows } = await sql<BreakRow>`
    select ${breakColumns} from rail_break k where k.id = ${id} for update`.execute(tx);
  return rows[0];
};

type Line = Readonly<{
  event: BreakEvent;
  from: BreakStatus;
  to: BreakStatus;
  actor?: string | undefined;
  note?: string | undefined;
}>;

const addEvent = async (tx: Tx<PayDatabase>, breakId: string, line: Line): Promise<void> => {
  await sql`
    insert into rail_break_event (break_id, position, event, from_status, to_status, actor, note)
    select ${breakId}, coalesce(max(position), 0) + 1, ${line.event}, ${line.from}, ${line.to},
      ${line.actor ?? null}, ${line.note ?? null}
    from rail_break_event where break_id = ${breakId}`.execute(tx);
};

export type Found = Readonly<{
  party: string;
  day: string;
  reference: string;
  class: BreakClass;
  reported: Money;
  booked: Money;
}>;
export type Place = Readonly<{
  rail: RailCode;
  order_key: string;
  direction: Direction;
  /** The lane it would be posted in, and whose payment it is, where we know. */
  lane: string;
  chargeId: string | null;
  billerCode: string | null;
}>;

/** A break to be written; `over` where nothing differs any more. */
export type NewBreak = Readonly<{ at: Place; found: Found; over: boolean }>;

/** Writes breaks down, any number in two statements. */
export const insertBreaks = async (
  tx: Tx<PayDatabase>,
  breaks: readonly NewBreak[],
): Promise<void> => {
  const now = new Date();
  const named = breaks.map((one) => ({ id: newOrderedId(), ...one }));
  await insertRows(
    tx,
    "rail_break",
    named.map(({ id, at, found, over }) => ({
      id,
      rail: at.rail,
      party: found.party,
      order_key: at.order_key,
      direction: at.direction,
      reference: found.reference,
      class: found.class,
      status: over ? "resolvedByItself" : "open",
      day: found.day,
      institution_id: at.lane,
      charge_id: at.chargeId,
      biller_code: at.billerCode,
      reported_minor: found.reported.amountMinor,
      reported_currency: found.reported.currency,
      booked_minor: found.booked.amountMinor,
      booked_currency: found.booked.currency,
      opened_at: now,
      closed_at: over ? now : null,
    })),
  );
  const events = named.flatMap(({ id, found, over }) => [
    {
      break_id: id,
      position: 1,
      event: "opened",
      from_status: null,
      to_status: "open",
      note: found.class,
      at: now,
    },
    ...(over
      ? [
          {
            break_id: id,
            position: 2,
            event: "resolved",
            from_status: "open",
            to_status: "resolvedByItself",
            note: null,
            at: now,
          },
        ]
      : []),
  ]);
  await insertRows(tx, "rail_break_event", events);
};

/** Takes one legal step of a locked break; false where it is not legal. */
export const stepBreak = async (
  tx: Tx<PayDatabase>,
  row: Pick<BreakRow, "id" | "status">,
  step: Readonly<{ event: BreakEvent; actor?: string; note?: string | undefined }>,
): Promise<boolean> => {
  const to = nextBreakStatus(row.status, step.event);
  if (to === undefined) return false;
  const closes = to === "accepted" || to === "resolvedByItself";
  // A proposal that is taken back or overtaken leaves its words in the timeline alone.
  const drops = row.status === "proposed" && to !== "accepted" && to !== "proposed";
  await sql`
    update rail_break set status = ${to}
      ${closes ? sql`, closed_at = now()` : sql``}
      ${drops ? sql`, resolution = null, proposed_by = null, proposed_at = null, proposal_note = null` : sql``}
      ${step.event === "accepted" ? sql`, decided_by = ${step.actor ?? null}, decided_at = now()` : sql``}
    where id = ${row.id}`.execute(tx);
  const { event, actor, note } = step;
  await addEvent(tx, row.id, { event, from: row.status, to, actor, note });
  return true;
};

export const setProposal = async (
  tx: Tx<PayDatabase>,
  id: string,
  proposal: Readonly<{ resolution: Resolution; by: string; note: string }>,
): Promise<void> => {
  await sql`update rail_break set resolution = ${proposal.resolution},
    proposed_by = ${proposal.by}, proposed_at = now(), proposal_note = ${proposal.note}
    where id = ${id}`.execute(tx);
};

export const setFound = async (
  tx: Tx<PayDatabase>,
  id: string,
  at: Pick<Place, "lane" | "chargeId" | "billerCode">,
  found: Found,
): Promise<void> => {
  await sql`update rail_break set class = ${found.class}, reference = ${found.reference},
    institution_id = ${at.lane}, charge_id = ${at.chargeId}, biller_code = ${at.billerCode},
    reported_minor = ${found.reported.amountMinor}, reported_currency = ${found.reported.currency},
    booked_minor = ${found.booked.amountMinor}, booked_currency = ${found.booked.currency}
    where id = ${id}`.execute(tx);
};

export const noteAsked = async (tx: Tx<PayDatabase>, id: string): Promise<void> => {
  await sql`update rail_break set asked_at = now() where id = ${id}`.execute(tx);
};

/** Breaks that the rail was not asked about yet, the oldest first. */
export const listUnasked = async (db: Reader, limit: number): Promise<BreakRow[]> => {
  const { rows } = await sql<BreakRow>`
    select ${breakColumns} from rail_break k
    where k.status = 'open' and k.class in ('missingHere', 'amount') and k.asked_at is null
      and k.direction <> 'settled'
    order by k.opened_at, k.id limit ${limit}`.execute(db);
  return rows;
};

export type BreakEventRow = Readonly<{
  event: BreakEvent | "opened";
  to_status: BreakStatus;
  actor: string | null;
  note: string | null;
  at: Date;
}>;

export const listBreakEvents = async (db: Reader, id: string): Promise<BreakEventRow[]> => {
  const { rows } = await sql<BreakEventRow>`
    select event, to_status, actor, note, at from rail_break_event where break_id = ${id}
    order by position limit 500`.execute(db);
  return rows;
};
