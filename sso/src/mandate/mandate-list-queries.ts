import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Mandate } from "./mandate.ts";

type Db = Kysely<SsoDatabase>;

/** A mandate with the name of who holds it, as both sides see it. */
export type ShownMandate = Mandate & Readonly<{ representativeName: Text; createdAt: Date }>;

const select = (db: Db) =>
  db
    .selectFrom("mandate")
    .innerJoin("account", "account.id", "mandate.representative_id")
    .select([
      "mandate.id",
      "mandate.kind",
      "mandate.representative_id as representativeId",
      "mandate.represented_number as representedNumber",
      "mandate.represented_name as representedName",
      "mandate.role",
      "mandate.services",
      "mandate.state",
      "mandate.valid_from as validFrom",
      "mandate.valid_until as validUntil",
      "mandate.answer_until as answerUntil",
      "mandate.checked_at as checkedAt",
      "mandate.ended_by as endedBy",
      "mandate.created_at as createdAt",
      "account.name as representativeName",
    ]);

const shown = 100;

const companiesOf = (db: Db, personId: string) =>
  db
    .selectFrom("mandate as own")
    .select("own.represented_number")
    .where("own.representative_id", "=", personId)
    .where("own.kind", "=", "company")
    .where("own.state", "=", "active");

/** Mandates by which the person acts for others, those alive first. */
export const listReceived = async (db: Db, personId: string): Promise<ShownMandate[]> =>
  await select(db)
    .where("mandate.representative_id", "=", personId)
    .orderBy(sql`mandate.state not in ('proposed', 'active')`)
    .orderBy("mandate.created_at", "desc")
    .limit(shown)
    .execute();

/**
 * Mandates by which others act for the person, or for a company that the person represents: its
 * representatives see each other.
 */
export const listGiven = async (
  db: Db,
  person: Readonly<{ id: string; nationalId: string }>,
): Promise<ShownMandate[]> =>
  await select(db)
    .where("mandate.representative_id", "<>", person.id)
    .where((is) =>
      is.or([
        is.and([
          is("mandate.kind", "<>", "company"),
          is("mandate.represented_number", "=", person.nationalId),
        ]),
        is.and([
          is("mandate.kind", "=", "company"),
          is("mandate.represented_number", "in", companiesOf(db, person.id)),
        ]),
      ]),
    )
    .orderBy(sql`mandate.state not in ('proposed', 'active')`)
    .orderBy("mandate.created_at", "desc")
    .limit(shown)
    .execute();

export const findShownMandate = async (db: Db, id: string): Promise<ShownMandate | undefined> =>
  await select(db).where("mandate.id", "=", id).executeTakeFirst();

/** True when the person represents this company now. */
export const representsCompany = async (
  db: Db,
  personId: string,
  registrationNumber: string,
): Promise<boolean> =>
  (await companiesOf(db, personId)
    .where("own.represented_number", "=", registrationNumber)
    .executeTakeFirst()) !== undefined;

/** Whom to tell on a company's side: who else represents it. */
export const listCompanyRepresentatives = async (
  db: Db,
  registrationNumber: string,
  except: string,
): Promise<string[]> => {
  const rows = await db
    .selectFrom("mandate")
    .select("representative_id as id")
    .where("kind", "=", "company")
    .where("represented_number", "=", registrationNumber)
    .where("state", "=", "active")
    .where("representative_id", "<>", except)
    .limit(shown)
    .execute();
  return rows.map(({ id }) => id);
};
