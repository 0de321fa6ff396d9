import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import type { JWK } from "jose";
import { sql, type Kysely } from "kysely";
import { randomUUID } from "node:crypto";
import type { SsoDatabase } from "#src/db-types.ts";
import type { InstitutionProvider } from "./provider.ts";

type Db = Kysely<SsoDatabase>;

const context = (id: string): string => `institution-provider/${id}`;

type Row = Awaited<ReturnType<ReturnType<typeof select>["executeTakeFirstOrThrow"]>>;

const select = (db: Db) => db.selectFrom("institution_provider").selectAll();

const opened = (key: Uint8Array, row: Row): InstitutionProvider => {
  const open = (sealed: Buffer): string =>
    decryptAtRest(key, sealed, context(row.id)).toString("utf8");
  return {
    id: row.id,
    institution: row.institution,
    issuer: row.issuer,
    clientId: row.client_id,
    idTokenAlg: row.id_token_alg,
    credential:
      row.secret === null
        ? { kind: "key", jwk: JSON.parse(open(row.private_jwk ?? Buffer.alloc(0))) as JWK }
        : { kind: "secret", secret: open(row.secret) },
    claim: row.claim,
    matches: row.matches,
    mfaAcr: row.mfa_acr,
    mfaAmr: row.mfa_amr,
    joiners: row.joiners,
    status: row.status,
  };
};

export const findProvider = async (
  db: Db,
  key: Uint8Array,
  id: string,
): Promise<InstitutionProvider | undefined> => {
  const row = await select(db).where("id", "=", id).executeTakeFirst();
  return row && opened(key, row);
};

export const listProviders = async (db: Db, key: Uint8Array): Promise<InstitutionProvider[]> => {
  const rows = await select(db).orderBy("created_at").limit(500).execute();
  return rows.map((row) => opened(key, row));
};

/** Whether any institution has its own sign-in. */
export const hasProviders = async (db: Db): Promise<boolean> => {
  const { rows } = await sql`
    select 1 from institution_provider where status = 'active' limit 1`.execute(db);
  return rows.length === 1;
};

export type OfferedProvider = Readonly<{ id: string; name: Text }>;

/** The institutions whose employees can sign in with their own provider, by name. */
export const listOffered = async (db: Db): Promise<OfferedProvider[]> =>
  await db
    .selectFrom("institution_provider")
    .innerJoin("institution", "institution.code", "institution_provider.institution")
    .select(["institution_provider.id", "institution.name"])
    .where("institution_provider.status", "=", "active")
    .where("institution.status", "=", "active")
    .orderBy(sql`institution.name ->> 'ar'`)
    .limit(500)
    .execute();

/** Registers a provider; undefined where the institution has this one already. */
export const insertProvider = async (
  db: Db,
  key: Uint8Array,
  provider: Omit<InstitutionProvider, "id" | "status">,
): Promise<string | undefined> => {
  const id = randomUUID();
  const seal = (text: string): Buffer => encryptAtRest(key, Buffer.from(text), context(id));
  const { credential } = provider;
  const row = await db
    .insertInto("institution_provider")
    .values({
      id,
      institution: provider.institution,
      issuer: provider.issuer,
      client_id: provider.clientId,
      id_token_alg: provider.idTokenAlg,
      secret: credential.kind === "secret" ? seal(credential.secret) : null,
      private_jwk: credential.kind === "key" ? seal(JSON.stringify(credential.jwk)) : null,
      claim: provider.claim,
      matches: provider.matches,
      mfa_acr: [...provider.mfaAcr],
      mfa_amr: [...provider.mfaAmr],
      joiners: provider.joiners,
    })
    .onConflict((conflict) =>
      conflict
        .columns(["institution", "issuer"])
        .where(sql<boolean>`status = 'active'`)
        .doNothing(),
    )
    .returning("id")
    .executeTakeFirst();
  return row?.id;
};

export const switchProvider = async (
  db: Db,
  id: string,
  status: "active" | "off",
): Promise<void> => {
  await db
    .updateTable("institution_provider")
    .set({ status, updated_at: sql`now()` })
    .where("id", "=", id)
    .execute();
};
