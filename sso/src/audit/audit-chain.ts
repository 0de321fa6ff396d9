import { deriveKey, hmacSha256 } from "@gov/kit/crypto.ts";

/** What the first link follows. */
export const chainStart = Buffer.alloc(32);

export type ChainKey = Buffer;

/** The key of the chain: whoever has the database and not this can add nothing that holds. */
export const chainKey = (encryptionKey: Uint8Array): ChainKey =>
  deriveKey(encryptionKey, "sso/audit-chain");

/** A link's hash: of its place, of the link before, and of all that its event says. */
export const linkHash = (
  key: ChainKey,
  link: Readonly<{ position: bigint; previous: Uint8Array; canonical: string }>,
): Buffer =>
  hmacSha256(
    key,
    `link ${link.position} ${Buffer.from(link.previous).toString("hex")} ${link.canonical}`,
  );

/** What proves the newest link, or the last deleted one, to be ours. */
export const markProof = (
  key: ChainKey,
  mark: Readonly<{ name: "head" | "cut"; position: bigint; hash: Uint8Array }>,
): Buffer =>
  hmacSha256(key, `mark ${mark.name} ${mark.position} ${Buffer.from(mark.hash).toString("hex")}`);

/** Links with their events as the database has them now. */
export type ReadLink = Readonly<{
  position: bigint;
  eventId: string;
  previous: Buffer;
  hash: Buffer;
  /** Undefined where there is no such event any more. */
  canonical: string | null;
  at: Date | null;
}>;

export const breaks = [
  "link-missing",
  "link-changed",
  "event-removed",
  "event-changed",
  "event-backdated",
  "event-inserted",
  "end-missing",
  "cut-forged",
  "not-as-expected",
] as const;

/** Where the chain does not hold, and how. */
export type Break = Readonly<{
  what: (typeof breaks)[number];
  position: bigint;
  eventId: string | undefined;
}>;

/** How far the chain was walked, and what the next link has to follow. */
export type Walked = Readonly<{ position: bigint; hash: Buffer; latest: number }>;

/** An event may be written down so much later than others that began after it, and no later. */
export const toleranceMs = 10 * 60_000;

const breakOf = (key: ChainKey, walked: Walked, link: ReadLink): Break["what"] | undefined => {
  if (link.position !== walked.position + 1n) return "link-missing";
  if (!link.previous.equals(walked.hash)) return "link-changed";
  if (link.canonical === null || link.at === null) return "event-removed";
  const { position, previous, canonical } = link;
  if (!linkHash(key, { position, previous, canonical }).equals(link.hash)) return "event-changed";
  return link.at.getTime() < walked.latest - toleranceMs ? "event-backdated" : undefined;
};

/** Walks on over links in order; stops at the first that does not hold. */
export const walkLinks = (
  key: ChainKey,
  from: Walked,
  links: readonly ReadLink[],
): Readonly<{ walked: Walked; broken: Break | undefined }> => {
  let walked = from;
  for (const link of links) {
    const what = breakOf(key, walked, link);
    if (what !== undefined) {
      const position = what === "link-missing" ? walked.position + 1n : link.position;
      const eventId = what === "link-missing" ? undefined : link.eventId;
      return { walked, broken: { what, position, eventId } };
    }
    const latest = Math.max(walked.latest, link.at?.getTime() ?? 0);
    walked = { position: link.position, hash: link.hash, latest };
  }
  return { walked, broken: undefined };
};
