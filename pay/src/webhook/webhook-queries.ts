import { sql, type Selectable } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { MessageRow } from "./message-queries.ts";

export type EndpointRow = Selectable<PayDatabase["webhook_endpoint"]>;
type Reader = Database<PayDatabase> | Tx<PayDatabase>;

const contextOf = (id: string): string => `webhook_endpoint/${id}`;
const seal = (deps: PayDeps, id: string, secret: string): Buffer =>
  encryptAtRest(deps.encryptionKey, Buffer.from(secret), contextOf(id));

/** Makes or replaces an endpoint, which enables it; its secret is encrypted before it is stored. */
export const putEndpoint = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  endpoint: Readonly<{
    id: string;
    clientId: string;
    url: string;
    secret: string;
    eventTypes: string[];
    description: string;
  }>,
): Promise<"created" | "updated"> => {
  const { id, clientId, url, eventTypes, description } = endpoint;
  const sealed = seal(deps, id, endpoint.secret);
  const { rows } = await sql<{ created: boolean }>`
    insert into webhook_endpoint (id, client_id, url, secret_sealed, event_types, description)
    values (${id}, ${clientId}, ${url}, ${sealed}, ${eventTypes}, ${description})
    on conflict (id) do update set client_id = excluded.client_id, url = excluded.url,
      secret_sealed = excluded.secret_sealed, event_types = excluded.event_types,
      description = excluded.description, previous_secret_sealed = null, previous_until = null,
      failing_since = null, disabled_at = null, updated_at = now()
    returning xmax = 0 as created`.execute(tx);
  return rows[0]?.created ? "created" : "updated";
};

/** The new secret signs from now on; the one before signs beside it until `until`. */
export const rotateSecret = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  endpoint: EndpointRow,
  input: Readonly<{ secret: string; until: Date }>,
): Promise<EndpointRow | undefined> =>
  await tx
    .updateTable("webhook_endpoint")
    .set({
      secret_sealed: seal(deps, endpoint.id, input.secret),
      previous_secret_sealed: endpoint.secret_sealed,
      previous_until: input.until,
      updated_at: new Date(),
    })
    .where("id", "=", endpoint.id)
    .returningAll()
    .executeTakeFirst();

export const findEndpoint = async (db: Reader, id: string): Promise<EndpointRow | undefined> =>
  await db.selectFrom("webhook_endpoint").selectAll().where("id", "=", id).executeTakeFirst();

export const listEndpoints = async (db: Reader, clientId: string): Promise<EndpointRow[]> =>
  await db
    .selectFrom("webhook_endpoint")
    .selectAll()
    .where("client_id", "=", clientId)
    .orderBy("id")
    .limit(100)
    .execute();

export const deleteEndpoint = async (tx: Tx<PayDatabase>, id: string): Promise<void> => {
  await tx.deleteFrom("webhook_endpoint").where("id", "=", id).execute();
};

/** The secrets that sign at `now`: the new one first. */
export const openSecrets = (deps: PayDeps, endpoint: EndpointRow, now: Date): string[] => {
  const open = (sealed: Buffer): string =>
    decryptAtRest(deps.encryptionKey, sealed, contextOf(endpoint.id)).toString();
  const before = endpoint.previous_until && endpoint.previous_until > now;
  return [
    open(endpoint.secret_sealed),
    ...(before && endpoint.previous_secret_sealed ? [open(endpoint.previous_secret_sealed)] : []),
  ];
};

/**
 * One line of the delivery log; every attempt gets one, whatever came of it. An endpoint that was
 * ended while it was being called has no log any more.
 */
export const logDelivery = async (
  db: Database<PayDatabase>,
  line: Readonly<{
    endpoint: EndpointRow;
    message: MessageRow;
    status: number | undefined;
    error: string | undefined;
    durationMs: number;
    summary: string;
  }>,
): Promise<void> => {
  const { endpoint, message } = line;
  await sql`
    insert into webhook_delivery (endpoint_id, message_id, event_type, bill_id, attempt, status,
      error, duration_ms, url, request_bytes, response_summary)
    select ${endpoint.id}, ${message.id}, ${message.event_type}, ${message.bill_id},
      (select count(*) + 1 from webhook_delivery d
       where d.message_id = ${message.id} and d.endpoint_id = ${endpoint.id}),
      ${line.status ?? null}, ${line.error ?? null}, ${line.durationMs},
      ${endpoint.url}, ${Buffer.byteLength(message.body)}, ${line.summary}
    from webhook_endpoint e where e.id = ${endpoint.id} for key share`.execute(db);
};

const disableAfter = sql`interval '3 days'`;

/**
 * Notes whether the endpoint works. One that has failed at every attempt for three days is
 * disabled; "disabled" to the one caller that did it.
 */
export const noteOutcome = async (
  db: Database<PayDatabase>,
  endpoint: EndpointRow,
  arrived: boolean,
): Promise<"noted" | "disabled"> => {
  if (arrived && endpoint.failing_since === null) return "noted";
  if (arrived) {
    await sql`update webhook_endpoint set failing_since = null
      where id = ${endpoint.id}`.execute(db);
    return "noted";
  }
  const { rows } = await sql<{ disabled: boolean }>`
    update webhook_endpoint set failing_since = coalesce(failing_since, now()),
      disabled_at = case when failing_since < now() - ${disableAfter} then now() end
    where id = ${endpoint.id} and disabled_at is null
    returning disabled_at is not null as disabled`.execute(db);
  return rows[0]?.disabled ? "disabled" : "noted";
};

/** The newest deliveries to one endpoint. */
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
