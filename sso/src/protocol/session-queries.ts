import { sha256 } from "@gov/kit/crypto.ts";
import { inTransaction } from "@gov/kit/db.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { AdapterPayload } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { findEntity, findEntityBy, insertOnce, upsertEntity } from "./entity-queries.ts";

type Db = Kysely<SsoDatabase>;
type Tx = Transaction<SsoDatabase>;

const model = "Session";
const aliasModel = "SessionAlias";
const grantModel = "SessionGrant";
/** Longer than tabs opened together take to come by. */
const sharedGrantS = 60;
const mostTries = 5;

/** The session that now goes on under another id, because two tabs renewed it at once. */
const findByAlias = async (db: Db, id: string): Promise<AdapterPayload | undefined> => {
  const alias = await findEntity(db, aliasModel, id);
  const uid: unknown = alias?.["goesOnAs"];
  return typeof uid === "string" ? await findEntityBy(db, model, "uid", uid) : undefined;
};

export const findSession = async (db: Db, id: string): Promise<AdapterPayload | undefined> =>
  (await findEntity(db, model, id)) ?? (await findByAlias(db, id));

type Stored = Readonly<{ id_hash: Buffer; payload: object }>;
type Saved = Readonly<{ id: string; payload: AdapterPayload; expiresInS: number | undefined }>;

/**
 * Requests of several tabs save the session each as it read it. What one of them was let into must
 * not be forgotten by the next: codes are good only while the session knows their grant.
 */
const withThatOf = (payload: AdapterPayload, stored: Stored): AdapterPayload => {
  const before = stored.payload as AdapterPayload;
  if (before.accountId !== payload.accountId || !before.authorizations) return payload;
  return { ...payload, authorizations: { ...before.authorizations, ...payload.authorizations } };
};

/** Its earlier id leads to it for a while: nobody knows which cookie the browser has kept. */
const moveTo = async (tx: Tx, { id, payload, expiresInS }: Saved, stored: Stored) => {
  await tx
    .deleteFrom("oidc_entity")
    .where("model", "=", model)
    .where("id_hash", "=", stored.id_hash)
    .execute();
  await upsertEntity(tx, model, id, payload, expiresInS);
  await tx
    .insertInto("oidc_entity")
    .values({
      model: aliasModel,
      id_hash: stored.id_hash,
      payload: JSON.stringify({ goesOnAs: payload.uid }),
      expires_at: sql<Date>`now() + make_interval(secs => ${expiresInS ?? 3_600})`,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** False when another tab stored this session between our look and our write. */
const trySave = async (db: Db, saved: Saved): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    const { id, payload, expiresInS } = saved;
    const stored = await tx
      .selectFrom("oidc_entity")
      .select(["id_hash", "payload"])
      .where("model", "=", model)
      .where("uid", "=", payload.uid ?? "")
      .forUpdate()
      .executeTakeFirst();
    if (!stored) return await insertOnce(tx, model, id, payload, expiresInS);
    const merged = { ...saved, payload: withThatOf(payload, stored) };
    if (stored.id_hash.equals(sha256(id))) {
      await upsertEntity(tx, model, id, merged.payload, expiresInS);
    } else await moveTo(tx, merged, stored);
    return true;
  });

/** Stores a session, whose id changes at each sign-in, with other tabs doing so at the same time. */
export const saveSession = async (
  db: Db,
  id: string,
  payload: AdapterPayload,
  expiresInS: number | undefined,
): Promise<void> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await trySave(db, { id, payload, expiresInS })) return;
  }
  throw new Error("a session was stored by others each time");
};

/**
 * The grant that tabs of one session which ask for the same at once share: the first to come names
 * its own, all others get that one.
 */
export const shareGrant = async (db: Db, asked: string, grantId: string): Promise<string> => {
  const payload = { grant: grantId } as AdapterPayload;
  if (await insertOnce(db, grantModel, asked, payload, sharedGrantS)) return grantId;
  const first: unknown = (await findEntity(db, grantModel, asked))?.["grant"];
  return typeof first === "string" ? first : grantId;
};
