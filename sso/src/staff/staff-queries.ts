import { foldForSearch } from "@gov/country/search-folding.ts";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { Staff } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

const totpContext = (username: string): string => `staff-totp/${username}`;

const select = (db: Db) =>
  db
    .selectFrom("staff")
    .select(["id", "username", "name", "institution", "roles", "status"])
    .select(sql<"staff">`'staff'`.as("kind"));

export const findStaffById = async (db: Db, id: string): Promise<Staff | undefined> =>
  await select(db).where("id", "=", id).executeTakeFirst();

/** An employee and their password's hash, for the first step of a sign-in. */
export const findStaffWithPassword = async (
  db: Db,
  username: string,
): Promise<(Staff & { hash: string }) | undefined> =>
  await select(db)
    .innerJoin("credential", (join) =>
      join.onRef("person_id", "=", "staff.id").on("credential.kind", "=", "password"),
    )
    .select("hash")
    .where("username", "=", username)
    .executeTakeFirst();

/** The secret of an employee's authenticator, or undefined while none is enrolled. */
export const findTotpSecret = async (
  db: Db,
  key: Uint8Array,
  staffId: string,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom("staff")
    .select(["username", "totp_secret"])
    .where("id", "=", staffId)
    .executeTakeFirst();
  if (!row?.totp_secret) return undefined;
  return decryptAtRest(key, row.totp_secret, totpContext(row.username)).toString("utf8");
};

/** Spends a time step. False when this or a later one was used before. */
export const spendTotpStep = async (db: Db, staffId: string, step: number): Promise<boolean> => {
  const { numUpdatedRows } = await db
    .updateTable("staff")
    .set({ totp_last_step: BigInt(step) })
    .where("id", "=", staffId)
    .where("totp_last_step", "<", BigInt(step))
    .executeTakeFirst();
  return numUpdatedRows === 1n;
};

/** Enrols an authenticator; the step whose code confirmed it is spent. */
export const putTotpSecret = async (
  db: Db,
  key: Uint8Array,
  staff: Pick<Staff, "id" | "username">,
  { secret, usedStep }: Readonly<{ secret: string; usedStep: number }>,
): Promise<void> => {
  await db
    .updateTable("staff")
    .set({
      totp_secret: encryptAtRest(key, Buffer.from(secret), totpContext(staff.username)),
      totp_last_step: BigInt(usedStep),
    })
    .where("id", "=", staff.id)
    .execute();
};

export type NewStaff = Readonly<{
  username: string;
  name: Text;
  institution: string;
  roles: readonly string[];
  totpSecret?: string | undefined;
}>;

/** Creates an employee or brings their facts up to date; without a secret the old one stays. */
export const putStaff = async (
  db: Db,
  key: Uint8Array,
  staff: NewStaff,
): Promise<{ id: string; created: boolean }> => {
  const values = {
    name: JSON.stringify(staff.name),
    institution: staff.institution,
    roles: [...staff.roles],
    search_text: foldForSearch(
      `${staff.username.replace(/[._-]/g, " ")} ${staff.name.ar} ${staff.name.en}`,
    ),
    ...(staff.totpSecret === undefined
      ? {}
      : {
          totp_secret: encryptAtRest(
            key,
            Buffer.from(staff.totpSecret),
            totpContext(staff.username),
          ),
        }),
  };
  return await db
    .insertInto("staff")
    .values({ username: staff.username, ...values })
    .onConflict((conflict) =>
      conflict.column("username").doUpdateSet({
        ...values,
        // Now that there is a password, whoever was invited need not set one up.
        status: sql`case staff.status when 'invited' then 'active' else staff.status end`,
        updated_at: sql`now()`,
      }),
    )
    .returning(["id", sql<boolean>`xmax = 0`.as("created")])
    .executeTakeFirstOrThrow();
};
