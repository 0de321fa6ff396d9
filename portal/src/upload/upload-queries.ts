import { sql, type Kysely, type Selectable } from "kysely";
import type { PortalDb, UploadTable } from "#src/db-types.ts";
import type { Upload } from "./upload.ts";

const toUpload = (row: Selectable<UploadTable>): Upload => ({
  id: row.id,
  applicationId: row.application_id,
  field: row.field,
  name: row.name,
  ...(row.size_bytes === null ? {} : { sizeBytes: row.size_bytes }),
  receivedBytes: row.received_bytes,
});

/** Half-sent files of one draft at most; the one untouched for longest makes room. */
const mostAtOnce = 4;

/** Begins a file on its way to a field of a draft. */
export const beginUpload = async (
  db: Kysely<PortalDb>,
  begun: Readonly<{ applicationId: string; field: string; name: string; sizeBytes?: number }>,
): Promise<Upload> => {
  await sql`delete from upload where id in (
    select id from upload where application_id = ${begun.applicationId}
    order by touched_at desc offset ${mostAtOnce - 1})`.execute(db);
  const row = await db
    .insertInto("upload")
    .values({
      application_id: begun.applicationId,
      field: begun.field,
      name: begun.name,
      size_bytes: begun.sizeBytes ?? null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return toUpload(row);
};

/** A file on its way that this person sends, and the service it belongs to. */
export const findOwnUpload = async (
  db: Kysely<PortalDb>,
  { id, nationalId }: Readonly<{ id: string; nationalId: string }>,
): Promise<Readonly<{ upload: Upload; serviceCode: string; version: number }> | undefined> => {
  const row = await db
    .selectFrom("upload")
    .innerJoin("application", "application.id", "upload.application_id")
    .selectAll("upload")
    .select(["application.service_code", "application.version"])
    .where("upload.id", "=", id)
    .where("application.national_id", "=", nationalId)
    .where("application.case_reference", "is", null)
    .executeTakeFirst();
  return row && { upload: toUpload(row), serviceCode: row.service_code, version: row.version };
};

/**
 * Adds what arrived at `atByte`; false where that is not where the file goes on (another request
 * has added meanwhile, or it was given up), and nothing is stored then.
 */
export const appendPart = async (
  db: Kysely<PortalDb>,
  { id, atByte, bytes }: Readonly<{ id: string; atByte: number; bytes: Uint8Array }>,
): Promise<boolean> => {
  const { rows } = await sql`
    with moved as (
      update upload set received_bytes = received_bytes + ${bytes.length}, touched_at = now()
      where id = ${id} and received_bytes = ${atByte}
        and (size_bytes is null or received_bytes + ${bytes.length} <= size_bytes)
      returning id)
    insert into upload_part (upload_id, at_byte, bytes)
    select id, ${atByte}, ${Buffer.from(bytes)} from moved returning 1`.execute(db);
  return rows.length === 1;
};

/** All that has arrived, in order. */
export const readUpload = async (db: Kysely<PortalDb>, id: string): Promise<Buffer> => {
  const parts = await db
    .selectFrom("upload_part")
    .select("bytes")
    .where("upload_id", "=", id)
    .orderBy("at_byte")
    .execute();
  return Buffer.concat(parts.map(({ bytes }) => bytes));
};

export const dropUpload = async (db: Kysely<PortalDb>, id: string): Promise<void> => {
  await db.deleteFrom("upload").where("id", "=", id).execute();
};

/** Deletes files that stopped half-way and were not touched for a day, at most `limit`. */
export const sweepUploads = async (db: Kysely<PortalDb>, limit: number): Promise<void> => {
  await sql`delete from upload where id in (
    select id from upload where touched_at < now() - interval '1 day' limit ${limit})`.execute(db);
};
