import { sha256 } from "@gov/kit/crypto.ts";
import type { AdapterPayload } from "oidc-provider";
import type { Write } from "#src/write-queries.ts";

const insert = `insert into oidc_entity (model, id_hash, payload, grant_id, user_code, uid,
    account_id, client_id, session_uid, expires_at)
  select $1::text, $2::bytea, $3::json, $4::text, $5::text, $6::text, $7::text, $8::text, $9::text,
    now() + make_interval(secs => $10)`;

const update = `do update set payload = excluded.payload,
  grant_id = excluded.grant_id, user_code = excluded.user_code, uid = excluded.uid,
  account_id = excluded.account_id, client_id = excluded.client_id,
  session_uid = excluded.session_uid, expires_at = excluded.expires_at`;

/** An entity as the engine gives it to be kept. */
export type Kept = Readonly<{
  model: string;
  id: string;
  payload: AdapterPayload;
  expiresInS: number | undefined;
}>;

const valuesOf = ({ model, id, payload, expiresInS }: Kept): unknown[] => {
  const { grantId, userCode, uid, accountId, clientId, sessionUid } = payload;
  // Whose it is stands beside it, so that all of a person's can be found and ended.
  const columns = [grantId, userCode, uid, accountId, clientId, sessionUid, expiresInS];
  return [model, sha256(id), JSON.stringify(payload), ...columns.map((value) => value ?? null)];
};

const conflict = `
  on conflict (model, id_hash)`;

/** Keeps an entity as it is now. */
export const keeping = (kept: Kept): Write => ({
  text: `${insert}${conflict} ${update}`,
  values: valuesOf(kept),
});

/** The same only where another write changed its row. */
export const following = (other: string, { text, values }: Write): Write => ({
  text: text.replace(conflict, ` from ${other}${conflict}`),
  values,
});

/** Keeps an entity where none of its id is there that still counts. */
export const keepingFirst = (kept: Kept): Write => ({
  text: `${insert}${conflict} ${update} where oidc_entity.expires_at <= now()`,
  values: valuesOf(kept),
});

/** Keeps what may be seen once only: changes nothing where it is there already. */
export const keepingOnce = (kept: Kept): Write => ({
  text: `${insert} on conflict do nothing`,
  values: valuesOf(kept),
});

/**
 * Keeps a session after `noted`, unless it is under another id by now, or another request has
 * stored it since this one read it as `version`.
 */
export const keepingSession = (kept: Kept, version: string | undefined): Write => ({
  text: `${insert} from noted where not exists (select from oidc_entity
      where model = 'Session' and uid = $6 and id_hash <> $2)
    ${conflict} ${update} where oidc_entity.xmin::text = $11::text`,
  values: [...valuesOf(kept), version ?? null],
});

/** Spends a code or refresh token: of callers that come together one changes the row. */
export const spending = (model: string, id: string): Write => ({
  text: `update oidc_entity set consumed_at = now()
    where model = $1 and id_hash = $2 and consumed_at is null`,
  values: [model, sha256(id)],
});

/** Ends an interaction but keeps what it was about until the sweep. */
export const endingInteraction = (id: string): Write => ({
  text: `update oidc_entity set expires_at = now() where model = 'Interaction' and id_hash = $1`,
  values: [sha256(id)],
});
