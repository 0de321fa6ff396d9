import type { KeyObject } from "node:crypto";
import { decode, encode } from "cborg";
import { z } from "zod";
import { sha256 } from "@gov/kit/crypto.ts";
import { signatureHolds, signDraft } from "@gov/kit/document/cose-qr.ts";
import type { SummaryRefusal, SummarySigner } from "@gov/kit/document/cose-qr.ts";
import { draftSign1, readSign1, strictCbor } from "@gov/kit/document/cose-sign1.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";

/** What the head of a closed day says. */
export type DayHead = Readonly<{
  /** `2026-11-26`, in Asia/Hebron. */
  day: string;
  /** Number of receipts in its tree. */
  size: number;
  root: Uint8Array;
  /** `headDigest` of the day before; zeros before the first. */
  previous: Uint8Array;
}>;

/** Sets heads apart from receipts, which the same key signs. */
const contentType = "application/x-receipt-day+cbor";
const version = 1;
const maxBytes = 500;
const dayMs = 86_400_000;

/** What stands for the day before the first one. */
export const beforeFirst: Uint8Array = new Uint8Array(32);

export const dayBefore = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) - dayMs).toISOString().slice(0, 10);

/** SHA-256 of a signed head as it is published: what the next day names and what is stamped. */
export const headDigest = (head: Uint8Array): Buffer => sha256(head);

const writeHead = ({ day, size, root, previous }: DayHead): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [0, version],
      [1, Date.parse(`${day}T00:00:00Z`) / dayMs],
      [2, size],
      [3, root],
      [4, previous],
    ]),
  );

const hash = z.custom<Uint8Array>((it) => it instanceof Uint8Array && it.length === 32);
const headSchema = z.object({
  version: z.literal(version),
  days: z.number().int().min(0).max(1_000_000),
  size: z
    .number()
    .int()
    .min(0)
    .max(2 ** 31 - 1),
  root: hash,
  previous: hash,
});

/** The head as COSE_Sign1. */
export const signHead = async (head: DayHead, signer: SummarySigner): Promise<Uint8Array> =>
  await signDraft(draftSign1(writeHead(head), { ...signer, contentType }), signer);

const readPayload = (payload: Uint8Array): DayHead | undefined => {
  try {
    const said = z.instanceof(Map).parse(decode(payload, strictCbor));
    const [versionSaid, days, size, root, previous] = [0, 1, 2, 3, 4].map((key) => said.get(key));
    const read = headSchema.parse({ version: versionSaid, days, size, root, previous });
    const day = new Date(read.days * dayMs).toISOString().slice(0, 10);
    const head = { day, size: read.size, root: read.root, previous: read.previous };
    return Buffer.compare(writeHead(head), payload) === 0 ? head : undefined;
  } catch {
    // Not CBOR, or not of a head's shape.
    return undefined;
  }
};

/** What a signed head says, if a known key signed exactly it. Never throws. */
export const readHead = (
  bytes: Uint8Array,
  findKey: (kid: string) => KeyObject | undefined,
): Result<DayHead, SummaryRefusal> => {
  const read = readSign1(bytes, maxBytes);
  const head = read?.contentType === contentType ? readPayload(read.payload) : undefined;
  if (!read || !head) return err("malformed");
  const key = findKey(read.kid);
  if (!key) return err("unknownKey");
  return signatureHolds(key, read) ? ok(head) : err("altered");
};
