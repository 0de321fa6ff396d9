import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** A line of a person's history. */
export type HistoryEvent = Readonly<{
  id: string;
  at: Date;
  event: string;
  clientId: string | null;
  actor: string | null;
  address: string | null;
  userAgent: string | null;
  detail: object;
}>;

export type HistoryFilter = Readonly<{
  events?: readonly string[] | undefined;
  /** Calendar days in Palestine, both included. */
  from?: string | undefined;
  to?: string | undefined;
  /** Older than this event. */
  before?: string | undefined;
}>;

/** The instant at which a calendar day begins in Palestine, as SQL. */
const dayHere = (day: string) => sql<Date>`(${day}::date at time zone 'Asia/Hebron')`;

/** A person's events, newest first; ids are in order of time. */
export const listHistory = async (
  db: Kysely<SsoDatabase>,
  personId: string,
  { events, from, to, before }: HistoryFilter,
  limit: number,
): Promise<HistoryEvent[]> => {
  let query = db
    .selectFrom("audit_event")
    .select([
      "id",
      "at",
      "event",
      "client_id as clientId",
      "actor",
      "address",
      "user_agent as userAgent",
      "detail",
    ])
    .where("person_id", "=", personId);
  if (events) query = query.where("event", "in", events);
  if (from !== undefined) query = query.where("at", ">=", dayHere(from));
  if (to !== undefined) query = query.where(sql<boolean>`at < ${dayHere(to)} + interval '1 day'`);
  if (before !== undefined) query = query.where("id", "<", before);
  return await query.orderBy("id", "desc").limit(limit).execute();
};
