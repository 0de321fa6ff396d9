import { encryptAtRest } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import { secretContext } from "#src/client/client-queries.ts";
import { clientMetadataSchema, type ClientMetadata } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";

type Db = Kysely<SsoDatabase>;

/** A client as those who look after it see it. */
export type KeptClient = Readonly<{
  clientId: string;
  metadata: ClientMetadata;
  institution: string | null;
  stage: "test" | "live";
  status: "active" | "suspended";
  hasSecret: boolean;
  earlierSecretUntil: Date | null;
  secretChangedAt: Date | null;
}>;

const select = (db: Db) =>
  db
    .selectFrom("client")
    .select([
      "client_id as clientId",
      "metadata",
      "institution",
      "stage",
      "status",
      "secret_changed_at as secretChangedAt",
    ])
    .select(sql<boolean>`secret is not null`.as("hasSecret"))
    .select(
      sql<Date | null>`case when earlier_secret_until > now() then earlier_secret_until end`.as(
        "earlierSecretUntil",
      ),
    );

type Row = Omit<KeptClient, "metadata"> & Readonly<{ metadata: object }>;

const opened = (row: Row): KeptClient => ({
  ...row,
  metadata: clientMetadataSchema.parse(row.metadata),
});

export const findKeptClient = async (db: Db, clientId: string): Promise<KeptClient | undefined> => {
  const row = await select(db).where("client_id", "=", clientId).executeTakeFirst();
  return row && opened(row);
};

/** The clients of one institution, or of all; by name. */
export const listKeptClients = async (
  db: Db,
  institution: string | undefined,
): Promise<KeptClient[]> => {
  const all = select(db)
    .orderBy(sql`metadata->'name'->>'ar'`)
    .orderBy("stage")
    .limit(500);
  const rows = await (
    institution === undefined ? all : all.where("institution", "=", institution)
  ).execute();
  return rows.map(opened);
};

export type StoredClient = Readonly<{
  clientId: string;
  metadata: ClientMetadata;
  institution: string | null;
  stage: "test" | "live";
}>;

/** Stores what is effective now; a secret that is there stays. */
export const storeClient = async (tx: Db, client: StoredClient): Promise<void> => {
  const metadata = JSON.stringify(client.metadata);
  const { institution, stage } = client;
  await tx
    .insertInto("client")
    .values({ client_id: client.clientId, metadata, institution, stage })
    .onConflict((conflict) =>
      conflict.column("client_id").doUpdateSet({ metadata, updated_at: sql`now()` }),
    )
    .execute();
};

/** Gives a client a new secret; the one before it stays good until then. */
export const replaceSecret = async (
  tx: Db,
  key: Uint8Array,
  clientId: string,
  secret: string,
  earlierUntil: Date,
): Promise<void> => {
  await tx
    .updateTable("client")
    .set({
      earlier_secret: sql`secret`,
      earlier_secret_until: sql`case when secret is not null then ${earlierUntil}::timestamptz end`,
      secret: encryptAtRest(key, Buffer.from(secret), secretContext(clientId)),
      secret_changed_at: sql`now()`,
    })
    .where("client_id", "=", clientId)
    .execute();
};

/** A client that proves itself with keys keeps no secret. */
export const dropSecret = async (tx: Db, clientId: string): Promise<void> => {
  await tx
    .updateTable("client")
    .set({ secret: null, earlier_secret: null, earlier_secret_until: null })
    .where("client_id", "=", clientId)
    .execute();
};

export const setClientStatus = async (
  tx: Db,
  clientId: string,
  status: "active" | "suspended",
): Promise<void> => {
  await tx.updateTable("client").set({ status }).where("client_id", "=", clientId).execute();
};

/** Deletes a client and all it holds open. Its versions stay. */
export const deleteClient = async (tx: Db, clientId: string): Promise<void> => {
  await tx.deleteFrom("client").where("client_id", "=", clientId).execute();
  await tx
    .deleteFrom("oidc_entity")
    .where("client_id", "=", clientId)
    .where("model", "in", ["Grant", "RefreshToken", "AuthorizationCode", "AccessToken"])
    .execute();
};

export type DayCount = Readonly<{ day: string; signIns: number }>;

/** Sign-ins a day here, for the days that had any. */
export const countSignIns = async (db: Db, clientId: string, since: Date): Promise<DayCount[]> => {
  const { rows } = await sql<{ day: string; sign_ins: number }>`
    select to_char(hour at time zone 'Asia/Hebron', 'YYYY-MM-DD') as day, sum(sign_ins)::int as sign_ins
    from client_hour where client_id = ${clientId} and hour >= ${since}
    group by 1 order by 1`.execute(db);
  return rows.map((row) => ({ day: row.day, signIns: row.sign_ins }));
};

/** Counts the sign-ins of the newest hours again; safe to run at any time. */
export const countNewestHours = async (db: Db, hours = 3): Promise<void> => {
  await sql`
    insert into client_hour (client_id, hour, sign_ins)
    select client_id, date_trunc('hour', at), count(*) from audit_event
      where event = 'sign-in.completed' and client_id is not null
        and at >= date_trunc('hour', now()) - make_interval(hours => ${hours})
      group by 1, 2
    on conflict (client_id, hour) do update set sign_ins = excluded.sign_ins`.execute(db);
};

export type TestPerson = Readonly<{ nationalId: string; name: Text }>;

export const listTestPeople = async (db: Db): Promise<TestPerson[]> =>
  await db
    .selectFrom("account")
    .select(["national_id as nationalId", "name"])
    .where("is_test", "=", true)
    .orderBy("created_at")
    .limit(200)
    .execute();
