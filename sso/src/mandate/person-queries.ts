import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** True when the person is eighteen by today's date here. */
export const isOfAge = async (db: Kysely<SsoDatabase>, personId: string): Promise<boolean> => {
  const row = await db
    .selectFrom("account")
    .select("id")
    .where("id", "=", personId)
    .where(
      sql<boolean>`date_of_birth + interval '18 years' <= (now() at time zone 'Asia/Hebron')::date`,
    )
    .executeTakeFirst();
  return row !== undefined;
};
