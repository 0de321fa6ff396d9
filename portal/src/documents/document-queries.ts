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

/** A document with what proves it. */
export type SignedDocument = DocumentRow &
  Readonly<{
    /** The signed summary (COSE_Sign1), base64url. */
    cose: string;
    /** The application that it was issued for. */
    reference: string;
  }>;

/**
 * Up to `limit` of a person's documents, the newest first, those behind the document `after`;
 * undefined where `after` is not theirs.
 */
export const findPageOfDocuments = async (
  db: Db,
  { nationalId, after, limit }: Readonly<{ nationalId: string; after?: string; limit: number }>,
): Promise<SignedDocument[] | undefined> => {
  const own = db
    .selectFrom("issued_document")
    .where("issued_document.holder_national_id", "=", nationalId);
  if (after !== undefined) {
    const known = await own.select("number").where("number", "=", after).executeTakeFirst();
    if (!known) return undefined;
  }
  const rows = await own
    .innerJoin("government_case", (join) =>
      join
        .onRef("government_case.institution", "=", "issued_document.institution")
        .onRef("government_case.id", "=", "issued_document.case_id"),
    )
    .select([
      "issued_document.institution",
      "issued_document.number",
      "issued_document.kind",
      "issued_document.title",
      "issued_document.issued_at",
      sql<string | null>`issued_document.valid_until::text`.as("valid_until"),
      "issued_document.withdrawn_at",
      "issued_document.withdrawn_reason",
      "issued_document.cose",
      "government_case.reference",
    ])
    .$if(after !== undefined, (query) =>
      query.where(
        sql<boolean>`(issued_document.issued_at, issued_document.number) < (
          select last.issued_at, last.number from issued_document last
          where last.number = ${after} and last.holder_national_id = ${nationalId})`,
      ),
    )
    .orderBy("issued_document.issued_at", "desc")
    .orderBy("issued_document.number", "desc")
    .limit(limit)
    .execute();
  return rows.map((row) => ({ ...toDocument(row), cose: row.cose, reference: row.reference }));
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
