import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import { bytea, insertionOf, type Write } from "@gov/kit/insert-rows.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";
import type { KeyedRequest } from "./keyed-request.ts";

/** What a key stands for: an answer, another request, one that is carried out, or nothing. */
export type KeyFate =
  | Readonly<{ kind: "replayed"; answered: Answered }>
  | Readonly<{ kind: "keyReused" | "keyInFlight" | "free" }>;

/** Names a request in the maps of this file. */
export const keyName = (one: Pick<KeyedRequest, "clientId" | "key">): string =>
  `${one.clientId}\n${one.key}`;

/**
 * Stores answers under their keys, in the transaction of their effects: whoever sends the same key
 * meanwhile waits for its end. Returns `client_id` and `key` of those that this transaction has
 * now. They are taken in one order, so that two batches never wait in a circle.
 */
export const storedAnswers = (
  entries: readonly Readonly<{ request: KeyedRequest; answered: Answered }>[],
): Write => {
  const requests = entries.map(({ request }) => request);
  return sql`
    insert into idempotency_key as k (client_id, key, request_hash, state, response_status,
      response_body, held_until, holder)
    select client_id, key, hash, 'answered', status, body, now(), ${randomUUID()}::uuid
    from unnest(${requests.map((one) => one.clientId)}::text[],
      ${requests.map((one) => one.key)}::text[], ${requests.map((one) => one.requestHash)}::bytea[],
      ${entries.map(({ answered }) => answered.status)}::smallint[],
      ${entries.map(({ answered }) => answered.body)}::text[])
      as a (client_id, key, hash, status, body)
    order by client_id, key
    on conflict (client_id, key) do update
      set state = 'answered', response_status = excluded.response_status,
        response_body = excluded.response_body, holder = excluded.holder
      where k.state = 'inFlight' and k.held_until <= now()
        and k.request_hash = excluded.request_hash
    returning client_id, key`;
};

/** The same for keys that stand for nothing; the database refuses all where one does. */
export const newAnswers = (
  entries: readonly Readonly<{ request: KeyedRequest; answered: Answered }>[],
): Write[] => {
  const [now, holder] = [new Date(), randomUUID()];
  const rows = entries.map(({ request, answered }) => ({
    client_id: request.clientId,
    key: request.key,
    request_hash: bytea(request.requestHash),
    state: "answered",
    response_status: answered.status,
    response_body: answered.body,
    held_until: now,
    holder,
  }));
  return insertionOf(
    "idempotency_key",
    rows.toSorted((a, b) => (`${a.client_id}\n${a.key}` < `${b.client_id}\n${b.key}` ? -1 : 1)),
  );
};

type Row = {
  client_id: string;
  key: string;
  same_request: boolean;
  run_out: boolean;
  response_status: number | null;
  response_body: string | null;
};

const fateOf = (row: Row | undefined): KeyFate => {
  if (!row) return { kind: "free" };
  if (!row.same_request) return { kind: "keyReused" };
  if (row.response_status === null || row.response_body === null) {
    return { kind: row.run_out ? "free" : "keyInFlight" };
  }
  const answered = { status: row.response_status, body: row.response_body };
  return { kind: "replayed", answered };
};

/** What keys stand for that this transaction could not take, or did not try to; by `keyName`. */
export const findFates = async (
  tx: Tx<PayDatabase>,
  requests: readonly KeyedRequest[],
): Promise<Map<string, KeyFate>> => {
  if (requests.length === 0) return new Map();
  const { rows } = await sql<Row>`
    select k.client_id, k.key, k.request_hash = a.hash as same_request,
      k.held_until <= now() as run_out, k.response_status, k.response_body
    from unnest(${requests.map((one) => one.clientId)}::text[],
      ${requests.map((one) => one.key)}::text[], ${requests.map((one) => one.requestHash)}::bytea[])
      as a (client_id, key, hash)
      join idempotency_key k on k.client_id = a.client_id and k.key = a.key`.execute(tx);
  return new Map(
    rows.map((row) => [keyName({ clientId: row.client_id, key: row.key }), fateOf(row)]),
  );
};

/** Takes answers back whose effect could not be: their keys are free again. */
export const freeKeys = async (
  tx: Tx<PayDatabase>,
  requests: readonly KeyedRequest[],
): Promise<void> => {
  if (requests.length === 0) return;
  await sql`
    delete from idempotency_key k
    using unnest(${requests.map((one) => one.clientId)}::text[],
      ${requests.map((one) => one.key)}::text[]) as a (client_id, key)
    where k.client_id = a.client_id and k.key = a.key`.execute(tx);
};
