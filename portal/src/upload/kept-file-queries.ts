import type { WireFile } from "@gov/services/language/case-data.ts";
import { sql, type Kysely, type Selectable, type Transaction } from "kysely";
import type { KeptFileTable, PortalDb } from "#src/db-types.ts";

/** By field code, the files that a draft or a case holds, the first given first. */
export type KeptFiles = Readonly<Record<string, readonly WireFile[]>>;

const toFile = (
  row: Pick<Selectable<KeptFileTable>, "id" | "name" | "media_type" | "size_bytes">,
): WireFile => ({
  id: row.id,
  name: row.name,
  mediaType: row.media_type,
  sizeBytes: row.size_bytes,
});

/** The files of a draft, by field. */
export const findDraftFiles = async (
  db: Kysely<PortalDb>,
  applicationId: string,
): Promise<KeptFiles> => {
  const rows = await db
    .selectFrom("kept_file")
    .select(["id", "field", "name", "media_type", "size_bytes"])
    .where("application_id", "=", applicationId)
    .orderBy("kept_at")
    .orderBy("id")
    .execute();
  const files: Record<string, WireFile[]> = {};
  for (const row of rows) (files[row.field] ??= []).push(toFile(row));
  return files;
};

/** Locks a draft that is still open; false where it was sent or deleted meanwhile. */
export const lockDraft = async (tx: Transaction<PortalDb>, id: string): Promise<boolean> => {
  const row = await tx
    .selectFrom("application")
    .select("id")
    .where("id", "=", id)
    .where("case_reference", "is", null)
    .forUpdate()
    .executeTakeFirst();
  return row !== undefined;
};

/** The question is asked again: what it holds has changed since it was answered. */
const reopenQuestion = async (
  tx: Transaction<PortalDb>,
  applicationId: string,
  field: string,
): Promise<void> => {
  await tx
    .updateTable("application")
    .set({ answers: sql<string>`answers - ${field}::text`, updated_at: new Date() })
    .where("id", "=", applicationId)
    .execute();
};

/** Records a file of a locked draft, unless the field holds `most` already. */
export const addKeptFile = async (
  tx: Transaction<PortalDb>,
  file: Readonly<{
    applicationId: string;
    field: string;
    name: string;
    mediaType: string;
    sizeBytes: number;
    sha256: Buffer;
    most: number;
  }>,
): Promise<string | undefined> => {
  const { applicationId, field } = file;
  const there = await tx
    .selectFrom("kept_file")
    .select(({ fn }) => fn.countAll<bigint>().as("count"))
    .where("application_id", "=", applicationId)
    .where("field", "=", field)
    .executeTakeFirstOrThrow();
  if (Number(there.count) >= file.most) return undefined;
  await reopenQuestion(tx, applicationId, field);
  const { id } = await tx
    .insertInto("kept_file")
    .values({
      application_id: applicationId,
      field,
      name: file.name,
      media_type: file.mediaType,
      size_bytes: file.sizeBytes,
      sha256: file.sha256,
      institution: null,
      case_id: null,
    })
    .returning("id")
    .executeTakeFirstOrThrow();
  return id;
};

/** Removes a file of a locked draft; false where there is no such file. */
export const removeKeptFile = async (
  tx: Transaction<PortalDb>,
  { applicationId, field, id }: Readonly<{ applicationId: string; field: string; id: string }>,
): Promise<boolean> => {
  const gone = await tx
    .deleteFrom("kept_file")
    .where("id", "=", id)
    .where("application_id", "=", applicationId)
    .where("field", "=", field)
    .where("case_id", "is", null)
    .returning("id")
    .executeTakeFirst();
  if (gone) await reopenQuestion(tx, applicationId, field);
  return gone !== undefined;
};

/**
 * Leaves a locked draft the files that its answers name, and no other (a question that is no
 * longer asked may have had some); false where one that they name is not there.
 */
export const settleDraftFiles = async (
  tx: Transaction<PortalDb>,
  applicationId: string,
  named: readonly string[],
): Promise<boolean> => {
  const rows = await tx
    .selectFrom("kept_file")
    .select("id")
    .where("application_id", "=", applicationId)
    .execute();
  const there = new Set(rows.map(({ id }) => id));
  if (!named.every((id) => there.has(id))) return false;
  const unnamed = [...there].filter((id) => !named.includes(id));
  if (unnamed.length > 0) await tx.deleteFrom("kept_file").where("id", "in", unnamed).execute();
  await tx.deleteFrom("upload").where("application_id", "=", applicationId).execute();
  return true;
};

/** From now on the draft's files are the case's, and are never changed. */
export const linkFilesToCase = async (
  tx: Transaction<PortalDb>,
  sent: Readonly<{ applicationId: string; institution: string; caseId: string }>,
): Promise<void> => {
  await tx
    .updateTable("kept_file")
    .set({ institution: sent.institution, case_id: sent.caseId })
    .where("application_id", "=", sent.applicationId)
    .execute();
};

/** A file of one's own draft or case. */
export const findOwnFile = async (
  db: Kysely<PortalDb>,
  { id, nationalId }: Readonly<{ id: string; nationalId: string }>,
): Promise<WireFile | undefined> => {
  const row = await db
    .selectFrom("kept_file")
    .innerJoin("application", "application.id", "kept_file.application_id")
    .select(["kept_file.id", "name", "media_type", "size_bytes"])
    .where("kept_file.id", "=", id)
    .where("application.national_id", "=", nationalId)
    .executeTakeFirst();
  return row && toFile(row);
};

/** A file of one case of the institution. */
export const findCaseFile = async (
  db: Kysely<PortalDb>,
  of: Readonly<{ institution: string; caseId: string; id: string }>,
): Promise<WireFile | undefined> => {
  const row = await db
    .selectFrom("kept_file")
    .select(["id", "name", "media_type", "size_bytes"])
    .where("institution", "=", of.institution)
    .where("case_id", "=", of.caseId)
    .where("id", "=", of.id)
    .executeTakeFirst();
  return row && toFile(row);
};
