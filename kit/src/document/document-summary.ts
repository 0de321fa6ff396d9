import { decode, encode } from "cborg";
import { z } from "zod";
import { fromBase32, toBase32 } from "./base32.ts";

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

export type SummaryAlgorithm = "ES256" | "EdDSA";

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
const algorithmNumbers = { ES256: -7, EdDSA: -8 } as const;
const taggedSign1 = 0xd2;

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

const writeProtected = (algorithm: SummaryAlgorithm, kid: string): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [1, algorithmNumbers[algorithm]],
      [4, new TextEncoder().encode(kid)],
    ]),
  );

/** A summary before it is signed. */
export type SummaryDraft = Readonly<{
  /** The bytes to sign (RFC 9052 §4.4), with no external data. */
  message: Uint8Array;
  /** The whole COSE_Sign1, tagged, with this signature of the message. */
  sealWith: (signature: Uint8Array) => Uint8Array;
}>;

/** What is to be signed of a summary, by a key of this algorithm and name. */
export const draftSummary = (
  summary: DocumentSummary,
  algorithm: SummaryAlgorithm,
  kid: string,
): SummaryDraft => {
  const headers = writeProtected(algorithm, kid);
  const payload = writePayload(summary);
  return {
    message: encode(["Signature1", headers, new Uint8Array(), payload]),
    sealWith: (signature) => {
      const body = encode([headers, new Map(), payload, signature]);
      const whole = new Uint8Array(body.length + 1);
      whole[0] = taggedSign1;
      whole.set(body, 1);
      return whole;
    },
  };
};

const strict = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowInfinity: false,
  allowNaN: false,
  rejectDuplicateMapKeys: true,
  useMaps: true,
} as const;

const bytesType = z.instanceof(Uint8Array);
const sign1 = z.tuple([bytesType, z.instanceof(Map), bytesType, bytesType]);

const readSign1 = (bytes: Uint8Array): UncheckedSummary | undefined => {
  const parts = sign1.parse(decode(bytes.subarray(1), strict));
  const headers = z.instanceof(Map).parse(decode(parts[0], strict));
  const payload = z.instanceof(Map).parse(decode(parts[2], strict));
  const algorithm = headers.get(1) === algorithmNumbers.EdDSA ? "EdDSA" : "ES256";
  const kid = new TextDecoder("utf-8").decode(bytesType.parse(headers.get(4)));
  const summary = documentSummary.parse({
    number: payload.get(1),
    type: payload.get(2),
    issued: toDate(payload.get(3)),
    ...(payload.has(4) ? { validUntil: toDate(payload.get(4)) } : {}),
    issuer: payload.get(5),
    subject: payload.get(6),
    factsDigest: payload.get(7),
  });
  const { message, sealWith } = draftSummary(summary, algorithm, kid);
  const again = sealWith(parts[3]);
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i])) return undefined;
  return { kid, algorithm, message, signature: parts[3], summary };
};

/**
 * Takes a summary apart; undefined unless the bytes are exactly what `draftSummary` makes of it.
 * Never throws.
 */
export const readSummary = (bytes: Uint8Array): UncheckedSummary | undefined => {
  if (bytes.length > maxBytes || bytes[0] !== taggedSign1) return undefined;
  try {
    return readSign1(bytes);
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
