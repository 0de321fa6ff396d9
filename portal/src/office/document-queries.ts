import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

type CaseKey = Readonly<{ institution: string; id: string }>;

/** The documents issued for a case, without their bytes. */
export const findCaseDocuments = async (
  db: Kysely<PortalDb>,
  { institution, id }: CaseKey,
): Promise<{ number: string; title: Text }[]> =>
  await db
    .selectFrom("issued_document")
    .select(["number", "title"])
    .where("institution", "=", institution)
    .where("case_id", "=", id)
    .orderBy("issued_at")
    .limit(20)
    .execute();

/** The sealed file of one document of a case. */
export const findCaseDocumentFile = async (
  db: Kysely<PortalDb>,
  { institution, id, number }: CaseKey & Readonly<{ number: string }>,
): Promise<Buffer | undefined> =>
  (
    await db
      .selectFrom("issued_document")
      .select("pdf")
      .where("institution", "=", institution)
      .where("case_id", "=", id)
      .where("number", "=", number)
      .executeTakeFirst()
  )?.pdf;
