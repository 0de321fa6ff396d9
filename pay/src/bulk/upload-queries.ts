import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { exactTime, type Page } from "#src/list/list-page.ts";
import { maxUploadBytes, statesBefore, type UploadFailure } from "./upload.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type UploadRow = Selectable<PayDatabase["bill_upload"]>;

export const insertUpload = async (
  tx: Tx<PayDatabase>,
  upload: Readonly<{
    clientId: string;
    institutionId: string;
    billerCode: string;
    format: "csv" | "jsonl";
    compression: "none" | "gzip";
    description: Readonly<{ ar: string; en: string }> | undefined;
  }>,
): Promise<UploadRow> =>
  await tx
    .insertInto("bill_upload")
    .values({
      client_id: upload.clientId,
      institution_id: upload.institutionId,
      biller_code: upload.billerCode,
      format: upload.format,
      compression: upload.compression,
      description_ar: upload.description?.ar ?? null,
      description_en: upload.description?.en ?? null,
      failure: null,
      holder: null,
      held_until: null,
      finished_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

export const findUpload = async (
  db: Reader,
  clientId: string,
  id: string,
): Promise<UploadRow | undefined> =>
  await db
    .selectFrom("bill_upload")
    .selectAll()
    .where("id", "=", id)
    .where("client_id", "=", clientId)
    .executeTakeFirst();

type Listed = UploadRow & { position_at: string; position_id: string };

/** The caller's uploads, newest first, one more than the page holds. */
export const listUploads = async (db: Reader, page: Page): Promise<Listed[]> => {
  const { clientId, after } = page;
  const at = sql`bill_upload.created_at`;
  const { rows } = await sql<Listed>`
    select bill_upload.*, ${exactTime(at)} as position_at, id::text as position_id
    from bill_upload where client_id = ${clientId}
      ${after ? sql`and (created_at, id) < (${after.at}::timestamptz, ${after.id}::uuid)` : sql``}
    order by created_at desc, id desc limit ${page.limit + 1}`.execute(db);
  return rows;
};

/**
 * Adds a piece of the file where the last one ended. False where the file does not end there, or
 * takes nothing more: the sender asks where to go on.
 */
export const appendPiece = async (
  db: Reader,
  id: string,
  offset: bigint,
  bytes: Buffer,
): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    with grown as (
      update bill_upload set received_bytes = received_bytes + ${bytes.length}, updated_at = now()
      where id = ${id} and status = 'receiving' and received_bytes = ${offset}
        and received_bytes + ${bytes.length} <= ${maxUploadBytes}
      returning id)
    insert into bill_upload_piece (upload_id, offset_bytes, bytes)
    select id, ${offset}, ${bytes} from grown`.execute(db);
  return numAffectedRows === 1n;
};

/** The file is whole: it waits to be worked on. False where it was not being received. */
export const completeUpload = async (db: Reader, id: string, size: bigint): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update bill_upload set status = 'queued', updated_at = now()
    where id = ${id} and status = any(${statesBefore("completed")}) and received_bytes = ${size}
    `.execute(db);
  return numAffectedRows === 1n;
};

/** Ends an upload; what it made stays. Undefined where it had ended before. */
export const cancelUpload = async (
  tx: Tx<PayDatabase>,
  id: string,
): Promise<UploadRow | undefined> => {
  const { rows } = await sql<UploadRow>`
    update bill_upload set status = 'cancelled', finished_at = now(), updated_at = now(),
      holder = null, held_until = null
    where id = ${id} and status = any(${statesBefore("cancelled")}) returning *`.execute(tx);
  if (rows[0]) await dropPieces(tx, id);
  return rows[0];
};

const holdS = 30;

const waits = sql`(status = 'queued' or (status = 'running' and held_until < now()))`;

export const hasWaitingUpload = async (db: Reader): Promise<boolean> => {
  const { rows } = await sql<{ waiting: boolean }>`
    select exists (select from bill_upload where ${waits}) as waiting`.execute(db);
  return rows[0]?.waiting === true;
};

/** Takes the oldest upload that waits, or whose process died. */
export const takeUpload = async (db: Reader, holder: string): Promise<UploadRow | undefined> => {
  const { rows } = await sql<UploadRow>`
    update bill_upload set status = 'running', holder = ${holder}, updated_at = now(),
      held_until = now() + make_interval(secs => ${holdS})
    where id = (
      select id from bill_upload
      where ${waits}
      order by created_at limit 1 for update skip locked)
    returning *`.execute(db);
  return rows[0];
};

/** Keeps hold of a running upload; false where it was cancelled or another process has it. */
export const keepHold = async (db: Reader, id: string, holder: string): Promise<boolean> => {
  const { numAffectedRows } = await sql`
    update bill_upload set held_until = now() + make_interval(secs => ${holdS})
    where id = ${id} and status = 'running' and holder = ${holder}`.execute(db);
  return numAffectedRows === 1n;
};

/** Leaves a running upload to whoever takes it next, at once. */
export const letGo = async (db: Reader, id: string, holder: string): Promise<void> => {
  await sql`update bill_upload set held_until = now()
    where id = ${id} and status = 'running' and holder = ${holder}`.execute(db);
};

export type Counts = Readonly<{ made: number; known: number; wrong: number; kept: number }>;

/**
 * Notes a batch of rows in the transaction that made them. False where the upload went on
 * without this process: then nothing of the batch may stay.
 */
export const noteRows = async (
  tx: Tx<PayDatabase>,
  upload: Readonly<{ id: string; holder: string; rowsRead: bigint }>,
  counts: Counts,
): Promise<boolean> => {
  const { made, known, wrong, kept } = counts;
  const { numAffectedRows } = await sql`
    update bill_upload set rows_read = rows_read + ${made + known + wrong},
      rows_made = rows_made + ${made}, rows_known = rows_known + ${known},
      rows_wrong = rows_wrong + ${wrong}, errors_kept = errors_kept + ${kept},
      updated_at = now(), held_until = now() + make_interval(secs => ${holdS})
    where id = ${upload.id} and status = 'running' and holder = ${upload.holder}
      and rows_read = ${upload.rowsRead}`.execute(tx);
  return numAffectedRows === 1n;
};

/** The end: done, or failed for a reason. Its bytes, which hold people's data, go. */
export const finishUpload = async (
  tx: Tx<PayDatabase>,
  upload: Readonly<{ id: string; holder: string }>,
  failure: UploadFailure | undefined,
): Promise<UploadRow | undefined> => {
  const { rows } = await sql<UploadRow>`
    update bill_upload set status = ${failure ? "failed" : "done"}, failure = ${failure ?? null},
      finished_at = now(), updated_at = now(), holder = null, held_until = null
    where id = ${upload.id} and status = any(${statesBefore(failure ? "broken" : "finished")})
      and holder = ${upload.holder} returning *`.execute(tx);
  if (rows[0]) await dropPieces(tx, upload.id);
  return rows[0];
};

const dropPieces = async (tx: Tx<PayDatabase>, id: string): Promise<void> => {
  await tx.deleteFrom("bill_upload_piece").where("upload_id", "=", id).execute();
};

/** The file's bytes in order, a piece at a time. */
export const readPieces = async function* (
  db: Database<PayDatabase>,
  id: string,
): AsyncGenerator<Buffer> {
  let after = -1n;
  for (;;) {
    const piece = await db
      .selectFrom("bill_upload_piece")
      .select(["offset_bytes", "bytes"])
      .where("upload_id", "=", id)
      .where("offset_bytes", ">", after)
      .orderBy("offset_bytes")
      .limit(1)
      .executeTakeFirst();
    if (!piece) return;
    after = piece.offset_bytes;
    yield piece.bytes;
  }
};

/** Uploads that nobody went on with for a week end; those that ended go after ninety days. */
export const sweepUploads = async (db: Database<PayDatabase>): Promise<void> => {
  await sql`
    with ended as (
      update bill_upload set status = 'cancelled', finished_at = now()
      where status = 'receiving' and updated_at < now() - interval '7 days' returning id)
    delete from bill_upload_piece where upload_id in (select id from ended)`.execute(db);
  await sql`
    delete from bill_upload where finished_at < now() - interval '90 days'`.execute(db);
};
