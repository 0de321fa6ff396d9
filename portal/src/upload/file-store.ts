import type { Kysely, Transaction } from "kysely";
import type { PortalDb } from "#src/db-types.ts";

/**
 * Where the bytes of kept files lie, by the id of the file. In the database they go with their
 * record. A store outside writes before the transaction ends, and sweeps what no record of
 * `kept_file` names: a transaction that failed, a file removed, a draft deleted.
 */
export type FileStore = Readonly<{
  /** Stores a file's bytes; they count once the transaction that records the file is done. */
  put: (tx: Transaction<PortalDb>, id: string, bytes: Uint8Array) => Promise<void>;
  /** A file's bytes, piece by piece. */
  read: (db: Kysely<PortalDb>, id: string) => AsyncIterable<Uint8Array>;
}>;
