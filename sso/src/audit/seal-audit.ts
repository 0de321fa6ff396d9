import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { linkHash, markProof, type ChainKey } from "./audit-chain.ts";
import {
  insertLinks,
  listUnsealed,
  lockHead,
  setMark,
  type NewLink,
} from "./audit-chain-queries.ts";

const batch = 1_000;
const mostBatches = 1_000;

const sealBatch = async (db: Kysely<SsoDatabase>, key: ChainKey): Promise<number> =>
  await db.transaction().execute(async (tx) => {
    const head = await lockHead(tx);
    if (!head) return 0;
    const links: NewLink[] = [];
    let { position, hash } = head;
    for (const { eventId, canonical } of await listUnsealed(tx, batch)) {
      const previous = hash;
      position += 1n;
      hash = linkHash(key, { position, previous, canonical });
      links.push({ position, eventId, previous, hash });
    }
    if (links.length === 0) return 0;
    await insertLinks(tx, links);
    const proof = markProof(key, { name: "head", position, hash });
    await setMark(tx, "head", { position, hash, proof });
    return links.length;
  });

/**
 * Links what was written since, in the background: one sealer at a time, and no sign-in waits for
 * it. An event that commits later is linked later; none is left out. Gives how many.
 */
export const sealAudit = async (db: Kysely<SsoDatabase>, key: ChainKey): Promise<number> => {
  let sealed = 0;
  for (let round = 0; round < mostBatches; round += 1) {
    const count = await sealBatch(db, key);
    sealed += count;
    if (count < batch) break;
  }
  return sealed;
};
