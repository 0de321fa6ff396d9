import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { WishDetail } from "./wish.ts";

type Db = Kysely<SsoDatabase>;

export type RequestAct = "grant" | "revoke" | "move" | "resume" | "leave" | "reset";

/** What somebody asked for and a second person has to agree to. */
export type StaffRequest = Readonly<{
  id: string;
  staffId: string;
  act: RequestAct;
  detail: WishDetail;
  institution: string;
  requestedBy: string | null;
  requestedClient: string | null;
  createdAt: Date;
  expiresAt: Date;
}>;

/** The same with the names that a page shows. */
export type ShownRequest = StaffRequest &
  Readonly<{ name: Text; username: string; home: string; askedBy: Text | null }>;

const select = (db: Db) =>
  db
    .selectFrom("staff_request")
    .select(["staff_request.id", "staff_id as staffId", "act", "staff_request.institution"])
    .select(["requested_by as requestedBy", "requested_client as requestedClient"])
    .select(["staff_request.created_at as createdAt", "expires_at as expiresAt"])
    .select(sql<WishDetail>`detail`.as("detail"))
    .where("state", "=", "pending")
    .where(sql<boolean>`expires_at > now()`);

const selectShown = (db: Db) =>
  select(db)
    .innerJoin("staff as about", "about.id", "staff_id")
    .leftJoin("staff as asker", "asker.id", "requested_by")
    .select(["about.name", "about.username", "about.institution as home"])
    .select("asker.name as askedBy");

/** Requests that an institution's administrators decide or made, oldest first. */
export const listRequestsOf = async (db: Db, institution: string): Promise<ShownRequest[]> =>
  await selectShown(db)
    .where((where) =>
      where.or([
        where("staff_request.institution", "=", institution),
        where("about.institution", "=", institution),
      ]),
    )
    .orderBy("staff_request.created_at")
    .limit(200)
    .execute();

/** Requests that only operators can decide: their institution has no other administrator. */
export const listRequestsForOperators = async (db: Db): Promise<ShownRequest[]> =>
  await selectShown(db)
    .where(
      sql<boolean>`not exists (select 1 from staff other
        where other.institution = staff_request.institution and other.status = 'active'
          and 'administrator' = any(other.roles) and other.id <> staff_id
          and other.id is distinct from requested_by)`,
    )
    .orderBy("staff_request.created_at")
    .limit(200)
    .execute();

export const listRequestsAbout = async (db: Db, staffId: string): Promise<ShownRequest[]> =>
  await selectShown(db)
    .where("staff_id", "=", staffId)
    .orderBy("staff_request.created_at")
    .execute();

export const findRequest = async (db: Db, id: string): Promise<StaffRequest | undefined> =>
  await select(db).where("staff_request.id", "=", id).executeTakeFirst();

/** The same, held: of two who decide at once the second finds nothing. */
export const lockRequest = async (tx: Db, id: string): Promise<StaffRequest | undefined> =>
  await select(tx).where("staff_request.id", "=", id).forUpdate().executeTakeFirst();

/** Writes a request down; undefined where the same is asked for already. */
export const insertRequest = async (
  tx: Db,
  request: Pick<StaffRequest, "staffId" | "act" | "detail" | "institution"> &
    Readonly<{ requestedBy?: string; requestedClient?: string }>,
): Promise<string | undefined> => {
  // One that ran out and was not swept yet must not stand in the way.
  await expireRequests(tx, 100);
  const row = await tx
    .insertInto("staff_request")
    .values({
      staff_id: request.staffId,
      act: request.act,
      detail: JSON.stringify(request.detail),
      institution: request.institution,
      requested_by: request.requestedBy ?? null,
      requested_client: request.requestedClient ?? null,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["staff_id", "act"])
        .where(sql<boolean>`state = 'pending'`)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

export const closeRequest = async (
  tx: Db,
  id: string,
  state: "confirmed" | "refused" | "cancelled",
  decidedBy: string | null,
): Promise<void> => {
  await tx
    .updateTable("staff_request")
    .set({ state, decided_by: decidedBy, decided_at: sql`now()` })
    .where("id", "=", id)
    .execute();
};

/** Ends what is asked about or by somebody who is gone; gives how many. */
export const cancelRequestsWith = async (tx: Db, staffId: string): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable("staff_request")
    .set({ state: "cancelled", decided_at: sql`now()` })
    .where("state", "=", "pending")
    .where((where) =>
      where.or([where("staff_id", "=", staffId), where("requested_by", "=", staffId)]),
    )
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** Ends what somebody asked for who may not ask any more; gives how many. */
export const cancelRequestsBy = async (tx: Db, staffId: string): Promise<number> => {
  const { numUpdatedRows } = await tx
    .updateTable("staff_request")
    .set({ state: "cancelled", decided_at: sql`now()` })
    .where("state", "=", "pending")
    .where("requested_by", "=", staffId)
    .executeTakeFirst();
  return Number(numUpdatedRows);
};

/** Marks requests that nobody decided in time, at most `limit`; gives whom they were about. */
export const expireRequests = async (db: Db, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ staff_id: string }>`
    update staff_request set state = 'expired', decided_at = now() where id in
      (select id from staff_request where state = 'pending' and expires_at <= now()
        limit ${limit} for update skip locked)
    returning staff_id`.execute(db);
  return rows.map((row) => row.staff_id);
};
