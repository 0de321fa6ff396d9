import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { Staff } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { putAuthenticator } from "#src/totp/authenticator-queries.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("staff")
    .select(["id", "username", "name", "institution", "roles", "status"])
    .select(sql<"staff">`'staff'`.as("kind"));

export const findStaffById = async (db: Db, id: string): Promise<Staff | undefined> =>
  await select(db).where("id", "=", id).executeTakeFirst();

/** An employee and their password's hash, for the first step of a sign-in. */
export const findStaffWithPassword = async (
  db: Db,
  username: string,
): Promise<(Staff & { hash: string }) | undefined> =>
  await select(db)
    .innerJoin("credential", (join) =>
      join.onRef("person_id", "=", "staff.id").on("credential.kind", "=", "password"),
    )
    .select("hash")
    .where("username", "=", username)
    .executeTakeFirst();

export type NewStaff = Readonly<{
  username: string;
  name: Text;
  institution: string;
  roles: readonly string[];
  totpSecret?: string | undefined;
}>;

/** Creates an employee or brings their facts up to date; without a secret the old one stays. */
export const putStaff = async (
  db: Db,
  key: Uint8Array,
  staff: NewStaff,
): Promise<{ id: string; created: boolean }> => {
  const values = {
    name: JSON.stringify(staff.name),
    institution: staff.institution,
    roles: [...staff.roles],
  };
  const stored = await db
    .insertInto("staff")
    .values({ username: staff.username, ...values })
    .onConflict((conflict) =>
      conflict.column("username").doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
  if (staff.totpSecret !== undefined) {
    await putAuthenticator(db, key, stored.id, staff.totpSecret);
  }
  return stored;
};
