import type { Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import {
  chainStart,
  markProof,
  walkLinks,
  type Break,
  type ChainKey,
  type Walked,
} from "./audit-chain.ts";
import {
  countUnsealed,
  findLostUnsealed,
  findMark,
  findStrayEvent,
  listLinks,
  type Mark,
} from "./audit-chain-queries.ts";

type Db = Kysely<SsoDatabase>;

/** A link somebody outside wrote down: the chain must have it still. */
export type Expected = Readonly<{ position: bigint; hash: string }>;

export type AuditCheck = Readonly<{
  broken: Break | undefined;
  /** The newest link; worth writing down elsewhere. */
  head: Readonly<{ position: bigint; hash: string }>;
  links: bigint;
  /** Events that wait to be linked. */
  unsealed: number;
}>;

const onePart = 2_000;

const isProved = (key: ChainKey, name: "head" | "cut", mark: Mark | undefined): boolean => {
  if (!mark) return false;
  // Before the first link there is nothing to prove.
  if (mark.position === 0n) return mark.hash.equals(chainStart);
  return mark.proof !== null && mark.proof.equals(markProof(key, { name, ...mark }));
};

/** Walks links from a mark on, to the end or to a position. */
export const walkFrom = async (
  db: Db,
  key: ChainKey,
  from: Walked,
  options: Readonly<{ upTo?: bigint; expected?: Expected | undefined }> = {},
): Promise<Readonly<{ walked: Walked; broken: Break | undefined }>> => {
  const { upTo, expected } = options;
  let walked = from;
  for (;;) {
    const links = await listLinks(db, walked.position, onePart);
    const wanted = links.filter(({ position }) => upTo === undefined || position <= upTo);
    const step = walkLinks(key, walked, wanted);
    if (step.broken) return step;
    const seen = wanted.find(({ position }) => position === expected?.position);
    if (seen && seen.hash.toString("hex") !== expected?.hash) {
      const { position, eventId } = seen;
      return { walked: step.walked, broken: { what: "not-as-expected", position, eventId } };
    }
    walked = step.walked;
    if (wanted.length < onePart) return { walked, broken: undefined };
  }
};

/** What is wrong with the ends of the chain and with events outside it. */
const checkEnds = async (
  db: Db,
  key: ChainKey,
  walked: Walked,
  expected: Expected | undefined,
): Promise<Break | undefined> => {
  const head = await findMark(db, "head");
  const position = walked.position + 1n;
  const whole = head?.position === walked.position && head.hash.equals(walked.hash);
  if (!whole || !isProved(key, "head", head)) {
    return { what: "end-missing", position, eventId: undefined };
  }
  if (expected && expected.position > walked.position) {
    return { what: "end-missing", position, eventId: undefined };
  }
  const stray = await findStrayEvent(db);
  if (stray !== undefined) return { what: "event-inserted", position, eventId: stray };
  const lost = await findLostUnsealed(db);
  return lost === undefined ? undefined : { what: "event-removed", position, eventId: lost };
};

/**
 * Checks the whole audit against its chain, at one moment: any event or link that was changed,
 * removed or put in by another way is found, and the first is named. What was cut off at the end
 * together with an older head is found by comparing with a head that was written down elsewhere.
 */
export const checkAudit = async (db: Db, key: ChainKey, expected?: Expected): Promise<AuditCheck> =>
  await db
    .transaction()
    .setIsolationLevel("repeatable read")
    .setAccessMode("read only")
    .execute(async (tx) => {
      const cut = await findMark(tx, "cut");
      const start = { position: cut?.position ?? 0n, hash: cut?.hash ?? chainStart, latest: 0 };
      const unsealed = await countUnsealed(tx);
      const result = (walked: Walked, broken: Break | undefined): AuditCheck => ({
        broken,
        head: { position: walked.position, hash: walked.hash.toString("hex") },
        links: walked.position - start.position,
        unsealed,
      });
      if (!cut || !isProved(key, "cut", cut)) {
        return result(start, { what: "cut-forged", position: start.position, eventId: undefined });
      }
      const { walked, broken } = await walkFrom(tx, key, start, { expected });
      return result(walked, broken ?? (await checkEnds(tx, key, walked, expected)));
    });
