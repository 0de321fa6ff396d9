import type { Lang, Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** What an account holds beside what its owner's sign-in needs. */
export type Profile = Readonly<{
  name: Text;
  dateOfBirth: string;
  registryCheckedAt: Date | null;
  email: string | null;
  emailVerifiedAt: Date | null;
  language: Lang;
}>;

export const findProfile = async (db: Db, personId: string): Promise<Profile | undefined> =>
  await db
    .selectFrom("account")
    .select([
      "name",
      sql<string>`date_of_birth::text`.as("dateOfBirth"),
      "registry_checked_at as registryCheckedAt",
      "email",
      "email_verified_at as emailVerifiedAt",
      "language",
    ])
    .where("id", "=", personId)
    .executeTakeFirst();

export const setLanguage = async (db: Db, personId: string, language: Lang): Promise<void> => {
  await db
    .updateTable("account")
    .set({ language, updated_at: sql`now()` })
    .where("id", "=", personId)
    .execute();
};

/** An address whose code was typed; or none. Gives the one before, where it was confirmed. */
export const setVerifiedEmail = async (
  db: Db,
  personId: string,
  email: string | null,
): Promise<string | undefined> => {
  const { rows } = await sql<{ before: string | null }>`
    with old as (select id, email, email_verified_at from account where id = ${personId} for update)
    update account set email = ${email}, updated_at = now(),
      email_verified_at = case when ${email}::text is null then null else now() end
    from old where account.id = old.id
    returning case when old.email_verified_at is not null then old.email end as before`.execute(db);
  return rows[0]?.before ?? undefined;
};

/** Remembers a phone that was changed, so that the one before can take it back. */
export const insertPhoneChange = async (
  db: Db,
  change: Readonly<{ personId: string; oldPhone: string; newPhone: string; at: Date }>,
): Promise<string> => {
  const { id } = await db
    .insertInto("phone_change")
    .values({
      person_id: change.personId,
      old_phone: change.oldPhone,
      new_phone: change.newPhone,
      changed_at: change.at,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
};

export type PhoneChange = Readonly<{ personId: string; oldPhone: string; newPhone: string }>;

/** A change that can still be taken back, locked. */
export const findPhoneChange = async (
  db: Db,
  id: string,
  since: Date,
): Promise<PhoneChange | undefined> =>
  await db
    .selectFrom("phone_change")
    .select(["person_id as personId", "old_phone as oldPhone", "new_phone as newPhone"])
    .where("id", "=", id)
    .where("stopped_at", "is", null)
    .where("changed_at", ">", since)
    .forUpdate()
    .executeTakeFirst();

/** Takes back this change and all after it: the first one's old phone is the owner's. */
export const stopPhoneChanges = async (db: Db, personId: string, id: string): Promise<void> => {
  await db
    .updateTable("phone_change")
    .set({ stopped_at: sql`now()` })
    .where("person_id", "=", personId)
    .where("id", ">=", id)
    .execute();
};
