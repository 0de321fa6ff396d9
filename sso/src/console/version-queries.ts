import { sql, type Kysely } from "kysely";
import { clientMetadataSchema, type ClientMetadata } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { VersionState } from "./client-version.ts";

type Db = Kysely<SsoDatabase>;

/** One registration that a client had, has or is to have. */
export type ClientVersion = Readonly<{
  clientId: string;
  version: number;
  metadata: ClientMetadata;
  institution: string | null;
  state: VersionState;
  madeBy: string;
  madeAt: Date;
  note: string | null;
  restores: number | null;
  reviewedBy: string | null;
  reviewedAt: Date | null;
  reviewNote: string | null;
}>;

const select = (db: Db) =>
  db
    .selectFrom("client_version")
    .select([
      "client_id as clientId",
      "version",
      "metadata",
      "institution",
      "state",
      "made_by as madeBy",
      "made_at as madeAt",
      "note",
      "restores",
      "reviewed_by as reviewedBy",
      "reviewed_at as reviewedAt",
      "review_note as reviewNote",
    ]);

type Row = Omit<ClientVersion, "metadata"> & Readonly<{ metadata: object }>;

const opened = (row: Row): ClientVersion => ({
  ...row,
  metadata: clientMetadataSchema.parse(row.metadata),
});

/** A client's versions, the newest first. */
export const listVersions = async (db: Db, clientId: string): Promise<ClientVersion[]> => {
  const rows = await select(db)
    .where("client_id", "=", clientId)
    .orderBy("version", "desc")
    .limit(100)
    .execute();
  return rows.map(opened);
};

export const findVersion = async (
  db: Db,
  clientId: string,
  version: number,
): Promise<ClientVersion | undefined> => {
  const row = await select(db)
    .where("client_id", "=", clientId)
    .where("version", "=", version)
    .executeTakeFirst();
  return row && opened(row);
};

export const findVersionIn = async (
  db: Db,
  clientId: string,
  state: "effective" | "proposed",
): Promise<ClientVersion | undefined> => {
  const row = await select(db)
    .where("client_id", "=", clientId)
    .where("state", "=", state)
    .executeTakeFirst();
  return row && opened(row);
};

/** Versions that wait for an operator, the longest waiting first. */
export const listWaiting = async (db: Db): Promise<ClientVersion[]> => {
  const rows = await select(db)
    .where("state", "=", "proposed")
    .orderBy("made_at")
    .limit(200)
    .execute();
  return rows.map(opened);
};

/**
 * Keeps all others from changing this client's versions until the transaction ends; also where it
 * has none yet.
 */
export const lockVersions = async (tx: Db, clientId: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`client/${clientId}`}, 0))`.execute(tx);
};

export type NewVersion = Readonly<{
  clientId: string;
  metadata: ClientMetadata;
  institution: string | null;
  state: "proposed" | "effective";
  madeBy: string;
  note?: string | undefined;
  restores?: number | undefined;
}>;

/** Writes the next version down; gives its number. The client's versions must be locked. */
export const insertVersion = async (tx: Db, version: NewVersion): Promise<number> => {
  if (version.state === "effective") await supersede(tx, version.clientId);
  const row = await tx
    .insertInto("client_version")
    .values({
      client_id: version.clientId,
      version: sql<number>`(select coalesce(max(version), 0) + 1 from client_version
        where client_id = ${version.clientId})`,
      metadata: JSON.stringify(version.metadata),
      institution: version.institution,
      state: version.state,
      made_by: version.madeBy,
      note: version.note ?? null,
      restores: version.restores ?? null,
    })
    .returning("version")
    .executeTakeFirstOrThrow();
  return row.version;
};

/** The version that was effective is so no longer. */
export const supersede = async (tx: Db, clientId: string): Promise<void> => {
  await tx
    .updateTable("client_version")
    .set({ state: "superseded" })
    .where("client_id", "=", clientId)
    .where("state", "=", "effective")
    .execute();
};

export const saveVersionState = async (
  tx: Db,
  { clientId, version }: Pick<ClientVersion, "clientId" | "version">,
  state: VersionState,
  review: Readonly<{ by: string; note: string | null }> | undefined,
): Promise<void> => {
  await tx
    .updateTable("client_version")
    .set({
      state,
      ...(review
        ? { reviewed_by: review.by, reviewed_at: sql`now()`, review_note: review.note }
        : {}),
    })
    .where("client_id", "=", clientId)
    .where("version", "=", version)
    .execute();
};
