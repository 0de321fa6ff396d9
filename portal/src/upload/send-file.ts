import { sandbox } from "@gov/kit/security-headers.ts";
import type { AppContext } from "@gov/kit/http.ts";
import type { WireFile } from "@gov/services/language/case-data.ts";
import { Readable } from "node:stream";
import type { PortalDeps } from "#src/deps.ts";

/** A name for old browsers: plain letters only. */
const plainName = (name: string): string => name.replace(/[^A-Za-z0-9 ._-]/g, "_");

/** RFC 8187: letters of any script in a header. */
const encodedName = (name: string): string =>
  encodeURIComponent(name).replace(/['()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16)}`);

/** Sends a kept file to be saved, never to be opened as a page of ours. */
export const sendFile = (
  c: AppContext,
  { db, files }: Pick<PortalDeps, "db" | "files">,
  { id, name, mediaType, sizeBytes }: WireFile,
): Response => {
  sandbox(c);
  const body = Readable.toWeb(Readable.from(files.store.read(db, id))) as ReadableStream;
  return c.body(body, 200, {
    "content-type": mediaType,
    "content-length": String(sizeBytes),
    "content-disposition": `attachment; filename="${plainName(name)}"; filename*=UTF-8''${encodedName(name)}`,
    "x-content-type-options": "nosniff",
    "cache-control": "private, no-store",
  });
};
