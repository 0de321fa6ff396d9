import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { clientMetadataSchema, type Client, type ClientMetadata } from "./client.ts";

const secretContext = (clientId: string): string => `client/${clientId}`;

/** The client with its secret decrypted, or undefined. */
export const findClient = async (
  db: Kysely<SsoDatabase>,
  key: Uint8Array,
  clientId: string,
): Promise<Client | undefined> => {
  const row = await db
    .selectFrom("client")
    .select(["metadata", "secret"])
    .where("client_id", "=", clientId)
    .executeTakeFirst();
  if (!row) return undefined;
  const metadata = clientMetadataSchema.parse(row.metadata);
  if (row.secret === null) return { clientId, metadata };
  const secret = decryptAtRest(key, row.secret, secretContext(clientId)).toString("utf8");
  return { clientId, metadata, secret };
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
