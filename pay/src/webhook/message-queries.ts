import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { webhookOutboxKind, type WebhookMessage } from "./webhook-message.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** Messages of one moment are replayed in the order in which they were told. */
const newMessageId = (): string => `msg_${newOrderedId().replaceAll("-", "")}`;

export type ForClient = Readonly<{
  clientId: string;
  message: WebhookMessage;
  billId?: string;
  /** An endpoint that is not told. */
  exceptEndpoint?: string;
}>;

/**
 * Tells clients: each message is kept, and goes to each endpoint of its client that wants this
 * type. A disabled endpoint is not called, but the message can be replayed to it.
 */
export const tellClients = async (
  tx: Tx<PayDatabase>,
  messages: readonly ForClient[],
): Promise<void> => {
  if (messages.length === 0) return;
  await sql`
    with said as (
      select * from unnest(
        ${messages.map(newMessageId)}::text[],
        ${messages.map(({ clientId }) => clientId)}::text[],
        ${messages.map(({ message }) => message.type)}::text[],
        ${messages.map(({ billId }) => billId ?? null)}::uuid[],
        ${messages.map(({ exceptEndpoint }) => exceptEndpoint ?? null)}::text[],
        ${messages.map(({ message }) => JSON.stringify(message))}::text[])
        as s (id, client_id, type, bill_id, except_endpoint, body)
    ), wanting as (
      select said.id as message_id, e.id as endpoint_id, e.disabled_at
      from said join webhook_endpoint e on e.client_id = said.client_id
        and said.type = any(e.event_types) and e.id is distinct from said.except_endpoint
    ), kept as (
      insert into webhook_message (id, client_id, event_type, bill_id, body)
      select id, client_id, type, bill_id, body from said
      where id in (select message_id from wanting)
    )
    insert into outbox (kind, payload)
    select ${webhookOutboxKind},
      jsonb_build_object('endpointId', endpoint_id, 'messageId', message_id)
    from wanting where disabled_at is null`.execute(tx);
};

/** Keeps a message that only one endpoint is sent, at once. */
export const keepMessage = async (
  db: Reader,
  clientId: string,
  message: WebhookMessage,
): Promise<MessageRow> => {
  const id = newMessageId();
  return await db
    .insertInto("webhook_message")
    .values({
      id,
      client_id: clientId,
      event_type: message.type,
      bill_id: null,
      body: JSON.stringify(message),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
};

export type MessageRow = Readonly<{
  id: string;
  client_id: string;
  event_type: string;
  bill_id: string | null;
  body: string;
}>;

export const findMessage = async (db: Reader, id: string): Promise<MessageRow | undefined> =>
  await db.selectFrom("webhook_message").selectAll().where("id", "=", id).executeTakeFirst();

/** Sends one kept message of the client to its endpoint again; false where there is none. */
export const replayOne = async (
  tx: Tx<PayDatabase>,
  endpoint: Readonly<{ id: string; client_id: string }>,
  messageId: string,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    insert into outbox (kind, payload)
    select ${webhookOutboxKind},
      jsonb_build_object('endpointId', ${endpoint.id}::text, 'messageId', id)
    from webhook_message where id = ${messageId} and client_id = ${endpoint.client_id}
    `.execute(tx);
  return numAffectedRows === 1n;
};

export const maxReplayed = 10_000;

/**
 * Sends what the endpoint wants of the messages of a time again, the oldest first, at most
 * `maxReplayed`. Gives how many, and where to go on when there are more.
 */
export const replaySince = async (
  tx: Tx<PayDatabase>,
  endpoint: Readonly<{ id: string; client_id: string; event_types: string[] }>,
  since: Date,
  until: Date,
): Promise<{ queued: number; more: Date | undefined }> => {
  const { rows } = await sql<{ queued: bigint; newest: Date | null }>`
    with chosen as (
      select id, created_at from webhook_message
      where client_id = ${endpoint.client_id} and event_type = any(${endpoint.event_types})
        and created_at >= ${since} and created_at < ${until}
      order by created_at, id limit ${maxReplayed}
    ), sent as (
      insert into outbox (kind, payload)
      select ${webhookOutboxKind},
        jsonb_build_object('endpointId', ${endpoint.id}::text, 'messageId', id)
      from chosen order by created_at, id
    )
    select count(*) as queued, max(created_at) as newest from chosen`.execute(tx);
  const queued = Number(rows[0]?.queued ?? 0n);
  return { queued, more: queued === maxReplayed ? (rows[0]?.newest ?? undefined) : undefined };
};

/** Forgets messages and log lines after ninety days, at most `limit` of each at a time. */
export const sweepMessages = async (db: Database<PayDatabase>, limit: number): Promise<void> => {
  await sql`
    delete from webhook_message where id in (select id from webhook_message
      where created_at < now() - interval '90 days' limit ${limit})`.execute(db);
  await sql`
    delete from webhook_delivery where id in (select id from webhook_delivery
      where at < now() - interval '90 days' limit ${limit})`.execute(db);
};
