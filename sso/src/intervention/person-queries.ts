import type { Kysely } from "kysely";
import { findAccountById } from "#src/account/account-queries.ts";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { findStaffById } from "#src/staff/staff-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A person by their id, suspended ones too. */
export const findAnyPerson = async (db: Db, id: string): Promise<Person | undefined> =>
  (await findAccountById(db, id)) ?? (await findStaffById(db, id));

/** The id of a citizen by identity number, or of an employee by username. */
export const findPersonId = async (db: Db, typed: string): Promise<string | undefined> => {
  const citizen = await db
    .selectFrom("account")
    .select("id")
    .where("national_id", "=", typed)
    .executeTakeFirst();
  if (citizen) return citizen.id;
  const staff = await db
    .selectFrom("staff")
    .select("id")
    .where("username", "=", typed.toLowerCase())
    .executeTakeFirst();
  return staff?.id;
};

/** A suspension whose lifting waits for a second operator. */
export type WaitingLift = Readonly<{
  personId: string;
  identifier: string;
  askedAt: Date;
  askedBy: string;
  reason: string;
}>;

const mostWaiting = 100;

/** What waits for a second operator, the longest first. */
export const listWaitingLifts = async (db: Db): Promise<WaitingLift[]> => {
  const rows = await db
    .selectFrom("suspension as s")
    .leftJoin("account as a", "a.id", "s.person_id")
    .leftJoin("staff as e", "e.id", "s.person_id")
    .select(["s.person_id", "s.lift_asked_at", "s.lift_asked_by", "s.lift_reason"])
    .select(["a.national_id", "e.username"])
    .where("s.lift_asked_at", "is not", null)
    .where("s.lifted_at", "is", null)
    .orderBy("s.lift_asked_at")
    .limit(mostWaiting)
    .execute();
  return rows.map((row) => ({
    personId: row.person_id,
    identifier: row.national_id ?? row.username ?? "",
    askedAt: row.lift_asked_at ?? new Date(0),
    askedBy: row.lift_asked_by ?? "",
    reason: row.lift_reason ?? "",
  }));
};

/** Withdraws a password: nobody signs in with it any more. */
export const withdrawPassword = async (db: Db, personId: string): Promise<void> => {
  await db
    .deleteFrom("credential")
    .where("person_id", "=", personId)
    .where("kind", "=", "password")
    .execute();
};
