import type { Text } from "@gov/kit/text.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

/** A document without its bytes. */
export type DocumentRow = Readonly<{
  institution: string;
  number: string;
  kind: string;
  title: Text;
  issuedAt: Date;
  validUntil?: string;
  withdrawnAt?: Date;
  withdrawnReason?: Text;
}>;

type Db = Kysely<PortalDb> | Transaction<PortalDb>;

const columns = [
  "institution",
  "number",
  "kind",
  "title",
  "issued_at",
  sql<string | null>`valid_until::text`.as("valid_until"),
  "withdrawn_at",
  "withdrawn_reason",
] as const;

type Selected = Readonly<{
  institution: string;
  number: string;
  kind: string;
  title: Text;
  issued_at: Date;
  valid_until: string | null;
  withdrawn_at: Date | null;
  withdrawn_reason: Text | null;
}>;

const toDocument = (row: Selected): DocumentRow => ({
  institution: row.institution,
  number: row.number,
  kind: row.kind,
  title: row.title,
  issuedAt: row.issued_at,
  ...(row.valid_until === null ? {} : { validUntil: row.valid_until }),
  ...(row.withdrawn_at ? { withdrawnAt: row.withdrawn_at } : {}),
  ...(row.withdrawn_reason ? { withdrawnReason: row.withdrawn_reason } : {}),
});

/** The documents issued for a case. */
export const findDocumentsOfCase = async (
  db: Db,
  { institution, id }: Readonly<{ institution: string; id: string }>,
): Promise<DocumentRow[]> => {
  const rows = await db
    .selectFrom("issued_document")
    .select(columns)
    .where("institution", "=", institution)
    .where("case_id", "=", id)
    .orderBy("issued_at")
    .execute();
  return rows.map(toDocument);
};

/** A person's documents, the newest first. */
export const findDocumentsOfPerson = async (db: Db, nationalId: string): Promise<DocumentRow[]> => {
  const rows = await db
    .selectFrom("issued_document")
    .select(columns)
    .where("holder_national_id", "=", nationalId)
    .orderBy("issued_at", "desc")
    .limit(200)
    .execute();
  return rows.map(toDocument);
};

/** The PDF of this person's document; anybody else's is not found. */
export const findOwnPdf = async (
  db: Db,
  { nationalId, number }: Readonly<{ nationalId: string; number: string }>,
): Promise<Buffer | undefined> => {
  const row = await db
    .selectFrom("issued_document")
    .select("pdf")
    .where("number", "=", number)
    .where("holder_national_id", "=", nationalId)
    .executeTakeFirst();
  return row?.pdf;
};

/** What the public register says of a document's number: nothing about its holder. */
export const findByNumber = async (db: Db, number: string): Promise<DocumentRow | undefined> => {
  const row = await db
    .selectFrom("issued_document")
    .select(columns)
    .where("number", "=", number)
    .executeTakeFirst();
  return row && toDocument(row);
};

/** The document whose file is exactly this, by its digest. */
export const findByDigest = async (db: Db, sha256: Buffer): Promise<DocumentRow | undefined> => {
  const row = await db
    .selectFrom("issued_document")
    .select(columns)
    .where("sha256", "=", sha256)
    .executeTakeFirst();
  return row && toDocument(row);
};
