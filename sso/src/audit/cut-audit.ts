import { inTransaction } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { chainStart, markProof, type Break, type ChainKey } from "./audit-chain.ts";
import { deleteUpTo, findMark, findOldEnd, setMark } from "./audit-chain-queries.ts";
import { recordEvent } from "./audit-queries.ts";
import { walkFrom } from "./check-audit.ts";

const batch = 5_000;
const mostBatches = 200;

const cutBatch = async (
  db: Kysely<SsoDatabase>,
  key: ChainKey,
  keepMonths: number,
): Promise<Result<bigint, Break>> =>
  await inTransaction(db, async (tx) => {
    const cut = await findMark(tx, "cut");
    const start = { position: cut?.position ?? 0n, hash: cut?.hash ?? chainStart, latest: 0 };
    const end = await findOldEnd(tx, start.position, keepMonths, batch);
    if (end <= start.position) return ok(0n);
    // Nothing is deleted that does not hold: it would take the evidence with it.
    const { walked, broken } = await walkFrom(tx, key, start, { upTo: end });
    if (broken) return err(broken);
    const { position, hash } = walked;
    await setMark(tx, "cut", {
      position,
      hash,
      proof: markProof(key, { name: "cut", position, hash }),
    });
    await deleteUpTo(tx, position);
    const detail = { position: Number(position), count: Number(position - start.position) };
    await recordEvent(tx, { event: "audit.cut", detail });
    return ok(position - start.position);
  });

/**
 * Deletes events whose time is over, from the beginning of the chain, and marks where it now
 * begins: the rest goes on holding. Refuses where what it would delete does not hold.
 */
export const cutAudit = async (
  db: Kysely<SsoDatabase>,
  key: ChainKey,
  keepMonths: number,
): Promise<Result<bigint, Break>> => {
  let cut = 0n;
  for (let round = 0; round < mostBatches; round += 1) {
    const done = await cutBatch(db, key, keepMonths);
    if (!done.ok) return done;
    cut += done.value;
    if (done.value < BigInt(batch)) break;
  }
  return ok(cut);
};
