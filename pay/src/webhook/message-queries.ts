import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { webhookOutboxKind, type WebhookMessage } from "./webhook-message.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

const newMessageId = (): string => `msg_${randomUUID().replaceAll("-", "")}`;

/**
 * Tells a client: the message is kept, and goes to each of its endpoints that wants this type. A
 * disabled endpoint is not called, but the message can be replayed to it.
 */
export const tellClient = async (
  tx: Tx<PayDatabase>,
  clientId: string,
  message: WebhookMessage,
  options: Readonly<{ billId?: string; exceptEndpoint?: string }> = {},
): Promise<void> => {
  const id = newMessageId();
  await sql`
    with wanting as (
      select id, disabled_at from webhook_endpoint
      where client_id = ${clientId} and ${message.type} = any(event_types)
        and id is distinct from ${options.exceptEndpoint ?? null}
    ), kept as (
      insert into webhook_message (id, client_id, event_type, bill_id, body)
      select ${id}, ${clientId}, ${message.type}, ${options.billId ?? null},
        ${JSON.stringify(message)}
      where exists (select from wanting)
    )
    insert into outbox (kind, payload)
    select ${webhookOutboxKind}, jsonb_build_object('endpointId', id, 'messageId', ${id}::text)
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
