import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** Whether the person of this identifier signed in from this network in the last ninety days. */
export const isFamiliar = async (
  db: Kysely<SsoDatabase>,
  who: Readonly<{ kind: "citizen" | "staff"; identifier: string; network: string }>,
): Promise<boolean> => {
  const person =
    who.kind === "citizen"
      ? db.selectFrom("account").select("id").where("national_id", "=", who.identifier)
      : db.selectFrom("staff").select("id").where("username", "=", who.identifier);
  const row = await db
    .selectFrom("audit_event")
    .select("event")
    .where("person_id", "=", person)
    .where("event", "=", "sign-in.completed")
    .where("at", ">", sql<Date>`now() - interval '90 days'`)
    .where(sql<boolean>`address <<= ${who.network}::inet`)
    .limit(1)
    .executeTakeFirst();
  return row !== undefined;
};
