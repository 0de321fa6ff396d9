import type { Database } from "@gov/kit/db.ts";
import { leafHash, pathThroughBlocks } from "@gov/kit/hash-tree.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { closeAfterMs } from "./close-days.ts";
import { dayBefore } from "./day-head.ts";
import type { InclusionProof, PublishedDays } from "./inclusion-proof.ts";
import { findCose, findDay, listDays, readBlocks } from "./inclusion-queries.ts";
import type { DayRow, Place } from "./inclusion-queries.ts";

type Db = Database<PayDatabase>;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString("base64");

/** When the day of a receipt that waits can be closed. */
export const closesAfter = ({ endsAt }: Pick<Place, "endsAt">): Date =>
  new Date(endsAt.getTime() + closeAfterMs);

/** Whether these signed bytes are the ones that stand, or will stand, in the log. */
export const isLeafOf = (cose: Uint8Array | undefined, { leaf }: Place): boolean =>
  leaf === null || (cose !== undefined && leaf.equals(leafHash(cose)));

/** The proof that a receipt stands in the tree of its day; undefined while no tree has it. */
export const proveInclusion = async (
  db: Db,
  number: string,
  place: Place,
): Promise<InclusionProof | undefined> => {
  const { day, index } = place;
  if (index === null) return undefined;
  const [cose, row, before, { ownBlock, blocks }] = await Promise.all([
    findCose(db, number),
    findDay(db, day),
    findDay(db, dayBefore(day)),
    readBlocks(db, day, index),
  ]);
  if (!cose || !row) throw new Error(`receipt ${number} has a leaf and no day`);
  return {
    status: "included",
    receipt: base64(cose),
    day,
    index,
    path: pathThroughBlocks(ownBlock, blocks, index).map(base64),
    head: base64(row.head),
    ...(before ? { previousHead: base64(before.head) } : {}),
    ...(row.stamp ? { stamp: base64(row.stamp) } : {}),
  };
};

const published = (row: DayRow): PublishedDays["days"][number] => ({
  day: row.day,
  size: row.size,
  root: base64(row.root),
  previous: base64(row.previous),
  head: base64(row.head),
  closedAt: row.closedAt.toISOString(),
  ...(row.stamp ? { stamp: base64(row.stamp) } : {}),
  ...(row.stampedAt ? { stampedAt: row.stampedAt.toISOString() } : {}),
});

/** A page of closed days, the newest first. */
export const publishDays = async (
  db: Db,
  { before, limit }: Readonly<{ before: string | undefined; limit: number }>,
): Promise<PublishedDays> => {
  const rows = await listDays(db, { before, limit: limit + 1 });
  const days = rows.slice(0, limit).map(published);
  const last = days.at(-1);
  return { days, ...(rows.length > limit && last ? { nextBefore: last.day } : {}) };
};
