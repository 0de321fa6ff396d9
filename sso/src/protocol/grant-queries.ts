import { sha256 } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** What tokens for our own API call their grant: enough to look it up, and to nothing else. */
export const grantName = (grantId: string): string => sha256(grantId).toString("base64url");

/** Whether what a token was issued under still holds; it ends with sessions and revocations. */
export const isGrantLive = async (db: Kysely<SsoDatabase>, name: string): Promise<boolean> => {
  const row = await db
    .selectFrom("oidc_entity")
    .select("model")
    .where("model", "=", "Grant")
    .where("id_hash", "=", Buffer.from(name, "base64url"))
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .executeTakeFirst();
  return row !== undefined;
};
