import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { MandateKind } from "#src/mandate/mandate.ts";
import { clientMetadataSchema, secretProblem, type Client, type ClientMetadata } from "./client.ts";

/** What a client's secret is bound to where it is stored. */
export const secretContext = (clientId: string): string => `client/${clientId}`;

/** The client with its secrets decrypted; undefined also while it is suspended. */
export const findClient = async (
  db: Kysely<SsoDatabase>,
  key: Uint8Array,
  clientId: string,
): Promise<Client | undefined> => {
  const row = await db
    .selectFrom("client")
    .select(["metadata", "secret", "stage"])
    .select(
      sql<Buffer | null>`case when earlier_secret_until > now() then earlier_secret end`.as(
        "earlier",
      ),
    )
    .where("client_id", "=", clientId)
    .where("status", "=", "active")
    .executeTakeFirst();
  if (!row) return undefined;
  const metadata = clientMetadataSchema.parse(row.metadata);
  // Approved, and its owner has not taken a secret yet: nobody can prove to be it.
  const hasProof = row.secret !== null || secretProblem(metadata, undefined) === undefined;
  if (!hasProof) return undefined;
  const open = (sealed: Buffer): string =>
    decryptAtRest(key, sealed, secretContext(clientId)).toString("utf8");
  return {
    clientId,
    metadata,
    stage: row.stage,
    ...(row.secret === null ? {} : { secret: open(row.secret) }),
    ...(row.earlier === null ? {} : { earlierSecret: open(row.earlier) }),
  };
};

/** The clients at which people may act for others under a mandate of this kind. */
export const listClientsRepresenting = async (
  db: Kysely<SsoDatabase>,
  kind: MandateKind,
): Promise<{ clientId: string; name: Text }[]> => {
  const rows = await db
    .selectFrom("client")
    .select(["client_id as clientId", "metadata"])
    .where("status", "=", "active")
    .where("stage", "=", "live")
    .where(sql<boolean>`metadata->'representation' ? ${kind}`)
    .orderBy(sql`metadata->'name'->>'ar'`)
    .limit(50)
    .execute();
  return rows.map(({ clientId, metadata }) => {
    const { name } = clientMetadataSchema.parse(metadata);
    return { clientId, name };
  });
};

/** Registers a client or replaces its registration. */
export const putClient = async (
  db: Kysely<SsoDatabase>,
  key: Uint8Array,
  client: Client,
): Promise<"created" | "updated"> => {
  const metadata = JSON.stringify(client.metadata satisfies ClientMetadata);
  const secret =
    client.secret === undefined
      ? null
      : encryptAtRest(key, Buffer.from(client.secret), secretContext(client.clientId));
  const row = await db
    .insertInto("client")
    .values({ client_id: client.clientId, metadata, secret })
    .onConflict((conflict) =>
      conflict.column("client_id").doUpdateSet({ metadata, secret, updated_at: sql`now()` }),
    )
    // xmax is zero only on a row that this statement inserted.
    .returning(sql<boolean>`xmax = 0`.as("created"))
    .executeTakeFirstOrThrow();
  return row.created ? "created" : "updated";
};
