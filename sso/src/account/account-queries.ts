import type { Lang, Text } from "@gov/kit/text.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { KnownFacts } from "#src/credential/password-strength.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Proofing } from "#src/proofing/proofing.ts";
import type { Account } from "./account.ts";

type Db = Kysely<SsoDatabase>;

const select = (db: Db) =>
  db
    .selectFrom("account")
    .select(["id", "national_id as nationalId", "name", "phone", "language", "status"])
    .select("is_test as isTest")
    .select(sql<string>`date_of_birth::text`.as("dateOfBirth"))
    .select(sql<Proofing>`proofing`.as("proofing"))
    .select(sql<"citizen">`'citizen'`.as("kind"));

/** The same as JSON, for statements that read an account with something else. */
export const accountAsJson = (account: string): string =>
  `json_build_object('kind', 'citizen', 'id', ${account}.id, 'nationalId', ${account}.national_id,
    'name', ${account}.name, 'phone', ${account}.phone, 'language', ${account}.language,
    'status', ${account}.status, 'dateOfBirth', ${account}.date_of_birth,
    'isTest', ${account}.is_test, 'proofing', ${account}.proofing)`;

export const findAccountById = async (db: Db, id: string): Promise<Account | undefined> =>
  await select(db).where("id", "=", id).executeTakeFirst();

/** True of an account that works; nobody suspends it until the transaction ends. */
export const holdActiveAccount = async (
  tx: Transaction<SsoDatabase>,
  id: string,
): Promise<boolean> => {
  const query = tx.selectFrom("account").select("id").where("id", "=", id);
  return (await query.where("status", "=", "active").forShare().executeTakeFirst()) !== undefined;
};

export const findAccountByNationalId = async (
  db: Db,
  nationalId: string,
): Promise<Account | undefined> =>
  await select(db).where("national_id", "=", nationalId).executeTakeFirst();

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

export type NewAccount = Readonly<{
  nationalId: string;
  name: Text;
  dateOfBirth: string;
  phone: string;
  email?: string | undefined;
  test?: boolean | undefined;
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
    is_test: account.test ?? false,
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

/** Takes an account away; its factors are taken before, see `deleteFactors`. */
export const deleteAccount = async (db: Db, id: string): Promise<void> => {
  await db.deleteFrom("account").where("id", "=", id).execute();
};

export const setPhone = async (db: Db, id: string, phone: string): Promise<void> => {
  await db
    .updateTable("account")
    .set({ phone, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
};

/** What others know about a person, so that it makes no password; with the phone as it is now. */
export const findPersonFacts = async (db: Db, id: string): Promise<KnownFacts | undefined> => {
  const row = await db
    .selectFrom("account")
    .select(["national_id", "name", "phone", sql<string>`date_of_birth::text`.as("birth")])
    .where("id", "=", id)
    .executeTakeFirst();
  return (
    row && {
      names: [row.name.ar, row.name.en],
      nationalId: row.national_id,
      phone: row.phone,
      dateOfBirth: row.birth,
    }
  );
};
