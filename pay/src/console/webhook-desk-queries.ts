import { sql } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { inScope } from "#src/lane/scope-queries.ts";
import type { Scope } from "#src/lane/scope.ts";
import { underWay } from "./webhook-replay-queries.ts";

type Db = Database<PayDatabase>;

export type DeskEndpoint = Readonly<{
  id: string;
  client_id: string;
  url: string;
  event_types: string[];
  disabled_at: Date | null;
  /** The newest delivery about a bill in the scope. */
  last_at: Date | null;
  last_status: number | null;
}>;

/** A system that has bills in the scope. */
const ofScope = (scope: Scope, client: string) => sql<boolean>`exists (
  select 1 from bill b where b.client_id = ${sql.ref(client)} and ${inScope(scope, "b")})`;

/** Where the scope's systems hear of their bills. Several institutions may share a system. */
export const listDeskEndpoints = async (db: Db, scope: Scope): Promise<DeskEndpoint[]> => {
  const { rows } = await sql<DeskEndpoint>`
    select e.id, e.client_id, e.url, e.event_types, e.disabled_at, d.at as last_at, d.status as last_status
    from webhook_endpoint e
      left join lateral (select w.at, w.status from webhook_delivery w
        join bill b on b.id = w.bill_id
        where w.endpoint_id = e.id and ${inScope(scope, "b")}
        order by w.id desc limit 1) d on true
    where ${ofScope(scope, "e.client_id")}
    order by e.id limit 200`.execute(db);
  return rows;
};

export type DeskDelivery = Readonly<{
  id: bigint;
  message_id: string;
  event_type: string;
  bill_id: string;
  billing_number: string;
  attempt: number;
  status: number | null;
  error: string | null;
  duration_ms: number;
  at: Date;
  /** The last attempt of its message. */
  newest: boolean;
  /** Its message is on its way again. */
  underWay: boolean;
}>;

/** What one endpoint was sent about bills in the scope, the newest first. */
export const listDeskDeliveries = async (
  db: Db,
  scope: Scope,
  endpointId: string,
  page: Readonly<{ failedOnly: boolean; before: bigint | undefined; limit: number }>,
): Promise<DeskDelivery[]> => {
  const { failedOnly, before, limit } = page;
  const { rows } = await sql<DeskDelivery>`
    select w.id, w.message_id, w.event_type, w.bill_id, b.billing_number, w.attempt, w.status,
      w.error, w.duration_ms, w.at, ${underWay(endpointId, "w.message_id")} as "underWay",
      not exists (select 1 from webhook_delivery later where later.message_id = w.message_id
        and later.endpoint_id = w.endpoint_id and later.id > w.id) as newest
    from webhook_delivery w join bill b on b.id = w.bill_id
    where w.endpoint_id = ${endpointId} and ${inScope(scope, "b")}
      and (${!failedOnly}::boolean or w.error is not null)
      and (${before ?? null}::bigint is null or w.id < ${before ?? null}::bigint)
    order by w.id desc limit ${limit}`.execute(db);
  return rows;
};

export type DeskClient = Readonly<{
  client_id: string;
  bills: bigint;
  last_at: Date;
  endpoints: bigint;
}>;

/** The systems that make the scope's bills. */
export const listDeskClients = async (db: Db, scope: Scope): Promise<DeskClient[]> => {
  const { rows } = await sql<DeskClient>`
    select b.client_id, count(*) as bills, max(b.created_at) as last_at,
      (select count(*) from webhook_endpoint e where e.client_id = b.client_id) as endpoints
    from bill b where ${inScope(scope, "b")} and b.kind = 'bill'
    group by b.client_id order by max(b.created_at) desc limit 200`.execute(db);
  return rows;
};
