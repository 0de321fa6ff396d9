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
