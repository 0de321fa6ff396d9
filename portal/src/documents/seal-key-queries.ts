import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import {
  createSealAuthority,
  generateSealKey,
  issueSealCertificate,
} from "@gov/kit/document/seal-authority.ts";
import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import { createPublicKey, randomBytes, type KeyObject } from "node:crypto";
import type { PortalDb } from "#src/db-types.ts";

type Purpose = "authority" | "seal" | "summary";
type Db = Kysely<PortalDb> | Transaction<PortalDb>;

/** A key in use: PEM throughout; for a summary key `certificate` is the bare public key. */
export type KeyInUse = Readonly<{ id: string; certificate: string; privateKey: string }>;

const years = (count: number): Date => {
  const date = new Date();
  date.setUTCFullYear(date.getUTCFullYear() + count);
  return date;
};

const findKey = async (
  db: Db,
  kek: Uint8Array,
  purpose: Purpose,
  institution: string,
): Promise<KeyInUse | undefined> => {
  const row = await db
    .selectFrom("seal_key")
    .select(["id", "certificate", "private_key"])
    .where("purpose", "=", purpose)
    .where("institution", "=", institution)
    .where("retired_at", "is", null)
    .executeTakeFirst();
  if (!row) return undefined;
  const privateKey = decryptAtRest(kek, row.private_key, `seal-key/${row.id}`).toString("utf8");
  return { id: row.id, certificate: row.certificate, privateKey };
};

const storeKey = async (
  db: Db,
  kek: Uint8Array,
  purpose: Purpose,
  institution: string,
  made: Readonly<{ certificate: string; privateKey: string }>,
): Promise<KeyInUse> => {
  const id = `${purpose}-${randomBytes(6).toString("hex")}`;
  const sealed = encryptAtRest(kek, Buffer.from(made.privateKey), `seal-key/${id}`);
  const { certificate } = made;
  await db
    .insertInto("seal_key")
    .values({ id, purpose, institution, private_key: sealed, certificate })
    .execute();
  return { id, ...made };
};

const authorityName: Text = {
  ar: "سلطة أختام حكومتي",
  en: "Hukumati Seal Authority",
};

/**
 * The keys that an institution's documents are sealed with, made at their first use: the root, the
 * institution's seal under it, and the key of QR summaries. In `tx`, one process at a time.
 */
export const useSealKeys = async (
  tx: Transaction<PortalDb>,
  kek: Uint8Array,
  institution: Readonly<{ code: string; name: Text }>,
): Promise<Readonly<{ authority: KeyInUse; seal: KeyInUse; summary: KeyInUse }>> => {
  await sql`select pg_advisory_xact_lock(4715218020303)`.execute(tx);
  const validFrom = new Date();
  const authority =
    (await findKey(tx, kek, "authority", "")) ??
    (await storeKey(
      tx,
      kek,
      "authority",
      "",
      await createSealAuthority({
        country: "PS",
        identifier: "GO:PS-hukumati-seals",
        name: authorityName,
        validFrom,
        validUntil: years(20),
      }),
    ));
  const seal =
    (await findKey(tx, kek, "seal", institution.code)) ??
    (await storeKey(
      tx,
      kek,
      "seal",
      institution.code,
      await issueSealCertificate(authority, {
        country: "PS",
        identifier: `GO:PS-${institution.code}`,
        name: institution.name,
        validFrom,
        validUntil: years(5),
      }),
    ));
  const summary = (await findKey(tx, kek, "summary", "")) ?? (await makeSummaryKey(tx, kek));
  return { authority, seal, summary };
};

const makeSummaryKey = async (db: Db, kek: Uint8Array): Promise<KeyInUse> => {
  const { privateKey, publicKey } = generateSealKey();
  return await storeKey(db, kek, "summary", "", { privateKey, certificate: publicKey });
};

/** What checks documents: roots of seals (PEM) and public keys of summaries, retired ones too. */
export const findTrust = async (
  db: Db,
): Promise<Readonly<{ roots: string[]; summaryKeys: Map<string, KeyObject> }>> => {
  const rows = await db
    .selectFrom("seal_key")
    .select(["id", "purpose", "certificate"])
    .where("purpose", "in", ["authority", "summary"])
    .execute();
  const of = (purpose: Purpose) => rows.filter((row) => row.purpose === purpose);
  return {
    roots: of("authority").map(({ certificate }) => certificate),
    summaryKeys: new Map(
      of("summary").map(({ id, certificate }) => [id, createPublicKey(certificate)]),
    ),
  };
};
