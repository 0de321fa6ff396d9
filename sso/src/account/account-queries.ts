import type { Lang, Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Proofing } from "#src/proofing/proofing.ts";
import type { Account } from "./account.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("account")
    .select(["id", "national_id as nationalId", "name", "phone", "language", "status"])
    .select(sql<Proofing>`proofing`.as("proofing"))
    .select(sql<"citizen">`'citizen'`.as("kind"));

export const findAccountById = async (db: Db, id: string): Promise<Account | undefined> =>
  await select(db).where("id", "=", id).executeTakeFirst();

export const findAccountByNationalId = async (
  db: Db,
  nationalId: string,
): Promise<Account | undefined> =>
  await select(db).where("national_id", "=", nationalId).executeTakeFirst();

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

/**
 * Creates an account or brings its facts up to date, as an institution's system has them from the
 * civil registry; its status stays as it is.
 */
export const putAccount = async (
  db: Db,
  account: NewAccount,
): Promise<{ id: string; created: boolean }> => {
  const values = {
    name: JSON.stringify(account.name),
    date_of_birth: account.dateOfBirth,
    phone: account.phone,
    email: account.email ?? null,
    registry_checked_at: sql<Date>`now()`,
  };
  // Who was seen face to face stays so.
  const proofing = sql<string>`case when account.proofing = 'counter' then 'counter' else 'registry' end`;
  return await db
    .insertInto("account")
    .values({ national_id: account.nationalId, ...values, proofing: "registry" })
    .onConflict((conflict) =>
      conflict.column("national_id").doUpdateSet({ ...values, proofing, updated_at: sql`now()` }),
    )
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
};

/** An account that its owner opens. */
export type OpenedAccount = Readonly<{
  nationalId: string;
  name: Text;
  dateOfBirth: string;
  phone: string;
  language: Lang;
  proofing: Proofing;
  registryCheckedAt?: Date | undefined;
}>;

/** Undefined when somebody of this number has an account meanwhile. */
export const insertAccount = async (
  db: Db,
  account: OpenedAccount,
): Promise<string | undefined> => {
  const row = await db
    .insertInto("account")
    .values({
      national_id: account.nationalId,
      name: JSON.stringify(account.name),
      date_of_birth: account.dateOfBirth,
      phone: account.phone,
      language: account.language,
      proofing: account.proofing,
      registry_checked_at: account.registryCheckedAt ?? null,
    })
    .onConflict((conflict) => conflict.column("national_id").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

/** Takes an account away with its password; what hangs on its id opens nothing any more. */
export const deleteAccount = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom("credential").where("person_id", "=", id).execute();
  await db.deleteFrom("account").where("id", "=", id).execute();
};
