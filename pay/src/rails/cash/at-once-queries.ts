import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import { insertionOf, type Write } from "@gov/kit/insert-rows.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { KeyedRequest } from "#src/idempotency/keyed-request.ts";
import type { CollectionRow } from "./collection.ts";

/** An agent asks to reserve a bill, under a key. */
export type ReserveAsked = Readonly<{
  request: KeyedRequest;
  agentCode: string;
  /** The agent's own number for it. */
  reference: string;
  billingNumber: string;
  amount: Money | undefined;
}>;

/** A bill that is free, locked, for an agent who may collect. */
export type Free = Readonly<{
  asked: ReserveAsked;
  companyCode: string;
  bill: BillRow;
  billerName: Text;
  /** Whether the bill's client has an endpoint that could be told. */
  hasListeners: boolean;
  /** When this transaction began, by the database's clock. */
  now: Date;
}>;

type FreeRow = BillRow &
  Readonly<{ place: bigint; company: string; biller: Text; has_listeners: boolean; now: Date }>;

/**
 * Locks the bills of what is asked for the first time, in every way, by an agent who may collect:
 * bills that are open and no baskets, in the order of `lockBills`.
 */
export const lockFree = async (
  tx: Tx<PayDatabase>,
  all: readonly ReserveAsked[],
): Promise<Free[]> => {
  const { rows } = await sql<FreeRow>`
    select b.*, p.place, c.company_code as company, now() as now,
      json_build_object('ar', r.name_ar, 'en', r.name_en) as biller,
      exists (select from webhook_endpoint e where e.client_id = b.client_id) as has_listeners
    from unnest(${all.map(({ request }) => request.clientId)}::text[],
        ${all.map(({ request }) => request.key)}::text[],
        ${all.map(({ agentCode }) => agentCode)}::text[],
        ${all.map(({ reference }) => reference)}::text[],
        ${all.map(({ billingNumber }) => billingNumber)}::text[])
        with ordinality as p (client, key, agent, reference, number, place)
      join cash_company c on c.client_id = p.client and c.active
      join cash_agent a on a.company_code = c.company_code and a.agent_code = p.agent and a.active
      join public_number n on n.number = p.number and n.kind = 'bill'
      join bill b on b.institution_id = n.institution_id and b.id = n.subject_id
        and b.live and b.kind = 'bill' and b.status = 'open'
      join biller r on r.institution_id = b.institution_id and r.code = b.biller_code
    where not exists (select from idempotency_key k where k.client_id = p.client and k.key = p.key)
      and not exists (select from cash_collection o where o.company_code = c.company_code
        and o.agent_code = p.agent and o.agent_reference = p.reference)
    order by b.institution_id, b.id for update of b`.execute(tx);
  return rows.flatMap(({ place, company, biller, has_listeners, now, ...bill }) => {
    const asked = all[Number(place) - 1];
    return asked
      ? [
          {
            asked,
            companyCode: company,
            bill,
            billerName: biller,
            hasListeners: has_listeners,
            now,
          },
        ]
      : [];
  });
};

type Agent = Readonly<{ companyCode: string; agentCode: string }>;

/** Names an agent's day total in a currency. */
export const dayTotalName = ({ companyCode, agentCode }: Agent, currency: Currency): string =>
  `${companyCode}\n${agentCode}\n${currency}`;

/** What agents have taken or hold of this day's limits; see `lockDayTotal`. Locks their rows. */
export const lockDayTotals = async (
  tx: Tx<PayDatabase>,
  agents: readonly Agent[],
): Promise<Map<string, bigint>> => {
  const named = sql`(select distinct * from
    unnest(${agents.map((one) => one.companyCode)}::text[],
      ${agents.map((one) => one.agentCode)}::text[])) as k (company, agent)`;
  await sql`
    select 1 from cash_agent a join ${named} on a.company_code = k.company
      and a.agent_code = k.agent
    order by a.company_code, a.agent_code for update of a`.execute(tx);
  const { rows } = await sql<{ company: string; agent: string; currency: Currency; total: bigint }>`
    select k.company, k.agent, day.currency, day.total from ${named} cross join lateral (
      select o.currency, sum(o.amount_minor)::bigint as total from cash_collection o
      where o.company_code = k.company and o.agent_code = k.agent
        and o.status in ('reserved', 'confirmed')
        and o.reserved_at >= date_trunc('day', now(), 'Asia/Hebron')
      group by o.currency) as day`.execute(tx);
  return new Map(
    rows.map(({ company, agent, currency, total }) => [
      dayTotalName({ companyCode: company, agentCode: agent }, currency),
      total,
    ]),
  );
};

/** New attempts with their claims on locked bills, and the collections that they are for. */
export const reservedWrites = (
  charges: readonly ChargeRow[],
  collections: readonly CollectionRow[],
): Write[] => [
  ...insertionOf("charge", charges),
  ...insertionOf("cash_collection", collections),
  sql`update bill b set status = 'claimed', claimed_by = new.charge, updated_at = now()
    from unnest(${charges.map((charge) => charge.institution_id)}::text[],
      ${charges.map((charge) => charge.bill_id)}::uuid[],
      ${charges.map((charge) => charge.id)}::uuid[]) as new (lane, id, charge)
    where b.institution_id = new.lane and b.id = new.id`,
];

/** An agent says that the cash is in the drawer, under a key. */
export type ConfirmAsked = Readonly<{
  request: KeyedRequest;
  collectionId: string;
  agentCode: string;
  amount: Money;
}>;

/**
 * Collections that wait for exactly this word, said for the first time; what they are may change
 * until they are locked.
 */
export const findReserved = async (
  tx: Tx<PayDatabase>,
  all: readonly ConfirmAsked[],
): Promise<Readonly<{ asked: ConfirmAsked; row: CollectionRow }>[]> => {
  const { rows } = await sql<CollectionRow & { place: bigint }>`
    select o.*, p.place
    from unnest(${all.map(({ request }) => request.clientId)}::text[],
        ${all.map(({ request }) => request.key)}::text[],
        ${all.map(({ collectionId }) => collectionId)}::uuid[],
        ${all.map(({ agentCode }) => agentCode)}::text[],
        ${all.map(({ amount }) => amount.amountMinor)}::bigint[],
        ${all.map(({ amount }) => amount.currency)}::text[])
        with ordinality as p (client, key, id, agent, amount, currency, place)
      join cash_company c on c.client_id = p.client
      join cash_collection o on o.company_code = c.company_code and o.id = p.id
        and o.status = 'reserved' and o.agent_code = p.agent
        and o.amount_minor = p.amount and o.currency = p.currency
    where not exists (select from idempotency_key k where k.client_id = p.client and k.key = p.key)
    `.execute(tx);
  return rows.flatMap(({ place, ...row }) => {
    const asked = all[Number(place) - 1];
    return asked ? [{ asked, row }] : [];
  });
};

/** Lock their bills and charges before. Gives them by id. */
export const lockCollections = async (
  tx: Tx<PayDatabase>,
  asked: readonly CollectionRow[],
): Promise<Map<string, CollectionRow>> => {
  const { rows } = await sql<CollectionRow>`
    select o.* from cash_collection o
      join unnest(${asked.map((row) => row.company_code)}::text[],
        ${asked.map((row) => row.id)}::uuid[]) as k (company, id)
        on o.company_code = k.company and o.id = k.id
    order by o.company_code, o.id for update of o`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
};

/** The step of locked collections to `confirmed`, as they are after it. */
export const confirmedWrite = (rows: readonly CollectionRow[]): Write => sql`
  update cash_collection o set status = 'confirmed', confirmed_at = new.at, ended_at = null
  from unnest(${rows.map((row) => row.company_code)}::text[],
    ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.confirmed_at)}::timestamptz[])
    as new (company, id, at)
  where o.company_code = new.company and o.id = new.id`;
