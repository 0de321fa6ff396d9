import { foldForSearch, searchWords } from "@gov/country/search-folding.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Staff, StaffStatus } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { lockFactors } from "#src/factor/factor-queries.ts";

type Db = Kysely<SsoDatabase>;

/** An employee as their institution's directory knows them. */
export type Employee = Staff &
  Readonly<{
    email: string | null;
    phone: string | null;
    /** The last day of work, `2026-11-26`. */
    leavesOn: string | null;
    version: bigint;
    externalId: string | null;
    givenName: string | null;
    familyName: string | null;
    createdAt: Date;
    updatedAt: Date;
  }>;

export const selectEmployees = (db: Db) =>
  db
    .selectFrom("staff")
    .select(["staff.id", "username", "staff.name", "institution", "staff.roles", "staff.status"])
    .select(["email", "phone", "version", "external_id as externalId"])
    .select(["given_name as givenName", "family_name as familyName"])
    .select(["staff.created_at as createdAt", "staff.updated_at as updatedAt"])
    .select(sql<"staff">`'staff'`.as("kind"))
    .select(sql<string | null>`leaves_on::text`.as("leavesOn"));

export const findEmployee = async (db: Db, id: string): Promise<Employee | undefined> =>
  await selectEmployees(db).where("staff.id", "=", id).executeTakeFirst();

export const findEmployeeByUsername = async (
  db: Db,
  username: string,
): Promise<Employee | undefined> =>
  await selectEmployees(db).where("username", "=", username).executeTakeFirst();

/** The same, held for the rest of the transaction. */
export const lockEmployee = async (tx: Db, id: string): Promise<Employee | undefined> =>
  await selectEmployees(tx).where("staff.id", "=", id).forUpdate().executeTakeFirst();

export type EmployeeList = Readonly<{ rows: readonly Employee[]; total: number }>;

/** Employees of an institution by name, those whose name or address has every word of `search`. */
export const listEmployees = async (
  db: Db,
  input: Readonly<{
    institution: string;
    search: string;
    gone: boolean;
    limit: number;
    offset: number;
  }>,
): Promise<EmployeeList> => {
  const words = searchWords(input.search.replace(/[._@-]/g, " ")).slice(0, 8);
  const matching = <Q extends { where: (expression: ReturnType<typeof sql<boolean>>) => Q }>(
    query: Q,
  ): Q =>
    words.reduce(
      (narrowed, word) => narrowed.where(sql<boolean>`position(${word} in search_text) > 0`),
      query
        .where(sql<boolean>`institution = ${input.institution}`)
        .where(sql<boolean>`(staff.status = 'left') = ${input.gone}`),
    );
  const rows = await matching(selectEmployees(db))
    .orderBy(sql`staff.name ->> 'ar'`)
    .orderBy("username")
    .limit(input.limit)
    .offset(input.offset)
    .execute();
  const { total } = await matching(
    db.selectFrom("staff").select(sql<number>`count(*)::int`.as("total")),
  ).executeTakeFirstOrThrow();
  return { rows, total };
};

/** Active administrators of an institution beside these people, none who is about to leave. */
export const countOtherAdministrators = async (
  db: Db,
  institution: string,
  beside: readonly (string | null)[],
): Promise<number> => {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from staff
    where institution = ${institution} and status = 'active' and 'administrator' = any(roles)
      and leaves_on is null
      and not id = any(${beside.filter((id) => id !== null)}::uuid[])`.execute(db);
  return rows[0]?.count ?? 0;
};

const searchText = (username: string, name: Text, email: string | null): string =>
  foldForSearch(`${username} ${name.ar} ${name.en} ${email ?? ""}`.replace(/[._@-]/g, " "));

export type EmployeeFacts = Readonly<{
  name: Text;
  email: string | null;
  phone: string | null;
  externalId?: string | null;
  givenName?: string | null;
  familyName?: string | null;
}>;

const factColumns = (username: string, facts: EmployeeFacts) => ({
  name: JSON.stringify(facts.name),
  email: facts.email,
  phone: facts.phone,
  search_text: searchText(username, facts.name, facts.email),
  ...(facts.externalId === undefined ? {} : { external_id: facts.externalId }),
  ...(facts.givenName === undefined ? {} : { given_name: facts.givenName }),
  ...(facts.familyName === undefined ? {} : { family_name: facts.familyName }),
});

/** Writes a joiner down; undefined where the username is taken. */
export const insertEmployee = async (
  tx: Db,
  joiner: EmployeeFacts & Readonly<{ username: string; institution: string; roles: string[] }>,
): Promise<string | undefined> => {
  const { username, institution, roles } = joiner;
  const row = await tx
    .insertInto("staff")
    .values({ username, institution, roles, status: "invited", ...factColumns(username, joiner) })
    .onConflict((conflict) => conflict.column("username").doNothing())
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

export const updateFacts = async (
  tx: Db,
  employee: Pick<Employee, "id" | "username">,
  facts: EmployeeFacts,
): Promise<void> => {
  const columns = factColumns(employee.username, facts);
  await tx.updateTable("staff").set(columns).where("id", "=", employee.id).execute();
};

export type Standing = Partial<
  Readonly<{ status: StaffStatus; roles: string[]; institution: string; leavesOn: string | null }>
>;

/** Changes where an employee stands. */
export const updateStanding = async (tx: Db, id: string, standing: Standing): Promise<void> => {
  const { leavesOn, ...columns } = standing;
  await tx
    .updateTable("staff")
    .set({ ...columns, ...(leavesOn === undefined ? {} : { leaves_on: leavesOn }) })
    .where("id", "=", id)
    .execute();
};

/** Whether an employee has what it takes to sign in: two factors. */
export const isEnrolled = async (db: Db, id: string): Promise<boolean> => {
  const { rows } = await sql`
    select 1 where exists (select from passkey where person_id = ${id} and copied_at is null)
      or (exists (select from authenticator where person_id = ${id})
        and exists (select from credential where person_id = ${id} and kind = 'password'))`.execute(
    db,
  );
  return rows.length === 1;
};

/** Nobody signs in any more by what an institution's own provider says of them. */
export const dropLinks = async (tx: Db, id: string): Promise<void> => {
  await tx.deleteFrom("staff_link").where("staff_id", "=", id).execute();
};

/** Takes everything away that an employee could sign in with. */
export const dropFactors = async (tx: Transaction<SsoDatabase>, id: string): Promise<void> => {
  await lockFactors(tx, id);
  for (const table of ["credential", "authenticator", "passkey", "recovery_code"] as const) {
    await tx.deleteFrom(table).where("person_id", "=", id).execute();
  }
  await dropLinks(tx, id);
};

/** Forgets sign-ins of an employee that are under way. */
export const dropSignIns = async (tx: Transaction<SsoDatabase>, id: string): Promise<void> => {
  await tx.deleteFrom("sign_in").where("person_id", "=", id).execute();
};

/** Employees whose last day is over in Palestine, at most `limit`. */
export const listLeavers = async (db: Db, limit: number): Promise<string[]> => {
  const rows = await db
    .selectFrom("staff")
    .select("id")
    .where("status", "<>", "left")
    .where(sql<boolean>`leaves_on < (now() at time zone 'Asia/Hebron')::date`)
    .limit(limit)
    .execute();
  return rows.map(({ id }) => id);
};
