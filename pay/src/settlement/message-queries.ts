import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type MessageRow = Selectable<PayDatabase["settlement_message"]>;

export const messageOutboxKind = "settlementOrder";

export const findMessage = async (db: Reader, id: string): Promise<MessageRow | undefined> =>
  await db.selectFrom("settlement_message").selectAll().where("id", "=", id).executeTakeFirst();

export const lockMessage = async (tx: Tx<PayDatabase>, id: string): Promise<MessageRow> =>
  await tx
    .selectFrom("settlement_message")
    .selectAll()
    .where("id", "=", id)
    .forUpdate()
    .executeTakeFirstOrThrow();

/** Notes that the message goes out now; gives whether it may have gone out before. */
export const noteSending = async (db: Database<PayDatabase>, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("settlement_message")
    .set({ sent_at: new Date() })
    .where("id", "=", id)
    .where("sent_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 0n;
};

export const noteTrouble = async (
  db: Database<PayDatabase>,
  id: string,
  trouble: "noAnswer" | "refused",
): Promise<void> => {
  await db.updateTable("settlement_message").set({ trouble }).where("id", "=", id).execute();
};

/** The bank answered: how the message stands, and when it is asked about next, if ever. */
export const writeAnswer = async (
  tx: Tx<PayDatabase>,
  id: string,
  answer: Readonly<{ status: MessageRow["status"]; nextCheckAt: Date | null }>,
): Promise<void> => {
  await tx
    .updateTable("settlement_message")
    .set({
      status: answer.status,
      answered_at: new Date(),
      trouble: null,
      next_check_at: answer.nextCheckAt,
    })
    .where("id", "=", id)
    .execute();
};

/** Messages to ask about now; each is put off, so that no other process asks beside this one. */
export const takeDueMessages = async (
  db: Database<PayDatabase>,
  input: Readonly<{ limit: number; everyMs: number; all: boolean }>,
): Promise<MessageRow[]> => {
  const due = input.all ? sql`next_check_at is not null` : sql`next_check_at <= now()`;
  const { rows } = await sql<MessageRow>`
    update settlement_message m
    set next_check_at = now() + ${input.everyMs} * interval '1 millisecond'
    where m.id in (select id from settlement_message where ${due}
      order by next_check_at limit ${input.limit} for update skip locked)
    returning m.*`.execute(db);
  return rows;
};

export const listMessages = async (db: Reader, runId: string): Promise<MessageRow[]> =>
  await db
    .selectFrom("settlement_message")
    .selectAll()
    .where("run_id", "=", runId)
    .orderBy("id")
    .execute();

/** Orders that the bank has not answered, or takes for none: a person looks at them. */
export const listTroubled = async (db: Reader, limit: number): Promise<MessageRow[]> =>
  await db
    .selectFrom("settlement_message")
    .selectAll()
    .where("trouble", "is not", null)
    .orderBy("created_at")
    .limit(limit)
    .execute();
