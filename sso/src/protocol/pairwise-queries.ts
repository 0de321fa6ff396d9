import { randomToken } from "@gov/kit/crypto.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Named = Readonly<{ personId: string; sector: string }>;

const findSubject = async (db: Kysely<SsoDatabase>, of: Named): Promise<string | undefined> => {
  const row = await db
    .selectFrom("pairwise_subject")
    .select("subject")
    .where("person_id", "=", of.personId)
    .where("sector", "=", of.sector)
    .executeTakeFirst();
  return row?.subject;
};

/** The `sub` of a person towards a sector; the first to ask makes it, all others get the same. */
export const pairwiseSubject = async (db: Kysely<SsoDatabase>, of: Named): Promise<string> => {
  const known = await findSubject(db, of);
  if (known !== undefined) return known;
  await db
    .insertInto("pairwise_subject")
    .values({ person_id: of.personId, sector: of.sector, subject: randomToken(24) })
    .onConflict((conflict) => conflict.columns(["person_id", "sector"]).doNothing())
    .execute();
  const made = await findSubject(db, of);
  if (made === undefined) throw new Error("a pairwise subject was not stored");
  return made;
};
