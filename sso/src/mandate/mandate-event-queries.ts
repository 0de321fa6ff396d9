import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { MandateEvent, Side } from "./mandate.ts";

type Db = Kysely<SsoDatabase>;

/** What a mandate's history holds: its steps, and each use of it. */
export type MandateRecord = Readonly<{
  event: MandateEvent | "use";
  side: Side;
  personId: string | null;
  clientId: string | null;
}>;

export const recordMandateEvent = async (
  db: Db,
  mandateId: string,
  record: MandateRecord,
): Promise<void> => {
  await db
    .insertInto("mandate_event")
    .values({
      mandate_id: mandateId,
      event: record.event,
      side: record.side,
      person_id: record.personId,
      client_id: record.clientId,
    })
    .execute();
};

/** A mandate's history, newest first. */
export const listMandateEvents = async (
  db: Db,
  mandateId: string,
  limit: number,
): Promise<(MandateRecord & Readonly<{ at: Date }>)[]> => {
  const rows = await db
    .selectFrom("mandate_event")
    .select(["at", "event", "side", "person_id as personId", "client_id as clientId"])
    .where("mandate_id", "=", mandateId)
    .orderBy("id", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    ...row,
    event: row.event as MandateRecord["event"],
    side: row.side as Side,
  }));
};
