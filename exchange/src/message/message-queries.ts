import { sha256 } from "@gov/kit/crypto.ts";
import { sqlState } from "@gov/kit/db.ts";
import { sql, type Kysely, type Transaction } from "kysely";
import type { Database } from "#src/db-types.ts";

export type MessageEntry = Readonly<{
  kind: "request" | "response";
  client: string;
  queryId: string;
  requestId: string;
  service: string;
  userId: string | null;
  issue: string | null;
  purpose: string;
  subject: string | null;
  pathHash: Buffer;
  status: number | null;
  contentDigest: string;
  signature: string;
}>;

const genesis = Buffer.alloc(32);

/** What a link of the chain covers: its place, its time, the link before and every column. */
export const hashEntry = (id: bigint, at: Date, previous: Buffer, entry: MessageEntry): Buffer =>
  sha256(
    JSON.stringify([
      id.toString(),
      at.toISOString(),
      previous.toString("hex"),
      entry.kind,
      entry.client,
      entry.queryId,
      entry.requestId,
      entry.service,
      entry.userId,
      entry.issue,
      entry.purpose,
      entry.subject,
      entry.pathHash.toString("hex"),
      entry.status,
      entry.contentDigest,
      entry.signature,
    ]),
  );

const insertEntry = async (tx: Transaction<Database>, entry: MessageEntry): Promise<void> => {
  // One writer at a time: the chain has one order.
  await sql`select pg_advisory_xact_lock(4715, 1)`.execute(tx);
  const last = await tx
    .selectFrom("message")
    .select(["id", "hash"])
    .orderBy("id", "desc")
    .limit(1)
    .executeTakeFirst();
  const id = (last?.id ?? 0n) + 1n;
  const previous = last?.hash ?? genesis;
  const at = new Date();
  await tx
    .insertInto("message")
    .values({
      id,
      at,
      kind: entry.kind,
      client: entry.client,
      query_id: entry.queryId,
      request_id: entry.requestId,
      service: entry.service,
      user_id: entry.userId,
      issue: entry.issue,
      purpose: entry.purpose,
      subject: entry.subject,
      path_hash: entry.pathHash,
      status: entry.status,
      content_digest: entry.contentDigest,
      signature: entry.signature,
      previous_hash: previous,
      hash: hashEntry(id, at, previous, entry),
    })
    .execute();
};

/** Appends to the log; `replayed` when the client used this query id before. */
export const appendMessage = async (
  db: Kysely<Database>,
  entry: MessageEntry,
): Promise<"appended" | "replayed"> => {
  try {
    await db.transaction().execute((tx) => insertEntry(tx, entry));
    return "appended";
  } catch (error) {
    if (sqlState(error) === "23505") return "replayed";
    throw error;
  }
};

/** Walks the chain in pages; the id of the first broken link, or undefined when it is whole. */
export const findBrokenLink = async (db: Kysely<Database>): Promise<bigint | undefined> => {
  let previous: Buffer = genesis;
  let lastId = 0n;
  for (;;) {
    const rows = await db
      .selectFrom("message")
      .selectAll()
      .where("id", ">", lastId)
      .orderBy("id")
      .limit(1_000)
      .execute();
    if (rows.length === 0) return undefined;
    for (const row of rows) {
      const entry: MessageEntry = {
        kind: row.kind === "request" ? "request" : "response",
        client: row.client,
        queryId: row.query_id,
        requestId: row.request_id,
        service: row.service,
        userId: row.user_id,
        issue: row.issue,
        purpose: row.purpose,
        subject: row.subject,
        pathHash: row.path_hash,
        status: row.status,
        contentDigest: row.content_digest,
        signature: row.signature,
      };
      const expected = hashEntry(row.id, row.at, previous, entry);
      const follows = row.id === lastId + 1n && row.previous_hash.equals(previous);
      if (!follows || !row.hash.equals(expected)) return row.id;
      previous = row.hash;
      lastId = row.id;
    }
  }
};
