import { createPublicKey, randomUUID, type KeyObject } from "node:crypto";
import { sql } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import { inTransaction, type Database, type Tx } from "@gov/kit/db.ts";
import { softwareSummarySigner, type SummarySigner } from "@gov/kit/document/cose-qr.ts";
import { softwareSealer, type Sealer } from "@gov/kit/document/sealer.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { newReceiptKey, newSealKey, validUntil, type NewKey } from "./new-signing-keys.ts";

type Purpose = "receipt" | "seal";
type KeyRow = {
  kid: string;
  private_sealed: Buffer;
  public_pem: string;
  certificates: string[];
};

export type SigningKeys = Readonly<{
  signer: SummarySigner;
  seal: Readonly<{ key: Sealer; certificateChain: readonly string[] }>;
}>;

const contextOf = (kid: string): string => `signing_key/${kid}`;

const findOrMakeKey = async (
  tx: Tx<PayDatabase>,
  encryptionKey: Uint8Array,
  purpose: Purpose,
  make: () => NewKey | Promise<NewKey>,
): Promise<KeyRow & { privatePem: string }> => {
  const { rows } = await sql<KeyRow>`
    select kid, private_sealed, public_pem, certificates from signing_key
    where purpose = ${purpose} and valid_until > now() + interval '30 days'
    order by created_at desc limit 1`.execute(tx);
  const row = rows[0];
  if (row) {
    const pem = decryptAtRest(encryptionKey, row.private_sealed, contextOf(row.kid)).toString();
    return { ...row, privatePem: pem };
  }
  const made = await make();
  const kid = `${purpose}-${randomUUID().slice(0, 8)}`;
  const sealed = encryptAtRest(encryptionKey, Buffer.from(made.privatePem), contextOf(kid));
  await sql`
    insert into signing_key (kid, purpose, private_sealed, public_pem, certificates, valid_until)
    values (${kid}, ${purpose}, ${sealed}, ${made.publicPem}, ${made.certificates},
      ${validUntil()})`.execute(tx);
  const { privatePem, publicPem, certificates } = made;
  return { kid, private_sealed: sealed, public_pem: publicPem, certificates, privatePem };
};

/** The keys in use; made at the first start, and anew a month before they run out. */
export const openSigningKeys = async (
  db: Database<PayDatabase>,
  encryptionKey: Uint8Array,
): Promise<SigningKeys> =>
  await inTransaction(db, async (tx) => {
    // Several processes may start at once: one makes the keys, the others find them.
    await sql`select pg_advisory_xact_lock(7301)`.execute(tx);
    const receipt = await findOrMakeKey(tx, encryptionKey, "receipt", newReceiptKey);
    const seal = await findOrMakeKey(tx, encryptionKey, "seal", newSealKey);
    return {
      signer: softwareSummarySigner(receipt.kid, receipt.privatePem),
      seal: { key: softwareSealer(seal.privatePem), certificateChain: seal.certificates },
    };
  });

/** Every public key that receipts were ever signed with, by its id. */
export const listReceiptKeys = async (
  db: Database<PayDatabase>,
): Promise<Map<string, KeyObject>> => {
  const { rows } = await sql<{ kid: string; public_pem: string }>`
    select kid, public_pem from signing_key where purpose = 'receipt'
    order by created_at limit 1000`.execute(db);
  return new Map(rows.map((row) => [row.kid, createPublicKey(row.public_pem)]));
};
