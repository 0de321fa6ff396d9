import { X509Certificate } from "node:crypto";
import { Certificate } from "pkijs";
import type { Text } from "../text.ts";

export type Distrust = "unknownIssuer" | "expired" | "revoked" | "notASealCertificate";

const readCertificate = (raw: Uint8Array): X509Certificate | undefined => {
  try {
    return new X509Certificate(raw);
  } catch {
    return undefined;
  }
};

/** Certificates from DER, or undefined if any of them is not one. */
export const readCertificates = (chain: readonly Uint8Array[]): X509Certificate[] | undefined => {
  const certificates = chain.map(readCertificate);
  return certificates.every((each) => each !== undefined) ? certificates : undefined;
};

const validAt = (certificate: X509Certificate, at: Date): boolean =>
  certificate.validFromDate <= at && at <= certificate.validToDate;

const issuedBy = (certificate: X509Certificate, issuer: X509Certificate): boolean =>
  issuer.ca && certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);

/** Whether each certificate was issued by the next and the last by a root, all valid at `at`. */
export const findDistrust = (
  chain: readonly X509Certificate[],
  roots: readonly X509Certificate[],
  at: Date,
): "unknownIssuer" | "expired" | undefined => {
  const last = chain.at(-1);
  const linked = chain.every((each, i) => {
    const issuer = chain[i + 1];
    return issuer === undefined || issuedBy(each, issuer);
  });
  const root = last && roots.find((each) => issuedBy(last, each));
  if (!linked || !root) return "unknownIssuer";
  return [...chain, root].every((each) => validAt(each, at)) ? undefined : "expired";
};

/** Key usage contentCommitment (RFC 5280 §4.2.1.3, bit 1) and not an authority. */
export const maySeal = (certificate: X509Certificate): boolean => {
  const parsed = Certificate.fromBER(Uint8Array.from(certificate.raw));
  const usage = parsed.extensions?.find(({ extnID }) => extnID === "2.5.29.15");
  const bits = usage?.parsedValue as { valueBlock: { valueHexView: Uint8Array } } | undefined;
  const first = bits?.valueBlock.valueHexView[0] ?? 0;
  return !certificate.ca && (first & 0x40) !== 0;
};

/** The institution that a seal certificate names: Arabic in CN, English in O. */
export const sealHolder = (certificate: X509Certificate): Text => {
  const { CN, O } = certificate.toLegacyObject().subject;
  const one = (value: string | string[] | undefined): string => [value ?? ""].flat()[0] ?? "";
  return { ar: one(CN) || one(O), en: one(O) || one(CN) };
};
