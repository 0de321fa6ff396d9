import { sql, type Kysely, type Transaction } from "kysely";
import type { Person } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { ways, type Means, type Way } from "./factor.ts";

type Db = Kysely<SsoDatabase>;

type Row = Readonly<{
  password: boolean;
  passkey: boolean;
  totp: boolean;
  recovery: boolean;
  app: boolean;
  counter: boolean;
  unconfirmed: boolean;
  preferred: string | null;
}>;

export type OwnMeans = Means & Readonly<{ preferredWay: Way | undefined }>;

/** What a person has to sign in with. Every citizen has a phone; staff have what they set up. */
export const findMeans = async (db: Db, person: Pick<Person, "id" | "kind">): Promise<OwnMeans> => {
  const { rows } = await sql<Row>`
    select
      exists (select from credential where person_id = ${person.id} and kind = 'password')
        as password,
      exists (select from passkey where person_id = ${person.id} and copied_at is null) as passkey,
      exists (select from authenticator where person_id = ${person.id}) as totp,
      exists (select from recovery_code where person_id = ${person.id} and used_at is null)
        as recovery,
      false as app,
      exists (select from account where id = ${person.id} and proofing = 'counter') as counter,
      exists (select from account where id = ${person.id} and proofing in ('none', 'pending'))
        as unconfirmed,
      (select factor from preferred_factor where person_id = ${person.id}) as preferred`.execute(
    db,
  );
  const [row] = rows;
  const has: Record<Way, boolean> = {
    app: row?.app ?? false,
    totp: row?.totp ?? false,
    sms: person.kind === "citizen",
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
