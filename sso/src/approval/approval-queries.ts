import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { approvalSeconds, type Approval, type ApprovalState } from "./approval.ts";

type Db = Kysely<SsoDatabase>;

const columns = [
  "id",
  "challenge",
  "numbers",
  "number",
  "service",
  "domain",
  "address",
  "asked_at as askedAt",
  "expires_at as expiresAt",
] as const;

/** A pending approval whose time is over is expired, whoever looks first. */
const stateNow = sql<ApprovalState>`
  case when state = 'pending' and expires_at <= now() then 'expired' else state end`;

export type NewApproval = Pick<
  Approval,
  "challenge" | "numbers" | "number" | "service" | "domain"
> &
  Readonly<{ interactionId: string; personId: string; address: string }>;

/**
 * Asks a person's apps about a sign-in, in place of an earlier question of the same sign-in. False
 * while another sign-in of theirs waits for an answer.
 */
export const askApproval = async (db: Db, asked: NewApproval): Promise<boolean> =>
  await db.transaction().execute(async (tx) => {
    await tx
      .updateTable("approval")
      .set({ state: "expired" })
      .where("person_id", "=", asked.personId)
      .where("state", "=", "pending")
      .where((where) =>
        where.or([
          where("expires_at", "<=", sql<Date>`now()`),
          where("interaction_id", "=", asked.interactionId),
        ]),
      )
      .execute();
    await tx.deleteFrom("approval").where("interaction_id", "=", asked.interactionId).execute();
    const row = await tx
      .insertInto("approval")
      .values({
        interaction_id: asked.interactionId,
        person_id: asked.personId,
        challenge: asked.challenge,
        numbers: [...asked.numbers],
        number: asked.number,
        service: JSON.stringify(asked.service satisfies Text),
        domain: asked.domain,
        address: asked.address,
        state: "pending",
        expires_at: sql<Date>`now() + make_interval(secs => ${approvalSeconds})`,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning("id")
      .executeTakeFirst();
    return row !== undefined;
  });

/** What was asked about a sign-in, as it stands now. */
export const findApproval = async (
  db: Db,
  interactionId: string,
  personId: string,
): Promise<Approval | undefined> =>
  await db
    .selectFrom("approval")
    .select(columns)
    .select(stateNow.as("state"))
    .where("interaction_id", "=", interactionId)
    .where("person_id", "=", personId)
    .executeTakeFirst();

/** What waits for a person's answer; never more than one. */
export const listPending = async (db: Db, personId: string): Promise<Approval[]> =>
  await db
    .selectFrom("approval")
    .select(columns)
    .select(stateNow.as("state"))
    .where("person_id", "=", personId)
    .where("state", "=", "pending")
    .where("expires_at", ">", sql<Date>`now()`)
    .execute();

/** Settles what is pending. False when it was settled before or its time is over. */
export const settleApproval = async (
  db: Db,
  id: string,
  state: "approved" | "refused",
): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("approval")
    .set({ state })
    .where("id", "=", id)
    .where("state", "=", "pending")
    .where("expires_at", ">", sql<Date>`now()`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Uses an approval up for the one sign-in it was given to. */
export const spendApproval = async (db: Db, id: string): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("approval")
    .set({ state: "spent" })
    .where("id", "=", id)
    .where("state", "=", "approved")
    .where("expires_at", ">", sql<Date>`now() - make_interval(secs => ${approvalSeconds})`)
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Forgets approvals a day after their time, at most `limit`; gives how many. */
export const sweepApprovals = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "approval", sql`expires_at < now() - interval '1 day'`, limit);
