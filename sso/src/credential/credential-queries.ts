import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** Sets a person's password, given as its argon2id hash. */
export const putPassword = async (
  db: Kysely<SsoDatabase>,
  personId: string,
  hash: string,
): Promise<void> => {
  await db
    .insertInto("credential")
    .values({ person_id: personId, kind: "password", hash })
    .onConflict((conflict) =>
      conflict.columns(["person_id", "kind"]).doUpdateSet({ hash, changed_at: sql`now()` }),
    )
    .execute();
};

/** Takes a person's password away: they choose another before they sign in again. */
export const deletePassword = async (db: Kysely<SsoDatabase>, personId: string): Promise<void> => {
  await db
    .deleteFrom("credential")
    .where("person_id", "=", personId)
    .where("kind", "=", "password")
    .execute();
};
