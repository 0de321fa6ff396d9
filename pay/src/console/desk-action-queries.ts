import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type DeskActionKind =
  | "billMade"
  | "billCancelled"
  | "refundLimitSet"
  | "messageReplayed"
  | "testModeOpened";
export type DeskAction = Readonly<{ username: string; action: DeskActionKind; at: Date }>;

/** Notes who did what at the console; the note is never changed. */
export const noteDeskAction = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  note: Readonly<{
    institutionId: string;
    username: string;
    action: DeskActionKind;
    subject: string;
  }>,
): Promise<void> => {
  await sql`
    insert into desk_action (institution_id, username, action, subject)
    values (${note.institutionId}, ${note.username}, ${note.action}, ${note.subject})
    on conflict do nothing`.execute(db);
};

/** What people did with one thing, in order. */
export const listDeskActions = async (
  db: Database<PayDatabase>,
  institutionId: string,
  subject: string,
): Promise<DeskAction[]> => {
  const { rows } = await sql<DeskAction>`
    select username, action, at from desk_action
    where institution_id = ${institutionId} and subject = ${subject}
    order by at limit 200`.execute(db);
  return rows;
};
