import { foldForSearch } from "@gov/country/search-folding.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely, type Transaction } from "kysely";
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

/** Where an employee stands, until the transaction ends. */
export const lockStanding = async (
  tx: Transaction<SsoDatabase>,
  username: string,
): Promise<Pick<Staff, "institution" | "roles"> | undefined> =>
  await tx
    .selectFrom("staff")
    .select(["institution", "roles"])
    .where("username", "=", username)
    .forUpdate()
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
    search_text: foldForSearch(
      `${staff.username.replace(/[._-]/g, " ")} ${staff.name.ar} ${staff.name.en}`,
    ),
  };
  const stored = await db
    .insertInto("staff")
    .values({ username: staff.username, ...values })
    .onConflict((conflict) =>
      conflict.column("username").doUpdateSet({
        ...values,
        // Now that there is a password, whoever was invited need not set one up.
        status: sql`case staff.status when 'invited' then 'active' else staff.status end`,
        updated_at: sql`now()`,
      }),
    )
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
  if (staff.totpSecret !== undefined) {
    await putAuthenticator(db, key, stored.id, staff.totpSecret);
  }
  return stored;
};
