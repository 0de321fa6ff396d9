import { createHash, verify, X509Certificate } from "node:crypto";
import type { Text } from "../text.ts";
import { sameBytes, readDer } from "./der.ts";
import { hasLowS, signatureToDer } from "./p256-signature.ts";
import { readSealCms, signedAttributes } from "./seal-cms.ts";
import type { SealCms } from "./seal-cms.ts";
import { findDistrust, maySeal, readCertificates, sealHolder } from "./seal-trust.ts";
import type { Distrust } from "./seal-trust.ts";
import { readTimestamp } from "./timestamp-token.ts";

export type SealCheck =
  | Readonly<{
      status: "valid";
      /** The timestamp authority's time, or else the time that the sealer states. */
      signedAt: Date;
      timestamped: boolean;
      signer: Text;
      /** Serial number of the seal certificate, upper-case hexadecimal. */
      serial: string;
      coversWholeFile: true;
    }>
  | Readonly<{ status: "untrusted"; reason: Distrust | "timestamp"; signer: Text }>
  | Readonly<{ status: "altered"; reason: "coverage" | "seal" | "content" }>
  | Readonly<{ status: "unsigned" }>
  | Readonly<{ status: "malformed"; reason: "notPdf" | "tooLarge" | "structure" }>;

export type SealTrust = Readonly<{
  /** PEM roots of timestamp authorities. Without any, a timestamped seal is not trusted. */
  timestampRoots?: readonly string[];
  /** Serial numbers of withdrawn seal certificates, upper-case hexadecimal. */
  revokedSerials?: ReadonlySet<string>;
}>;

/** Larger files are refused unread. */
export const maxSealedBytes = 25 * 1024 * 1024;

const altered = (reason: "coverage" | "seal" | "content"): SealCheck => ({
  status: "altered",
  reason,
});

type Found = Readonly<{ gapStart: number; gapEnd: number; tail: number; claimedAt: Date }>;

const hexText = String.raw`<[0-9A-F]*>`;
const sealDictionary = new RegExp(
  String.raw`/SubFilter/ETSI\.CAdES\.detached/M\(D:(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)Z\)` +
    `/Name${hexText}/Reason${hexText}/Location${hexText}` +
    String.raw`/Reference\[[^\]]*\]/ByteRange\[0 (\d+) +(\d+) +(\d+) *\]/Contents$`,
);

/** Finds the last seal dictionary and where it says its own bytes stand. */
const findSeal = (pdf: Buffer): Found | undefined => {
  const range = pdf.lastIndexOf("/ByteRange[");
  const contents = range < 0 ? -1 : pdf.indexOf("/Contents<", range);
  if (contents < 0 || contents - range > 100) return undefined;
  const gapStart = contents + "/Contents".length;
  const before = pdf.toString("latin1", Math.max(0, range - 20_000), gapStart);
  const match = sealDictionary.exec(before);
  if (!match) return undefined;
  const [year = 0, month = 0, day, hour, minute, second, start, end = 0, tail = 0] = match
    .slice(1)
    .map(Number);
  if (start !== gapStart) return undefined;
  const claimedAt = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  return { gapStart, gapEnd: end, tail, claimedAt };
};

/** The CMS between `<` and `>`: lower-case hexadecimal, and nothing but zeros behind it. */
const readGap = (pdf: Buffer, { gapStart, gapEnd }: Found): Uint8Array | undefined => {
  const gap = pdf.toString("latin1", gapStart, gapEnd);
  if (!/^<(?:[0-9a-f]{2})+>$/.test(gap)) return undefined;
  const bytes = Buffer.from(gap.slice(1, -1), "hex");
  const cms = readDer(bytes).whole;
  return bytes.subarray(cms.length).every((byte) => byte === 0) ? cms : undefined;
};

const signatureHolds = (cms: SealCms, certificate: X509Certificate): boolean => {
  const key = certificate.publicKey;
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1" || !hasLowS(cms.signature)) {
    return false;
  }
  const attributes = signedAttributes(cms.chain, cms.contentDigest);
  return verify("sha256", attributes, { key, dsaEncoding: "ieee-p1363" }, cms.signature);
};

const judge = (
  cms: SealCms,
  claimedAt: Date,
  roots: readonly X509Certificate[],
  trust: SealTrust,
): SealCheck => {
  const certificates = readCertificates(cms.chain);
  const leaf = certificates?.[0];
  if (!certificates || !leaf || !signatureHolds(cms, leaf)) return altered("seal");
  const signer = sealHolder(leaf);
  const untrusted = (reason: Distrust | "timestamp"): SealCheck => ({
    status: "untrusted",
    reason,
    signer,
  });
  let signedAt = claimedAt;
  if (cms.timestamp) {
    const tsaRoots = (trust.timestampRoots ?? []).map((pem) => new X509Certificate(pem));
    const stamp = readTimestamp(cms.timestamp, signatureToDer(cms.signature), tsaRoots);
    if (!stamp.ok) return stamp.error === "altered" ? altered("seal") : untrusted("timestamp");
    signedAt = stamp.value;
  }
  const distrust = findDistrust(certificates, roots, signedAt);
  if (distrust) return untrusted(distrust);
  if (!maySeal(leaf)) return untrusted("notASealCertificate");
  if (certificates.some((each) => trust.revokedSerials?.has(each.serialNumber))) {
    return untrusted("revoked");
  }
  return {
    status: "valid",
    signedAt,
    timestamped: cms.timestamp !== undefined,
    signer,
    serial: leaf.serialNumber,
    coversWholeFile: true,
  };
};

const check = (pdf: Buffer, roots: readonly X509Certificate[], trust: SealTrust): SealCheck => {
  const found = findSeal(pdf);
  if (!found) return { status: "unsigned" };
  if (found.gapEnd + found.tail !== pdf.length || found.gapEnd <= found.gapStart) {
    return altered("coverage");
  }
  const bytes = readGap(pdf, found);
  if (!bytes) return altered("seal");
  const cms = readSealCms(bytes);
  const digest = createHash("sha256")
    .update(pdf.subarray(0, found.gapStart))
    .update(pdf.subarray(found.gapEnd))
    .digest();
  if (!sameBytes(digest, cms.contentDigest)) return altered("content");
  return judge(cms, found.claimedAt, roots, trust);
};

/**
 * Checks a seal that `sealPdf` made. A seal has one form only: a changed, added or removed byte
 * anywhere in the file is refused. Never throws on what the bytes say; `trustedRoots` are PEM
 * and the caller's own, so a wrong one throws.
 */
export const verifySeal = (
  pdf: Uint8Array,
  trustedRoots: readonly string[],
  trust: SealTrust = {},
): SealCheck => {
  const roots = trustedRoots.map((pem) => new X509Certificate(pem));
  if (pdf.length > maxSealedBytes) return { status: "malformed", reason: "tooLarge" };
  const bytes = Buffer.from(pdf.buffer, pdf.byteOffset, pdf.byteLength);
  if (bytes.toString("latin1", 0, 5) !== "%PDF-") {
    return { status: "malformed", reason: "notPdf" };
  }
  try {
    return check(bytes, roots, trust);
  } catch {
    // Only bytes that are no DER, no certificate or no key get here.
    return { status: "malformed", reason: "structure" };
  }
};
