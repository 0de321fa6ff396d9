import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { appendPart } from "./upload-queries.ts";
import type { FileRefusal, Upload } from "./upload.ts";

/** Bytes held in memory of a file that is arriving. */
const holdBytes = 256 * 1024;

/** Writes down what arrives of a file, so that no more than a piece of it is in memory. */
export const collectFile = (db: Kysely<PortalDb>, upload: Upload, maxBytes: number) => {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let storedBytes = upload.receivedBytes;

  /** Writes down what is held. */
  const flush = async (): Promise<Result<number, FileRefusal>> => {
    if (heldBytes === 0) return ok(storedBytes);
    const bytes = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    const added = await appendPart(db, { id: upload.id, atByte: storedBytes, bytes });
    if (!added) return err("draftGone");
    storedBytes += bytes.length;
    return ok(storedBytes);
  };

  const add = async (bytes: Uint8Array): Promise<Result<number, FileRefusal>> => {
    if (storedBytes + heldBytes + bytes.length > maxBytes) return err("tooLarge");
    held.push(bytes);
    heldBytes += bytes.length;
    return heldBytes >= holdBytes ? await flush() : ok(storedBytes);
  };

  return { add, flush };
};
