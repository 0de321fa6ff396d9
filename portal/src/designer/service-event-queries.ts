import { sql, type Kysely, type Transaction } from "kysely";
import type { Officer } from "#src/case/case.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { DraftKey } from "./draft.ts";
import type { ServiceAct, ServiceEvent } from "./service-event.ts";

export type NewServiceEvent = Readonly<{
  act: ServiceAct;
  /** Nobody where the system acts. */
  officer?: Officer;
  revision?: number;
  version?: number;
  words?: string;
  data?: Readonly<Record<string, unknown>>;
}>;

/** Waits until nobody else changes this service's draft, versions or audit. */
export const lockService = async (
  tx: Transaction<PortalDb>,
  { code }: Pick<DraftKey, "code">,
): Promise<void> => {
  await sql`select pg_advisory_xact_lock(4715218, hashtext(${code}))`.execute(tx);
};

/** Adds to a service's audit. The service must be locked: entries are numbered gaplessly. */
export const recordServiceEvent = async (
  tx: Transaction<PortalDb>,
  { institution, code }: DraftKey,
  event: NewServiceEvent,
): Promise<void> => {
  await tx
    .insertInto("service_event")
    .values({
      institution,
      service_code: code,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from service_event
        where institution = ${institution} and service_code = ${code})`,
      act: event.act,
      revision: event.revision ?? null,
      version: event.version ?? null,
      by_username: event.officer?.username ?? null,
      by_name: event.officer ? JSON.stringify(event.officer.name) : null,
      words: event.words ?? null,
      data: JSON.stringify(event.data ?? {}),
    })
    .execute();
};

/** The audit of a service, the last first. */
export const findServiceEvents = async (
  db: Kysely<PortalDb>,
  { institution, code }: DraftKey,
  limit = 200,
): Promise<ServiceEvent[]> => {
  const rows = await db
    .selectFrom("service_event")
    .selectAll()
    .where("institution", "=", institution)
    .where("service_code", "=", code)
    .orderBy("seq", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    act: row.act,
    ...(row.revision === null ? {} : { revision: row.revision }),
    ...(row.version === null ? {} : { version: row.version }),
    ...(row.by_username === null || row.by_name === null
      ? {}
      : { by: { username: row.by_username, name: row.by_name } }),
    ...(row.words === null ? {} : { words: row.words }),
    data: row.data,
    at: row.at,
  }));
};
