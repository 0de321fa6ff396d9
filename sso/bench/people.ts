import { withCheckDigit } from "@gov/country/national-id.ts";
import { openDatabase } from "@gov/kit/db.ts";
import { hash } from "@node-rs/argon2";
import { sql } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

export const password = "the password of everyone here";
export const parameters = { memoryCost: 19 * 1_024, timeCost: 2, parallelism: 1 } as const;

/** So many that nobody signs in often enough to be stopped. */
const peopleThere = 20_000;

type BenchPerson = Readonly<{ nationalId: string; phone: string; address: string }>;

/** The nth person, in a circle: a number, a phone and an address of their own. */
export const personAt = (turn: number): BenchPerson => {
  const index = turn % peopleThere;
  return {
    nationalId: withCheckDigit(String(40_000_000 + index)),
    phone: `+97059${String(9_000_000 - index).padStart(7, "0")}`,
    address: `10.0.${Math.floor(index / 256)}.${index % 256}`,
  };
};

/** Puts everybody in, all with one password, in one statement. */
export const fillPeople = async (databaseUrl: string): Promise<void> => {
  const db = openDatabase<SsoDatabase>(databaseUrl, { max: 1 });
  const people = Array.from({ length: peopleThere }, (_, index) => personAt(index));
  const stored = await hash(password, parameters);
  await sql`
    with born as (
      insert into account (national_id, name, date_of_birth, phone)
      select national_id, '{"ar": "أمل", "en": "Amal"}', '1990-01-01', phone
        from unnest(${people.map(({ nationalId }) => nationalId)}::text[],
          ${people.map(({ phone }) => phone)}::text[]) as person (national_id, phone)
      returning id)
    insert into credential (person_id, kind, hash)
    select id, 'password', ${stored} from born`.execute(db);
  await sql`vacuum analyze`.execute(db);
  await db.destroy();
};
