import { sql, type RawBuilder } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";
import { webhookOutboxKind } from "#src/webhook/webhook-message.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

/** A message that waits in the outbox for this endpoint: sent soon, or tried again later. */
export const underWay = (endpointId: string, messageId: string): RawBuilder<boolean> =>
  sql<boolean>`exists (select 1 from outbox o where o.kind = ${webhookOutboxKind}
    and o.payload->>'messageId' = ${sql.ref(messageId)}
    and o.payload->>'endpointId' = ${endpointId} and o.failed_at is null)`;

export type DeskMessage = Readonly<{
  id: string;
  event_type: string;
  billing_number: string;
  created_at: Date;
  underWay: boolean;
}>;

/** One kept message about a bill in the scope. */
export const findDeskMessage = async (
  db: Reader,
  scope: Scope,
  endpoint: Readonly<{ id: string; client_id: string }>,
  messageId: string,
): Promise<DeskMessage | undefined> => {
  const { rows } = await sql<DeskMessage>`
    select m.id, m.event_type, b.billing_number, m.created_at,
      ${underWay(endpoint.id, "m.id")} as "underWay"
    from webhook_message m join bill b on b.id = m.bill_id
    where m.id = ${messageId} and m.client_id = ${endpoint.client_id} and ${inScope(scope, "b")}
    `.execute(db);
  return rows[0];
};

/** Whoever sends messages again holds the endpoint, so that two who press at once send once. */
export const lockEndpoint = async (tx: Tx<PayDatabase>, endpointId: string) =>
  await tx
    .selectFrom("webhook_endpoint")
    .select(["id", "client_id", "event_types", "disabled_at"])
    .where("id", "=", endpointId)
    .forUpdate()
    .executeTakeFirst();

export type Lost = Readonly<{
  scope: Scope;
  endpoint: Readonly<{ id: string; client_id: string; event_types: string[] }>;
  /** A calendar day in Palestine. */
  since: string;
}>;

const maxLost = 10_000;

/** What the endpoint wants, never took, and is not on its way to it; the oldest first. */
const lost = ({ scope, endpoint, since }: Lost) => sql`
  select m.id, m.created_at from webhook_message m join bill b on b.id = m.bill_id
  where m.client_id = ${endpoint.client_id} and m.event_type = any(${endpoint.event_types})
    and m.created_at >= (${since}::date)::timestamp at time zone 'Asia/Hebron'
    and ${inScope(scope, "b")} and not ${underWay(endpoint.id, "m.id")}
    and not exists (select 1 from webhook_delivery d where d.message_id = m.id
      and d.endpoint_id = ${endpoint.id} and d.error is null)
  order by m.created_at, m.id limit ${maxLost}`;

export const countLost = async (db: Reader, asked: Lost): Promise<bigint> => {
  const { rows } = await sql<{ count: bigint }>`
    select count(*) as count from (${lost(asked)}) l`.execute(db);
  return rows[0]?.count ?? 0n;
};

/** Sends all of them again; gives how many. */
export const replayLost = async (tx: Tx<PayDatabase>, asked: Lost): Promise<bigint> => {
  const { numAffectedRows = 0n } = await sql`
    insert into outbox (kind, payload)
    select ${webhookOutboxKind},
      jsonb_build_object('endpointId', ${asked.endpoint.id}::text, 'messageId', l.id)
    from (${lost(asked)}) l order by l.created_at, l.id`.execute(tx);
  return numAffectedRows;
};

export type Replayed = Readonly<{ username: string; what: string; at: Date }>;

/** Who sent what again, the newest first: a message's id, or a day and how many. */
export const listReplayed = async (
  db: Reader,
  scope: Scope,
  endpointId: string,
): Promise<Replayed[]> => {
  const prefix = `${endpointId}/`;
  const { rows } = await sql<Replayed>`
    select a.username, substr(a.subject, ${prefix.length + 1}::int) as what, a.at
    from desk_action a
    where a.action = 'messageReplayed' and starts_with(a.subject, ${prefix})
      and ${inScope(scope, "a")}
    order by a.at desc limit 20`.execute(db);
  return rows;
};
