import { sql } from "kysely";
import { randomUUID } from "node:crypto";
import type { Database, Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Answered } from "./answered.ts";

export type KeyName = Readonly<{ clientId: string; key: string }>;
/** A key that this request holds; `madeId` is what an interrupted request made under it. */
export type HeldKey = KeyName & Readonly<{ holder: string; madeId: string | undefined }>;
export type KeyState =
  | Readonly<{ kind: "held"; held: HeldKey }>
  | Readonly<{ kind: "answered"; answered: Answered }>;

type Row = {
  same_request: boolean;
  response_status: number | null;
  response_body: string | null;
  made_id: string | null;
  holder: string;
};

/**
 * Takes the key for this request, or tells what became of it. A key whose holder vanished is
 * taken over when its lease has run out.
 */
export const takeKey = async (
  db: Database<PayDatabase>,
  name: KeyName,
  requestHash: Buffer,
  leaseMs: number,
): Promise<Result<KeyState, "keyInFlight" | "keyReused">> => {
  const holder = randomUUID();
  const taken = await sql<{ made_id: string | null; holder: string }>`
    insert into idempotency_key as k (client_id, key, request_hash, held_until, holder)
    values (${name.clientId}, ${name.key}, ${requestHash},
      now() + make_interval(secs => ${leaseMs / 1_000}), ${holder})
    on conflict (client_id, key) do update
      set holder = excluded.holder, held_until = excluded.held_until
      where k.state = 'inFlight' and k.held_until <= now()
        and k.request_hash = excluded.request_hash
    returning made_id, holder`.execute(db);
  const row = taken.rows[0];
  if (row) return ok({ kind: "held", held: { ...name, holder, madeId: row.made_id ?? undefined } });
  const { rows } = await sql<Row>`
    select request_hash = ${requestHash} as same_request, response_status, response_body,
      made_id, holder
    from idempotency_key where client_id = ${name.clientId} and key = ${name.key}`.execute(db);
  const before = rows[0];
  if (before && !before.same_request) return err("keyReused");
  if (before?.response_status && before.response_body !== null) {
    const answered = { status: before.response_status, body: before.response_body };
    return ok({ kind: "answered", answered });
  }
  return err("keyInFlight");
};

/** Renews the leases of keys that are still this process's. */
export const renewKeys = async (
  db: Database<PayDatabase>,
  held: readonly HeldKey[],
  leaseMs: number,
): Promise<void> => {
  const clients = held.map((one) => one.clientId);
  const keys = held.map((one) => one.key);
  const holders = held.map((one) => one.holder);
  await sql`
    update idempotency_key k set held_until = now() + make_interval(secs => ${leaseMs / 1_000})
    from unnest(${clients}::text[], ${keys}::text[], ${holders}::uuid[]) as h (client, key, holder)
    where k.client_id = h.client and k.key = h.key and k.holder = h.holder
      and k.state = 'inFlight'`.execute(db);
};

/** Notes what was made under the key, in the transaction that makes it. */
export const rememberMade = async (
  tx: Tx<PayDatabase>,
  held: HeldKey,
  madeId: string,
): Promise<void> => {
  const { numAffectedRows } = await sql`
    update idempotency_key set made_id = ${madeId}
    where client_id = ${held.clientId} and key = ${held.key} and holder = ${held.holder}
      and state = 'inFlight'`.execute(tx);
  if (numAffectedRows !== 1n) throw new KeyLost();
};

/** Stores the answer, in the transaction whose effect it reports. */
export const storeAnswer = async (
  tx: Tx<PayDatabase> | Database<PayDatabase>,
  held: HeldKey,
  answered: Answered,
): Promise<void> => {
  const { numAffectedRows } = await sql`
    update idempotency_key set state = 'answered', response_status = ${answered.status},
      response_body = ${answered.body}
    where client_id = ${held.clientId} and key = ${held.key} and holder = ${held.holder}
      and state = 'inFlight'`.execute(tx);
  if (numAffectedRows !== 1n) throw new KeyLost();
};

/** Another request took the key over: nothing of this one may be committed. */
export class KeyLost extends Error {}

/** A request that failed leaves no trace; one that made something can be gone on with. */
export const releaseKey = async (db: Database<PayDatabase>, held: HeldKey): Promise<void> => {
  await sql`
    with gone as (
      delete from idempotency_key where client_id = ${held.clientId} and key = ${held.key}
        and holder = ${held.holder} and state = 'inFlight' and made_id is null)
    update idempotency_key set held_until = now()
    where client_id = ${held.clientId} and key = ${held.key} and holder = ${held.holder}
      and state = 'inFlight' and made_id is not null`.execute(db);
};

/** Forgets keys after thirty days, at most `limit` at a time. */
export const sweepKeys = async (db: Database<PayDatabase>, limit: number): Promise<void> => {
  await sql`
    delete from idempotency_key where (client_id, key) in
      (select client_id, key from idempotency_key
       where created_at < now() - interval '30 days' limit ${limit})`.execute(db);
};
