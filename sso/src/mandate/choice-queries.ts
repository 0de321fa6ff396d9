import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";

type Db = Kysely<SsoDatabase>;

/** For whom a person acts under a grant; `mandateId` null stands for themselves. */
export type Choice = Readonly<{ mandateId: string | null }>;

export const findChoice = async (db: Db, grantId: string): Promise<Choice | undefined> =>
  await db
    .selectFrom("mandate_choice")
    .select("mandate_id as mandateId")
    .where("grant_id", "=", grantId)
    .executeTakeFirst();

/** Writes a grant's choice down. A grant keeps the one it got: another choice is another grant. */
export const recordChoice = async (db: Db, grantId: string, choice: Choice): Promise<void> => {
  await db
    .insertInto("mandate_choice")
    .values({ grant_id: grantId, mandate_id: choice.mandateId })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

/** Ends every grant under a mandate: its codes, refresh tokens and opaque access tokens with it. */
export const endGrantsOf = async (tx: Db, mandateId: string): Promise<void> => {
  await sql`
    delete from oidc_entity where grant_id in
      (select grant_id from mandate_choice where mandate_id = ${mandateId})`.execute(tx);
  await sql`
    delete from oidc_entity where model = 'Grant' and id_hash in
      (select sha256(convert_to(grant_id, 'UTF8')) from mandate_choice
        where mandate_id = ${mandateId})`.execute(tx);
};

/** Deletes choices whose grant is no more, at most `limit`; gives how many. */
export const sweepChoices = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(
    db,
    "mandate_choice",
    sql`chosen_at < now() - interval '1 day' and not exists
      (select from oidc_entity where model = 'Grant'
        and id_hash = sha256(convert_to(mandate_choice.grant_id, 'UTF8')))`,
    limit,
  );
