import { sql, type Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import type { Actor, CaseEventKind } from "./case.ts";

export type NewEvent = Readonly<{
  kind: CaseEventKind;
  actor: Actor;
  data?: Readonly<Record<string, unknown>>;
  internal?: boolean;
}>;

/** Adds an entry to a case's timeline. The case must be locked: entries are numbered gaplessly. */
export const appendEvent = async (
  tx: Transaction<PortalDb>,
  key: Readonly<{ institution: string; id: string; state: string }>,
  event: NewEvent,
): Promise<void> => {
  await tx
    .insertInto("case_event")
    .values({
      institution: key.institution,
      case_id: key.id,
      seq: sql<number>`(select coalesce(max(seq), 0) + 1 from case_event
        where institution = ${key.institution} and case_id = ${key.id})`,
      kind: event.kind,
      state: key.state,
      actor_kind: event.actor.kind,
      actor: event.actor.kind === "officer" ? event.actor.officer.username : null,
      internal: event.internal ?? false,
      data: JSON.stringify({
        ...event.data,
        ...(event.actor.kind === "officer" ? { officerName: event.actor.officer.name } : {}),
      }),
    })
    .execute();
};
