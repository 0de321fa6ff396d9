import { sha256 } from "@gov/kit/crypto.ts";
import { inTransaction, violatedConstraint } from "@gov/kit/db.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import Provider, { type AdapterPayload } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { useIn } from "#src/session/note-use.ts";
import { notingSession } from "#src/session/session-queries.ts";
import { writeTogether, type Write } from "#src/write-queries.ts";
import { writeWaiting, type EngineRequest } from "./engine-request.ts";
import { findEntity, findEntityBy, insertOnce, upsertEntity } from "./entity-queries.ts";
import { following, keepingFirst, keepingSession, type Kept } from "./entity-write-queries.ts";

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

/** The session of a cookie; the request keeps which version of it that was. */
export const findSession = async (
  db: Db,
  id: string,
  request: EngineRequest | undefined,
): Promise<AdapterPayload | undefined> => {
  const row = await db
    .selectFrom("oidc_entity")
    .select(["payload", sql<string>`xmin::text`.as("version")])
    .where("model", "=", model)
    .where("id_hash", "=", sha256(id))
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .executeTakeFirst();
  if (!row) return await findByAlias(db, id);
  if (request) request.sessionVersion = row.version;
  return row.payload as AdapterPayload;
};

type Stored = Readonly<{ id_hash: Buffer; payload: object }>;

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
const moveTo = async (tx: Tx, { id, payload, expiresInS }: Kept, stored: Stored) => {
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

/**
 * True of a session that its person, or somebody for them, has ended: a request that was under way
 * meanwhile must not bring it back. The lock waits for whoever is just ending it.
 */
const hasEnded = async (tx: Tx, uid: string): Promise<boolean> => {
  const session = await tx
    .selectFrom("person_session")
    .select("ended_at")
    .where("uid", "=", uid)
    .forShare()
    .executeTakeFirst();
  return session !== undefined && session.ended_at !== null;
};

/** False when another tab stored this session between our look and our write. */
const trySave = async (db: Db, saved: Kept): Promise<boolean> =>
  await inTransaction(db, async (tx) => {
    const { id, payload, expiresInS } = saved;
    if (await hasEnded(tx, payload.uid ?? "")) return true;
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

const trySaving = async (db: Db, kept: Kept): Promise<void> => {
  for (let tries = 0; tries < mostTries; tries += 1) {
    if (await trySave(db, kept)) return;
  }
  throw new Error("a session was stored by others each time");
};

/**
 * Stores a session, whose id changes at each sign-in, with other tabs doing so at the same time.
 * Mostly none does: then its use and whatever else the request has to write go in one statement.
 */
export const saveSession = async (db: Db, kept: Kept, request?: EngineRequest): Promise<void> => {
  const ctx = Provider.ctx;
  const use = ctx && useIn(ctx, kept.payload);
  if (!request || !use) return await trySaving(db, kept);
  const waiting = request.later;
  const saved = keepingSession(kept, request.sessionVersion);
  request.sessionVersion = undefined;
  // The use first, in the order of whoever ends the session.
  request.later = { noted: notingSession(use), saved, ...waiting };
  try {
    const done = await writeWaiting(db, request);
    request.noted = true;
    // Not noted: it has ended, and must not come back.
    if (done["noted"] === 0 || done["saved"] === 1) return;
  } catch (error) {
    if (violatedConstraint(error) !== "oidc_entity_session_uid") throw error;
    request.later = waiting;
    await writeWaiting(db, request);
  }
  await trySaving(db, kept);
};

/**
 * The grant that tabs of one session which ask for the same at once share: the first to come names
 * its own, which is stored with that; all others get that one.
 */
export const shareGrant = async (
  db: Db,
  asked: string,
  grantId: string,
  request: EngineRequest | undefined,
): Promise<string | undefined> => {
  const { grant, counted, ...waiting } = request?.later ?? {};
  if (request) request.later = counted ? { counted } : {};
  const payload = { grant: grantId } as AdapterPayload;
  const first = keepingFirst({ model: grantModel, id: asked, payload, expiresInS: sharedGrantS });
  const writes: Record<string, Write> = { ...waiting, first };
  if (grant) writes["grant"] = following("first", grant);
  const done = await writeTogether(db, writes);
  if (done["first"] === 1) return grantId;
  const named: unknown = (await findEntity(db, grantModel, asked))?.["grant"];
  return typeof named === "string" ? named : undefined;
};
