import { sql, type Selectable } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";

export type EndpointRow = Selectable<PayDatabase["webhook_endpoint"]>;

const contextOf = (id: string): string => `webhook_endpoint/${id}`;

/** Makes or replaces an endpoint; its secret is encrypted before it is stored. */
export const putEndpoint = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  endpoint: Readonly<{
    id: string;
    clientId: string;
    url: string;
    secret: string;
    eventTypes: string[];
  }>,
): Promise<"created" | "updated"> => {
  const { id, clientId, url, eventTypes } = endpoint;
  const sealed = encryptAtRest(deps.encryptionKey, Buffer.from(endpoint.secret), contextOf(id));
  const { rows } = await sql<{ created: boolean }>`
    insert into webhook_endpoint (id, client_id, url, secret_sealed, event_types)
    values (${id}, ${clientId}, ${url}, ${sealed}, ${eventTypes})
    on conflict (id) do update set client_id = excluded.client_id, url = excluded.url,
      secret_sealed = excluded.secret_sealed, event_types = excluded.event_types,
      updated_at = now()
    returning xmax = 0 as created`.execute(tx);
  return rows[0]?.created ? "created" : "updated";
};

export const findEndpoint = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  id: string,
): Promise<EndpointRow | undefined> =>
  await db.selectFrom("webhook_endpoint").selectAll().where("id", "=", id).executeTakeFirst();

export const openSecret = (deps: PayDeps, endpoint: EndpointRow): string =>
  decryptAtRest(deps.encryptionKey, endpoint.secret_sealed, contextOf(endpoint.id)).toString();

/** One line of the delivery log; every attempt gets one, whatever came of it. */
export const logDelivery = async (
  db: Database<PayDatabase>,
  line: Readonly<{
    endpointId: string;
    messageId: string;
    eventType: string;
    billId: string;
    status: number | undefined;
    error: string | undefined;
    durationMs: number;
  }>,
): Promise<void> => {
  await sql`
    insert into webhook_delivery
      (endpoint_id, message_id, event_type, bill_id, attempt, status, error, duration_ms)
    select ${line.endpointId}, ${line.messageId}, ${line.eventType}, ${line.billId},
      count(*) + 1, ${line.status ?? null}, ${line.error ?? null}, ${line.durationMs}
    from webhook_delivery
    where message_id = ${line.messageId} and endpoint_id = ${line.endpointId}`.execute(db);
};

/** The newest deliveries to one endpoint, for the client that owns it. */
export const listDeliveries = async (
  db: Database<PayDatabase>,
  endpointId: string,
  before: bigint | undefined,
) =>
  await db
    .selectFrom("webhook_delivery")
    .selectAll()
    .where("endpoint_id", "=", endpointId)
    .$if(before !== undefined, (query) => query.where("id", "<", before ?? 0n))
    .orderBy("id", "desc")
    .limit(50)
    .execute();
