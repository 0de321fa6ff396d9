import { createPrivateKey, sign, verify, type KeyObject } from "node:crypto";
import { encode } from "cborg";
import { hmacSha256 } from "../crypto.ts";
import { err, ok, type Result } from "../result.ts";
import type { CoseDraft, UncheckedCose } from "./cose-sign1.ts";
import { documentSummary, readSummary, scannedSummary } from "./document-summary.ts";
import { draftSummary } from "./document-summary.ts";
import type { DocumentSummary, SummaryAlgorithm } from "./document-summary.ts";
import { hasLowS, withLowS } from "./p256-signature.ts";

/** Signs summaries. A `Sealer` with a `kid` serves too: its algorithm is ES256. */
export type SummarySigner = Readonly<{
  kid: string;
  algorithm: SummaryAlgorithm;
  sign(message: Uint8Array): Promise<Uint8Array>;
}>;

export type SummaryRefusal = "malformed" | "unknownKey" | "altered";

/** A signer in this process's memory, from PKCS#8 PEM: Ed25519, or P-256. */
export const softwareSummarySigner = (kid: string, privateKeyPem: string): SummarySigner => {
  const key = createPrivateKey(privateKeyPem);
  if (key.asymmetricKeyType === "ed25519") {
    return { kid, algorithm: "EdDSA", sign: (m) => Promise.resolve(sign(null, m, key)) };
  }
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new Error("a summary is signed with an Ed25519 or P-256 key");
  }
  const dsaEncoding = "ieee-p1363";
  return {
    kid,
    algorithm: "ES256",
    sign: (m) => Promise.resolve(sign("sha256", m, { key, dsaEncoding })),
  };
};

/**
 * The digest of a document's facts that its summary carries. Facts are few and can be guessed, so
 * the digest is salted (HMAC-SHA-256 over deterministic CBOR); facts and salt (16 random bytes)
 * travel in the PDF's attachment and nowhere else.
 */
export const digestFacts = (facts: unknown, salt: Uint8Array): Uint8Array => {
  if (salt.length < 16) throw new Error("the salt of a facts digest has at least 16 bytes");
  return Uint8Array.from(hmacSha256(salt, encode(facts)));
};

/** The signed summary as COSE_Sign1. Throws if the summary is not within its bounds. */
export const encodeSummary = async (
  summary: DocumentSummary,
  signer: SummarySigner,
): Promise<Uint8Array> => {
  const exact = documentSummary.parse(summary);
  return await signDraft(draftSummary(exact, signer.algorithm, signer.kid), signer);
};

/** A draft with the signature of the signer whose algorithm and name stand in its header. */
export const signDraft = async (draft: CoseDraft, signer: SummarySigner): Promise<Uint8Array> => {
  const signature = await signer.sign(draft.message);
  return draft.sealWith(signer.algorithm === "ES256" ? withLowS(signature) : signature);
};

/** Whether this key made the signature; the key decides the algorithm. */
export const signatureHolds = (
  key: KeyObject,
  { algorithm, message, signature }: Pick<UncheckedCose, "algorithm" | "message" | "signature">,
): boolean => {
  if (signature.length !== 64) return false;
  if (key.asymmetricKeyType === "ed25519") {
    return algorithm === "EdDSA" && verify(null, message, key, signature);
  }
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") return false;
  if (algorithm !== "ES256" || !hasLowS(signature)) return false;
  return verify("sha256", message, { key, dsaEncoding: "ieee-p1363" }, signature);
};

/**
 * The summary in a COSE_Sign1, or in the text scanned from a QR code, if a known key signed
 * exactly it. The key decides the algorithm. Whether the document is still valid is for the
 * caller to say from `validUntil` and its register. Never throws.
 */
export const decodeAndVerifySummary = (
  scanned: string | Uint8Array,
  findKey: (kid: string) => KeyObject | undefined,
): Result<DocumentSummary, SummaryRefusal> => {
  const bytes = typeof scanned === "string" ? scannedSummary(scanned) : scanned;
  const read = bytes && readSummary(bytes);
  if (!read) return err("malformed");
  const key = findKey(read.kid);
  if (!key) return err("unknownKey");
  return signatureHolds(key, read) ? ok(read.summary) : err("altered");
};
