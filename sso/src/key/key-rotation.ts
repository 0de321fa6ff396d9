import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import {
  deleteRetiredKeys,
  findPublishedKey,
  insertSigningKey,
  listSigningKeys,
  lockSigningKeys,
  promoteKey,
} from "./signing-key-queries.ts";

/** Verifiers fetch keys again after at most this long; only then may a new key sign. */
export const publishSeconds = 120;
/** Longer than any signed token lives (ID tokens serve as hints at sign-out for a day). */
export const retireSeconds = 86_400;

export type RotationStep =
  | Readonly<{ step: "published" | "promoted"; kid: string }>
  | Readonly<{ step: "retired"; kids: readonly string[] }>;

type Deps = Readonly<{ db: Kysely<SsoDatabase>; encryptionKey: Uint8Array }>;

/** A new installation gets its first key; any number of processes may start at once. */
export const ensureSigningKey = async ({ db, encryptionKey }: Deps): Promise<void> => {
  await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    const keys = await listSigningKeys(tx, encryptionKey);
    if (!keys.some(({ state }) => state === "active")) {
      await insertSigningKey(tx, encryptionKey, "active");
    }
  });
};

/** Publishes a new key beside the one that signs. */
export const publishNewKey = async ({
  db,
  encryptionKey,
}: Deps): Promise<Result<RotationStep, "already-published">> =>
  await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    if (await findPublishedKey(tx)) return err("already-published");
    const kid = await insertSigningKey(tx, encryptionKey, "published");
    await recordEvent(tx, { event: "key.published", detail: { kid } });
    return ok({ step: "published", kid });
  });

/** Makes the published key the one that signs, once every verifier can know it. */
export const promotePublishedKey = async (
  { db }: Deps,
  minimumSeconds = publishSeconds,
): Promise<Result<RotationStep, "nothing-published" | "too-early">> =>
  await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    const key = await findPublishedKey(tx);
    if (!key) return err("nothing-published");
    if (key.ageSeconds < minimumSeconds) return err("too-early");
    await promoteKey(tx, key.kid);
    await recordEvent(tx, { event: "key.promoted", detail: { kid: key.kid } });
    return ok({ step: "promoted", kid: key.kid });
  });

/** Takes keys out of the published set whose last token has expired. */
export const retireOldKeys = async (
  { db }: Deps,
  afterSeconds = retireSeconds,
): Promise<RotationStep> =>
  await inTransaction(db, async (tx) => {
    await lockSigningKeys(tx);
    const kids = await deleteRetiredKeys(tx, afterSeconds);
    for (const kid of kids) await recordEvent(tx, { event: "key.retired", detail: { kid } });
    return { step: "retired", kids };
  });
