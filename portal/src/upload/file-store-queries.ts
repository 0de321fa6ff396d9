import type { FileStore } from "./file-store.ts";

const chunkBytes = 256 * 1024;

/** Files in the portal's own database, in pieces that are read one by one. */
export const databaseFileStore: FileStore = {
  put: async (tx, id, bytes) => {
    for (let seq = 0; seq * chunkBytes < bytes.length; seq += 1) {
      const piece = bytes.subarray(seq * chunkBytes, (seq + 1) * chunkBytes);
      await tx
        .insertInto("file_chunk")
        .values({ file_id: id, seq, bytes: Buffer.from(piece) })
        .execute();
    }
  },

  read: async function* (db, id) {
    for (let seq = 0; ; seq += 1) {
      const row = await db
        .selectFrom("file_chunk")
        .select("bytes")
        .where("file_id", "=", id)
        .where("seq", "=", seq)
        .executeTakeFirst();
      if (!row) return;
      yield row.bytes;
    }
  },
};
