import { sql, type Selectable } from "kysely";
import { createBatcher } from "@gov/kit/batcher.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type EsadadMessageRow = Selectable<PayDatabase["esadad_message"]>;

const maxKept = 20_000;

// A NUL cannot be stored, and half a character neither.
const storable = (text: string): string =>
  text.slice(0, maxKept).replaceAll("\u0000", "\ufffd").toWellFormed();

type KeptMessage = Readonly<{
  direction: "in" | "out";
  operation: string;
  guid: string | undefined;
  resultCode: number | undefined;
  durationMs: number;
  request: string;
  answer: string;
}>;

const rowOf = (message: KeptMessage) => ({
  direction: message.direction,
  operation: message.operation,
  guid: message.guid === undefined ? null : storable(message.guid).slice(0, 64),
  result_code: message.resultCode ?? null,
  duration_ms: Math.max(0, Math.round(message.durationMs)),
  request: storable(message.request),
  answer: storable(message.answer),
});

const insertMessages = async (
  db: Database<PayDatabase>,
  messages: readonly KeptMessage[],
): Promise<undefined[]> => {
  await db.insertInto("esadad_message").values(messages.map(rowOf)).execute();
  return messages.map(() => undefined);
};

const keeperOf = onceFor((db: Database<PayDatabase>) => {
  const run = (messages: readonly KeptMessage[]) => insertMessages(db, messages);
  return createBatcher({ run, maxInFlight: 1, maxItems: 100 });
});

/** Keeps a message and its answer for the operator, cut to 20,000 characters each. */
export const keepMessage = async (
  db: Database<PayDatabase>,
  message: KeptMessage,
): Promise<void> => {
  await keeperOf(db).add(message);
};

/** The newest messages, at most 200; of one GUID where one is given. */
export const listMessages = async (
  db: Database<PayDatabase>,
  guid: string | undefined,
): Promise<EsadadMessageRow[]> => {
  const query = db.selectFrom("esadad_message").selectAll().orderBy("id", "desc").limit(200);
  return await (guid === undefined ? query : query.where("guid", "=", guid)).execute();
};

export const findMessage = async (
  db: Database<PayDatabase>,
  id: bigint,
): Promise<EsadadMessageRow | undefined> =>
  await db.selectFrom("esadad_message").selectAll().where("id", "=", id).executeTakeFirst();

/** Deletes what is older than its time, at most `limit` rows of each table. */
export const sweepMessages = async (
  db: Database<PayDatabase>,
  keepDays: number,
  limit: number,
): Promise<void> => {
  await sql`
    delete from esadad_message where id in (select id from esadad_message
      where at < now() - make_interval(days => ${keepDays}) order by at limit ${limit})`.execute(
    db,
  );
  // A hub repeats a message for days, not for a year; its transactions are kept for ever.
  await sql`
    delete from esadad_notification where guid in (select guid from esadad_notification
      where received_at < now() - make_interval(days => ${keepDays + 365})
      order by received_at limit ${limit})`.execute(db);
};
