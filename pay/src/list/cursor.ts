import { deriveKey, equalSecret, hmacSha256, sha256 } from "@gov/kit/crypto.ts";
import { z } from "zod";

/** Where a page ended: the row's time (UTC, microseconds) and its id. */
export type Position = Readonly<{ at: string; id: string }>;

const positionSchema = z.tuple([
  z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
  z.string().regex(/^[0-9a-f-]{1,60}$/),
]);

/** What a cursor belongs to: whose list, which list, which filters. */
export type ListName = Readonly<{ clientId: string; list: string; filters: object }>;

const signature = (key: Uint8Array, name: ListName, body: string): string => {
  const filters = Object.entries(name.filters).filter(([, value]) => value !== undefined);
  const about = JSON.stringify([
    name.clientId,
    name.list,
    filters.toSorted(([a], [b]) => (a < b ? -1 : 1)),
    body,
  ]);
  return hmacSha256(deriveKey(key, "pay/cursor"), sha256(about))
    .subarray(0, 16)
    .toString("base64url");
};

/** An opaque cursor, good for this client, list and set of filters alone. */
export const writeCursor = (key: Uint8Array, name: ListName, { at, id }: Position): string => {
  const body = Buffer.from(JSON.stringify([at, id])).toString("base64url");
  return `${body}.${signature(key, name, body)}`;
};

/** The position, or undefined where the cursor is not ours, or was given for another list. */
export const readCursor = (
  key: Uint8Array,
  name: ListName,
  cursor: string,
): Position | undefined => {
  const [body = "", given = "", ...more] = cursor.split(".");
  if (more.length > 0 || !equalSecret(given, signature(key, name, body))) return undefined;
  const parsed = positionSchema.safeParse(JSON.parse(Buffer.from(body, "base64url").toString()));
  return parsed.success ? { at: parsed.data[0], id: parsed.data[1] } : undefined;
};
