import { sha256 } from "@gov/kit/crypto.ts";
import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { WireFile } from "@gov/services/language/case-data.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { checkPdf, type PdfRefusal } from "./check-pdf.ts";
import type { VirusScan } from "./clamd.ts";
import { cleanImage } from "./clean-image.ts";
import { nameAs } from "./file-name.ts";
import type { FileStore } from "./file-store.ts";
import {
  fileTypeOf,
  isTaken,
  kindOfType,
  mediaTypes,
  type FileType,
  type OtherType,
} from "./file-type.ts";
import { createGate } from "./gate.ts";
import { addKeptFile, lockDraft, removeKeptFile } from "./kept-file-queries.ts";
import { dropUpload, readUpload } from "./upload-queries.ts";
import { maxFileBytes, maxFiles, type FileField, type FileRefusal, type Upload } from "./upload.ts";

/** Whole files in memory at once, in the whole component. */
const filesAtOnce = 2;

export type FileKeeper = Readonly<{
  store: FileStore;
  /**
   * Makes a file that has arrived whole part of its draft: what it is, no virus, no more than a
   * paper or a picture. All of it or, with the reason, nothing.
   */
  keep: (upload: Upload, field: FileField) => Promise<Result<WireFile, FileRefusal>>;
  remove: (
    file: Readonly<{ applicationId: string; field: string; id: string }>,
  ) => Promise<boolean>;
}>;

type Checked = Readonly<{ type: FileType; bytes: Buffer }>;

const otherTypes = {
  heic: "heic",
  svg: "svg",
  archive: "archive",
  unknown: "unknownType",
} as const satisfies Record<OtherType, FileRefusal>;

const pdfRefusals = {
  encrypted: "encryptedPdf",
  active: "activePdf",
  attachments: "pdfWithFiles",
  tooHeavy: "heavyPdf",
  damaged: "damagedPdf",
} as const satisfies Record<PdfRefusal, FileRefusal>;

const checkContent = async (
  bytes: Buffer,
  field: FileField,
): Promise<Result<Checked, FileRefusal>> => {
  const type = fileTypeOf(bytes);
  if (!isTaken(type)) return err(otherTypes[type]);
  const kind = kindOfType(type);
  if (!field.accept.includes(kind)) return err(`${kind}NotWanted`);
  if (type === "pdf") {
    const refused = await checkPdf(bytes);
    return refused ? err(pdfRefusals[refused]) : ok({ type, bytes });
  }
  const cleaned = await cleanImage(bytes, type);
  if (cleaned.ok) return ok({ type, bytes: cleaned.value });
  return err(cleaned.error === "damaged" ? "damagedImage" : "tooManyPixels");
};

/** The largest a picture may become when it is drawn anew: what the database holds. */
const maxKeptBytes = 20 * 1024 * 1024;

const check = async (
  scan: VirusScan | undefined,
  bytes: Buffer,
  field: FileField,
): Promise<Result<Checked, FileRefusal>> => {
  if (bytes.length === 0) return err("empty");
  if (bytes.length > maxFileBytes(field)) return err("tooLarge");
  const verdict = scan ? await scan(bytes) : "clean";
  if (verdict !== "clean") return err(verdict === "infected" ? "infected" : "scannerAway");
  const checked = await checkContent(bytes, field);
  return checked.ok && checked.value.bytes.length > maxKeptBytes ? err("tooLarge") : checked;
};

/** Keeps and removes the files of drafts. */
export const createFileKeeper = (deps: {
  db: Kysely<PortalDb>;
  log: Log;
  store: FileStore;
  scan?: VirusScan;
}): FileKeeper => {
  const { db, log, store, scan } = deps;
  const gate = createGate(filesAtOnce);

  const link = (
    upload: Upload,
    field: FileField,
    { type, bytes }: Checked,
  ): Promise<Result<WireFile, FileRefusal>> =>
    inTransaction(db, async (tx) => {
      const { applicationId } = upload;
      if (!(await lockDraft(tx, applicationId))) return err("draftGone");
      const file = {
        name: nameAs(upload.name, type),
        mediaType: mediaTypes[type],
        sizeBytes: bytes.length,
      };
      const most = maxFiles(field);
      const added = { ...file, applicationId, field: field.code, sha256: sha256(bytes), most };
      const id = await addKeptFile(tx, added);
      if (id === undefined) return err("tooMany");
      await store.put(tx, id, bytes);
      await dropUpload(tx, upload.id);
      return ok({ id, ...file });
    });

  const keep: FileKeeper["keep"] = (upload, field) =>
    gate(async () => {
      const checked = await check(scan, await readUpload(db, upload.id), field);
      const kept = checked.ok ? await link(upload, field, checked.value) : checked;
      if (!kept.ok) {
        log.info({ refused: kept.error }, "a file was not kept");
        await dropUpload(db, upload.id);
      }
      return kept;
    });

  const remove: FileKeeper["remove"] = (file) =>
    inTransaction(db, async (tx) => {
      if (!(await lockDraft(tx, file.applicationId))) return false;
      return await removeKeptFile(tx, file);
    });

  return { store, keep, remove };
};
