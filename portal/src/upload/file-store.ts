import type { Kysely, Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

/**
 * Where the bytes of kept files lie, by the id of the file. The database itself is one; an object
 * store is another that writes before the transaction ends and is told what was removed.
 */
export type FileStore = Readonly<{
  /** Stores a file's bytes; they count once the transaction that records the file is done. */
  put: (tx: Transaction<PortalDb>, id: string, bytes: Uint8Array) => Promise<void>;
  /** A file's bytes, piece by piece. */
  read: (db: Kysely<PortalDb>, id: string) => AsyncIterable<Uint8Array>;
  remove: (tx: Transaction<PortalDb>, ids: readonly string[]) => Promise<void>;
}>;
