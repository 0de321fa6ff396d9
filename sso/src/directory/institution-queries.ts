import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** An institution whose employees sign in. */
export type Institution = Readonly<{
  code: string;
  name: Text;
  /** The roles that it may hand out. */
  roles: readonly string[];
  status: "active" | "closed";
}>;

const select = (db: Db) => db.selectFrom("institution").select(["code", "name", "roles", "status"]);

export const findInstitution = async (db: Db, code: string): Promise<Institution | undefined> =>
  await select(db).where("code", "=", code).executeTakeFirst();

/** Those that people can be moved to, by their Arabic name. */
export const listInstitutions = async (db: Db): Promise<Institution[]> =>
  await select(db)
    .where("status", "=", "active")
    .orderBy(sql`name ->> 'ar'`)
    .limit(1_000)
    .execute();

/**
 * Holds institutions for the rest of the transaction, in one order, so that two changes never wait
 * for each other. What counts administrators must hold their institution.
 */
export const lockInstitutions = async (tx: Db, codes: readonly string[]): Promise<Institution[]> =>
  await select(tx)
    .where("code", "in", [...codes])
    .orderBy("code")
    .forUpdate()
    .execute();

/** Registers an institution or brings it up to date. */
export const putInstitution = async (
  db: Db,
  institution: Omit<Institution, "status"> & Partial<Pick<Institution, "status">>,
): Promise<{ created: boolean }> => {
  const values = {
    name: JSON.stringify(institution.name),
    roles: [...institution.roles],
    status: institution.status ?? "active",
  };
  return await db
    .insertInto("institution")
    .values({ code: institution.code, ...values })
    .onConflict((conflict) =>
      conflict.column("code").doUpdateSet({ ...values, updated_at: sql`now()` }),
    )
    .returning(sql<boolean>`xmax = 0`.as("created"))
    .executeTakeFirstOrThrow();
};
