import { decode, encode } from "cborg";
import { z } from "zod";
import { fromBase32, toBase32 } from "./base32.ts";
import { draftSign1, readSign1, strictCbor } from "./cose-sign1.ts";
import type { CoseAlgorithm, CoseDraft } from "./cose-sign1.ts";

// The signed summary of a document that its QR code carries: COSE_Sign1 (RFC 9052 §4.2) over a
// small map with integer keys. Nothing here needs Node: a phone reads a summary with this file and
// checks the signature with its own cryptography.

const isoDate = z.iso.date();

export const documentSummary = z.object({
  number: z.string().min(1).max(40),
  /** Kind of document, as the catalogue names it: `vehicle-licence`. */
  type: z.string().min(1).max(60),
  issued: isoDate,
  validUntil: isoDate.optional(),
  /** Who issued it, as people read it. */
  issuer: z.string().min(1).max(80),
  /** Whom it is about: initials, or the name where the document is meant to be shown. */
  subject: z.string().min(1).max(80),
  /** Salted digest of the facts in the PDF's attachment, from `digestFacts`. */
  factsDigest: z.custom<Uint8Array>((it) => it instanceof Uint8Array && it.length === 32),
});
export type DocumentSummary = z.infer<typeof documentSummary>;

export type SummaryAlgorithm = CoseAlgorithm;

/** A summary taken apart; the signature is not checked yet. */
export type UncheckedSummary = Readonly<{
  kid: string;
  algorithm: SummaryAlgorithm;
  /** What was signed (Sig_structure). */
  message: Uint8Array;
  signature: Uint8Array;
  summary: DocumentSummary;
}>;

const maxBytes = 1_024;
const version = 1;

const dayMs = 86_400_000;
const toDays = (date: string): number => Date.parse(`${date}T00:00:00Z`) / dayMs;
const toDate = (days: unknown): string =>
  typeof days === "number" ? new Date(days * dayMs).toISOString().slice(0, 10) : "";

const writePayload = (summary: DocumentSummary): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [0, version],
      [1, summary.number],
      [2, summary.type],
      [3, toDays(summary.issued)],
      ...(summary.validUntil ? [[4, toDays(summary.validUntil)] as const] : []),
      [5, summary.issuer],
      [6, summary.subject],
      [7, summary.factsDigest],
    ]),
  );

/** What is to be signed of a summary, by a key of this algorithm and name. */
export const draftSummary = (
  summary: DocumentSummary,
  algorithm: SummaryAlgorithm,
  kid: string,
): CoseDraft => draftSign1(writePayload(summary), { algorithm, kid });

const readPayload = (bytes: Uint8Array): DocumentSummary => {
  const payload = z.instanceof(Map).parse(decode(bytes, strictCbor));
  return documentSummary.parse({
    number: payload.get(1),
    type: payload.get(2),
    issued: toDate(payload.get(3)),
    ...(payload.has(4) ? { validUntil: toDate(payload.get(4)) } : {}),
    issuer: payload.get(5),
    subject: payload.get(6),
    factsDigest: payload.get(7),
  });
};

/**
 * Takes a summary apart; undefined unless the bytes are exactly what `draftSummary` makes of it.
 * Never throws.
 */
export const readSummary = (bytes: Uint8Array): UncheckedSummary | undefined => {
  const read = readSign1(bytes, maxBytes);
  if (!read || read.contentType !== undefined) return undefined;
  const { kid, algorithm, message, signature, payload } = read;
  try {
    const summary = readPayload(payload);
    const again = writePayload(summary);
    const isExact =
      again.length === payload.length && again.every((byte, i) => byte === payload[i]);
    return isExact ? { kid, algorithm, message, signature, summary } : undefined;
  } catch {
    // Not CBOR, or not of a summary's shape.
    return undefined;
  }
};

/**
 * The address that the QR code holds: `HTTPS://HOST/V/…`. Scheme and host know no case, so all of
 * it is upper case for the alphanumeric mode; the portal serves `/V/` as it stands.
 */
export const summaryUrl = (portalUrl: string, cose: Uint8Array): string => {
  const { origin, pathname } = new URL(portalUrl);
  if (pathname !== "/") throw new Error(`the portal's address has no path, unlike ${portalUrl}`);
  return `${origin.toUpperCase()}/V/${toBase32(cose)}`;
};

/** The summary in what was scanned: the whole address, or its part behind `/V/`. */
export const scannedSummary = (scanned: string): Uint8Array | undefined => {
  if (scanned.length > 2_048) return undefined;
  const match = /^(?:HTTPS?:\/\/[A-Z0-9.:[\]-]+\/V\/)?([A-Z2-7]+)$/.exec(scanned);
  return match?.[1] === undefined ? undefined : fromBase32(match[1]);
};
