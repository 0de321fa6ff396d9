import { CompiledQuery, sql, type Kysely, type Transaction } from "kysely";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { ways, type Means, type Way } from "./factor.ts";

type Db = Kysely<SsoDatabase>;

/** A person's factors as a statement reads them. */
export type MeansRow = Readonly<{
  password: boolean;
  passkey: boolean;
  totp: boolean;
  recovery: boolean;
  app: boolean;
  email: boolean;
  counter: boolean;
  unconfirmed: boolean;
  preferred: string | null;
}>;

/** What makes up such a row, for statements that read it with something else; `id` is in SQL. */
export const meansColumns = (id: string): string => `
  exists (select from credential where person_id = ${id} and kind = 'password') as password,
  exists (select from passkey where person_id = ${id} and copied_at is null) as passkey,
  exists (select from authenticator where person_id = ${id}) as totp,
  exists (select from recovery_code where person_id = ${id} and used_at is null) as recovery,
  exists (select from approver where person_id = ${id}) as app,
  exists (select from account where id = ${id} and email is not null
    and email_verified_at is not null) as email,
  exists (select from account where id = ${id} and proofing = 'counter') as counter,
  exists (select from account where id = ${id} and proofing in ('none', 'pending'))
    as unconfirmed,
  (select factor from preferred_factor where person_id = ${id}) as preferred`;

export type OwnMeans = Means & Readonly<{ preferredWay: Way | undefined }>;

/** What a person has to sign in with. Every citizen has a phone; staff have what they set up. */
export const meansOf = (row: MeansRow | undefined, kind: Person["kind"]): OwnMeans => {
  const has: Record<Way, boolean> = {
    app: row?.app ?? false,
    totp: row?.totp ?? false,
    sms: kind === "citizen",
    email: row?.email ?? false,
    passkey: row?.passkey ?? false,
    "recovery-code": row?.recovery ?? false,
  };
  return {
    provenAtCounter: row?.counter ?? false,
    hasPassword: row?.password ?? false,
    unconfirmed: row?.unconfirmed ?? false,
    ways: ways.filter((way) => has[way]),
    preferredWay: ways.find((way) => way === row?.preferred),
  };
};

const selectMeans = `select ${meansColumns("$1::uuid")}`;

export const findMeans = async (db: Db, person: Pick<Person, "id" | "kind">): Promise<OwnMeans> => {
  const { rows } = await db.executeQuery<MeansRow>(CompiledQuery.raw(selectMeans, [person.id]));
  return meansOf(rows[0], person.kind);
};

/** Makes changes of one person's factors wait for each other, until the transaction ends. */
export const lockFactors = async (
  tx: Transaction<SsoDatabase>,
  personId: string,
): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`factors ${personId}`}, 0))`.execute(
    tx,
  );
};

/** What the person likes to be asked for first. */
export const putPreferredWay = async (db: Db, personId: string, way: Way): Promise<void> => {
  await db
    .insertInto("preferred_factor")
    .values({ person_id: personId, factor: way })
    .onConflict((conflict) => conflict.column("person_id").doUpdateSet({ factor: way }))
    .execute();
};

/** Takes every way of signing in away but the phone: of who lost them, or never was the owner. */
export const deleteFactors = async (db: Db, personId: string): Promise<void> => {
  for (const table of ["passkey", "authenticator", "recovery_code", "preferred_factor"] as const) {
    await db.deleteFrom(table).where("person_id", "=", personId).execute();
  }
  await db.deleteFrom("credential").where("person_id", "=", personId).execute();
};
