import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Account } from "./account.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("account")
    .select(["id", "national_id as nationalId", "name", "phone", "language", "status"])
    .select(sql<"citizen">`'citizen'`.as("kind"));

export const findAccountById = async (db: Db, id: string): Promise<Account | undefined> =>
  await select(db).where("id", "=", id).executeTakeFirst();

/** The address that a citizen has proved to be theirs. */
export const findVerifiedEmail = async (db: Db, id: string): Promise<string | undefined> => {
  const row = await db
    .selectFrom("account")
    .select("email")
    .where("id", "=", id)
    .where("email_verified_at", "is not", null)
    .executeTakeFirst();
  return row?.email ?? undefined;
};

/** A citizen and their password's hash, for the first step of a sign-in. */
export const findAccountWithPassword = async (
  db: Db,
  nationalId: string,
): Promise<(Account & { hash: string }) | undefined> =>
  await select(db)
    .innerJoin("credential", (join) =>
      join.onRef("person_id", "=", "account.id").on("credential.kind", "=", "password"),
    )
    .select("hash")
    .where("national_id", "=", nationalId)
    .executeTakeFirst();

export type NewAccount = Readonly<{
  nationalId: string;
  name: Text;
  dateOfBirth: string;
  phone: string;
  email?: string | undefined;
}>;

/** Creates an account or brings its facts up to date; its status stays as it is. */
export const putAccount = async (
  db: Db,
  account: NewAccount,
): Promise<{ id: string; created: boolean }> => {
  const values = {
    name: JSON.stringify(account.name),
    date_of_birth: account.dateOfBirth,
    phone: account.phone,
    email: account.email ?? null,
  };
  return await db
    .insertInto("account")
    .values({ national_id: account.nationalId, ...values })
    .onConflict((conflict) =>
      conflict.column("national_id").doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
};
