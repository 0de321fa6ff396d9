import { sql, type Kysely, type RawBuilder } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { selectEmployees, type Employee } from "#src/directory/directory-queries.ts";

type Db = Kysely<SsoDatabase>;

/** Users of an institution that a condition holds for, in one order for paging. */
export const searchUsers = async (
  db: Db,
  input: Readonly<{
    institution: string;
    condition: RawBuilder<boolean>;
    offset: number;
    limit: number;
  }>,
): Promise<{ rows: Employee[]; total: number }> => {
  const { institution, condition, offset, limit } = input;
  const counted = await db
    .selectFrom("staff")
    .select(sql<number>`count(*)::int`.as("total"))
    .where("institution", "=", institution)
    .where("staff.status", "<>", "left")
    .where(condition)
    .executeTakeFirstOrThrow();
  const rows =
    limit === 0
      ? []
      : await selectEmployees(db)
          .where("institution", "=", institution)
          .where("staff.status", "<>", "left")
          .where(condition)
          .orderBy("staff.id")
          .limit(limit)
          .offset(offset)
          .execute();
  return { rows, total: counted.total };
};

export const everyone: RawBuilder<boolean> = sql<boolean>`true`;

export type Member = Readonly<{ id: string; username: string }>;

/** Who has a role in an institution. */
export const listMembers = async (db: Db, institution: string, role: string): Promise<Member[]> =>
  await db
    .selectFrom("staff")
    .select(["id", "username"])
    .where("institution", "=", institution)
    .where("status", "<>", "left")
    .where(sql<boolean>`${role} = any(roles)`)
    .orderBy("id")
    .execute();
