import { inTransaction, type Database } from "@gov/kit/db.ts";
import type { SummarySigner } from "@gov/kit/document/cose-qr.ts";
import { createTreeBuilder } from "@gov/kit/hash-tree.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { getOpenDay, insertDay, placeLeaves, readLeaves, takeTurn } from "./closing-queries.ts";
import { beforeFirst, headDigest, signHead } from "./day-head.ts";

export type Closer = Readonly<{ db: Database<PayDatabase>; signer: SummarySigner }>;

/** So long after a day's end its last captures are committed, in the ordinary course. */
export const closeAfterMs = 600_000;

/**
 * Closes the first open day if it has ended, in one transaction: leaves, root, signed head, all or
 * nothing, so that after a crash it is done anew. Receipts that commit later wait for the next day.
 */
export const closeNextDay = async (
  { db, signer }: Closer,
  now: Date,
): Promise<"closed" | "notEnded" | "closedElsewhere"> =>
  await inTransaction(db, async (tx) => {
    if (!(await takeTurn(tx))) return "closedElsewhere";
    const ended = new Date(now.getTime() - closeAfterMs);
    const open = await getOpenDay(tx, ended);
    if (open.endsAt > ended) return "notEnded";
    await placeLeaves(tx, open);
    const builder = createTreeBuilder();
    for await (const hash of readLeaves(tx, open.day)) builder.add(hash);
    const { size, root, blocks } = builder.finish();
    const previous = open.previousHead ? headDigest(open.previousHead) : beforeFirst;
    const head = await signHead({ day: open.day, size, root, previous }, signer);
    await insertDay(tx, {
      day: open.day,
      size,
      root,
      previous,
      head,
      blocks: Buffer.concat(blocks),
      closedAt: now,
    });
    return "closed";
  });

/** Closes every day that has ended; gives how many. */
export const closeDays = async (closer: Closer, now: Date): Promise<number> => {
  let closed = 0;
  while ((await closeNextDay(closer, now)) === "closed") closed += 1;
  return closed;
};
