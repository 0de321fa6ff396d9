import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { HistoryEvent } from "#src/history/history-queries.ts";
import type { AskedAudit } from "./desk-filter.ts";

/** An event with whom it is about. */
export type DeskEvent = HistoryEvent & Readonly<{ person: string | null }>;

const dayHere = (day: string) => sql<Date>`(${day}::date at time zone 'Asia/Hebron')`;

/** Events that fit, newest first; `personId` in place of the name that was asked for. */
export const listAudit = async (
  db: Kysely<SsoDatabase>,
  asked: Omit<AskedAudit, "who"> & Readonly<{ personId?: string | undefined }>,
  limit: number,
): Promise<DeskEvent[]> => {
  let query = db
    .selectFrom("audit_event as e")
    .leftJoin("account as a", "a.id", "e.person_id")
    .leftJoin("staff as s", "s.id", "e.person_id")
    .select(["e.id", "e.at", "e.event", "e.client_id as clientId", "e.actor", "e.address"])
    .select(["e.user_agent as userAgent", "e.detail"])
    .select(sql<string | null>`coalesce(a.national_id, s.username)`.as("person"));
  if (asked.event !== undefined) query = query.where("e.event", "=", asked.event);
  if (asked.personId !== undefined) query = query.where("e.person_id", "=", asked.personId);
  if (asked.actor !== undefined) query = query.where("e.actor", "=", asked.actor);
  if (asked.client !== undefined) query = query.where("e.client_id", "=", asked.client);
  if (asked.from !== undefined) query = query.where("e.at", ">=", dayHere(asked.from));
  if (asked.to !== undefined) {
    query = query.where(sql<boolean>`e.at < ${dayHere(asked.to)} + interval '1 day'`);
  }
  if (asked.before !== undefined) query = query.where("e.id", "<", asked.before);
  return await query.orderBy("e.id", "desc").limit(limit).execute();
};
