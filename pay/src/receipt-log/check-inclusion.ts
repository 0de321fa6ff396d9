import type { KeyObject, X509Certificate } from "node:crypto";
import { decodeAndVerifySummary } from "@gov/kit/document/cose-qr.ts";
import { readTimestamp } from "@gov/kit/document/timestamp-token.ts";
import { inclusionHolds, leafHash } from "@gov/kit/hash-tree.ts";
import { beforeFirst, dayBefore, headDigest, readHead, type DayHead } from "./day-head.ts";
import type { InclusionProof } from "./inclusion-proof.ts";

// Needs no database and asks nobody: a proof, the published keys, the authority's roots.

/** What was found of one step; `absent`: there is nothing to check, which is no failure. */
export type Outcome = "holds" | "fails" | "absent";
export const steps = ["receipt", "head", "place", "chain", "stamp"] as const;
export type Step = (typeof steps)[number];

export type Trust = Readonly<{
  findKey: (kid: string) => KeyObject | undefined;
  /** Roots of the timestamp authority; without any, stamps are not checked. */
  roots: readonly X509Certificate[];
}>;

export type InclusionCheck = Readonly<{
  outcomes: Readonly<Record<Step, Outcome>>;
  /** Whether nothing fails. */
  holds: boolean;
  head: DayHead | undefined;
  /** The number of the receipt, where its signature holds. */
  number: string | undefined;
  stampedAt: Date | undefined;
}>;

const bytes = (base64: string): Uint8Array => Buffer.from(base64, "base64");
const outcome = (holds: boolean): Outcome => (holds ? "holds" : "fails");
const same = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;

/** Whether `later` names exactly this head as the one of the day before. */
export const followsHead = (later: DayHead, before: Uint8Array, trust: Trust): boolean => {
  const read = readHead(before, trust.findKey);
  return (
    read.ok && read.value.day === dayBefore(later.day) && same(later.previous, headDigest(before))
  );
};

const checkChain = (head: DayHead | undefined, proof: InclusionProof, trust: Trust): Outcome => {
  if (!head) return "fails";
  if (same(head.previous, beforeFirst))
    return proof.previousHead === undefined ? "absent" : "fails";
  if (proof.previousHead === undefined) return "absent";
  return outcome(followsHead(head, bytes(proof.previousHead), trust));
};

/** When an authority under these roots saw these bytes; undefined where the token proves nothing. */
export const stampTime = (
  stamp: Uint8Array,
  head: Uint8Array,
  roots: Trust["roots"],
): Date | undefined => {
  try {
    const read = readTimestamp(stamp, head, roots);
    return read.ok ? read.value : undefined;
  } catch {
    // No token at all.
    return undefined;
  }
};

/** Checks each step of a proof by itself. Never throws. */
export const checkInclusion = (proof: InclusionProof, trust: Trust): InclusionCheck => {
  const receipt = bytes(proof.receipt);
  const summary = decodeAndVerifySummary(receipt, trust.findKey);
  const read = readHead(bytes(proof.head), trust.findKey);
  const head = read.ok && read.value.day === proof.day ? read.value : undefined;
  const path = proof.path.map(bytes);
  const { index } = proof;
  const isPlaced =
    head !== undefined &&
    inclusionHolds({ leaf: leafHash(receipt), index, size: head.size, path, root: head.root });
  const isStamped = proof.stamp !== undefined && trust.roots.length > 0;
  const stampedAt = isStamped
    ? stampTime(bytes(proof.stamp ?? ""), bytes(proof.head), trust.roots)
    : undefined;
  const outcomes = {
    receipt: outcome(summary.ok),
    head: outcome(head !== undefined),
    place: outcome(isPlaced),
    chain: checkChain(head, proof, trust),
    stamp: isStamped ? outcome(stampedAt !== undefined) : "absent",
  } as const;
  return {
    outcomes,
    holds: !Object.values(outcomes).includes("fails"),
    head,
    number: summary.ok ? summary.value.number : undefined,
    stampedAt,
  };
};
