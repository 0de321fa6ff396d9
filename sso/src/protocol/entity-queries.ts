import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { AdapterPayload } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;
type Row = { payload: object; consumed_at: Date | null };

const opened = (row: Row | undefined): AdapterPayload | undefined =>
  row && {
    ...row.payload,
    ...(row.consumed_at ? { consumed: Math.floor(row.consumed_at.getTime() / 1000) } : {}),
  };

const live = sql<boolean>`(expires_at is null or expires_at > now())`;

export const findEntity = async (
  db: Db,
  model: string,
  id: string,
): Promise<AdapterPayload | undefined> =>
  opened(
    await db
      .selectFrom("oidc_entity")
      .select(["payload", "consumed_at"])
      .where("model", "=", model)
      .where("id_hash", "=", sha256(id))
      .where(live)
      .executeTakeFirst(),
  );

export const findEntityBy = async (
  db: Db,
  model: string,
  column: "uid" | "user_code",
  value: string,
): Promise<AdapterPayload | undefined> =>
  opened(
    await db
      .selectFrom("oidc_entity")
      .select(["payload", "consumed_at"])
      .where("model", "=", model)
      .where(column, "=", value)
      .where(live)
      .executeTakeFirst(),
  );

/** What an interaction was about, even when it ended: to lead people back to the service. */
export const findEndedInteraction = async (
  db: Db,
  id: string,
): Promise<AdapterPayload | undefined> =>
  opened(
    await db
      .selectFrom("oidc_entity")
      .select(["payload", "consumed_at"])
      .where("model", "=", "Interaction")
      .where("id_hash", "=", sha256(id))
      .executeTakeFirst(),
  );

const columnsOf = (payload: AdapterPayload, expiresInSeconds: number | undefined) => ({
  payload: JSON.stringify(payload),
  grant_id: payload.grantId ?? null,
  user_code: payload.userCode ?? null,
  uid: payload.uid ?? null,
  expires_at:
    expiresInSeconds === undefined
      ? null
      : sql<Date>`now() + make_interval(secs => ${expiresInSeconds})`,
});

export const upsertEntity = async (
  db: Db,
  model: string,
  id: string,
  payload: AdapterPayload,
  expiresInSeconds: number | undefined,
): Promise<void> => {
  const values = columnsOf(payload, expiresInSeconds);
  await db
    .insertInto("oidc_entity")
    .values({ model, id_hash: sha256(id), ...values })
    .onConflict((conflict) => conflict.columns(["model", "id_hash"]).doUpdateSet(values))
    .execute();
};

/** Stores what may be seen once only (a proof's id); false when it is there already. */
export const insertOnce = async (
  db: Db,
  model: string,
  id: string,
  payload: AdapterPayload,
  expiresInSeconds: number | undefined,
): Promise<boolean> => {
  const row = await db
    .insertInto("oidc_entity")
    .values({ model, id_hash: sha256(id), ...columnsOf(payload, expiresInSeconds) })
    .onConflict((conflict) => conflict.doNothing())
    .returning("model")
    .executeTakeFirst();
  return row !== undefined;
};

/** Spends a code or refresh token. False when it was spent before: one caller alone gets true. */
export const consumeEntity = async (db: Db, model: string, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("oidc_entity")
    .set({ consumed_at: sql`now()` })
    .where("model", "=", model)
    .where("id_hash", "=", sha256(id))
    .where("consumed_at", "is", null)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Ends the grant that a code or refresh token stands for, with all that was issued under it. */
export const revokeFamily = async (db: Db, model: string, id: string): Promise<void> => {
  const row = await db
    .selectFrom("oidc_entity")
    .select("grant_id")
    .where("model", "=", model)
    .where("id_hash", "=", sha256(id))
    .executeTakeFirst();
  const grantId = row?.grant_id;
  if (!grantId) return;
  await deleteEntity(db, "Grant", grantId);
  await db.deleteFrom("oidc_entity").where("grant_id", "=", grantId).execute();
};

export const deleteEntity = async (db: Db, model: string, id: string): Promise<void> => {
  await db
    .deleteFrom("oidc_entity")
    .where("model", "=", model)
    .where("id_hash", "=", sha256(id))
    .execute();
};

/** Ends an interaction but keeps what it was about until the sweep. */
export const endInteraction = async (db: Db, id: string): Promise<void> => {
  await db
    .updateTable("oidc_entity")
    .set({ expires_at: sql`now()` })
    .where("model", "=", "Interaction")
    .where("id_hash", "=", sha256(id))
    .execute();
};

export const deleteEntitiesOfGrant = async (
  db: Db,
  model: string,
  grantId: string,
): Promise<void> => {
  await db
    .deleteFrom("oidc_entity")
    .where("model", "=", model)
    .where("grant_id", "=", grantId)
    .execute();
};

/** Deletes rows that ended more than a day ago, at most `limit`; gives how many. */
export const sweepEntities = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from oidc_entity where (model, id_hash) in
      (select model, id_hash from oidc_entity
        where expires_at < now() - interval '1 day' limit ${limit})
    returning 1`.execute(db);
  return rows.length;
};

/**
 * Ends everything that was begun in a person's name: sessions, and grants, without which no code
 * and no refresh token is good.
 */
export const endEverythingOf = async (db: Db, personId: string): Promise<void> => {
  await sql`delete from oidc_entity
    where model in ('Session', 'Grant') and payload ->> 'accountId' = ${personId}`.execute(db);
};
