import { createHash } from "node:crypto";
import { children, der, expectTags, octets, oid, readDer, sequence, setOf } from "./der.ts";
import type { DerNode } from "./der.ts";
import { signatureFromDer, signatureToDer } from "./p256-signature.ts";

// The CMS of a seal: CAdES as PAdES B-B and B-T take it (ETSI EN 319 142-1 §6.3, EN 319 122-1
// §5.2.2.3, RFC 5652, RFC 5035). One signer, P-256, SHA-256, detached. No signing-time attribute:
// PAdES keeps the claimed time in the PDF's /M.

export type SealCms = Readonly<{
  /** DER certificates, the seal's own first, each issued by the next; the root stays out. */
  chain: readonly Uint8Array[];
  contentDigest: Uint8Array;
  /** r ‖ s over `signedAttributes`. */
  signature: Uint8Array;
  /** RFC 3161 token over the signature value. */
  timestamp?: Uint8Array | undefined;
}>;

const sha256Algorithm = sequence(oid("2.16.840.1.101.3.4.2.1"));
const ecdsaWithSha256 = sequence(oid("1.2.840.10045.4.3.2"));
const data = oid("1.2.840.113549.1.7.1");
const signedData = oid("1.2.840.113549.1.7.2");
const contentType = oid("1.2.840.113549.1.9.3");
const messageDigest = oid("1.2.840.113549.1.9.4");
const signingCertificateV2 = oid("1.2.840.113549.1.9.16.2.47");
const signatureTimestamp = oid("1.2.840.113549.1.9.16.2.14");
const one = der(0x02, Buffer.from([1]));

const attribute = (type: Uint8Array, value: Uint8Array): Buffer => sequence(type, setOf(value));

export const sha256 = (bytes: Uint8Array): Buffer => createHash("sha256").update(bytes).digest();

/**
 * What is signed: content type, digest of the file, and the digest of every certificate carried,
 * so that none of them can be exchanged.
 */
export const signedAttributes = (
  chain: readonly Uint8Array[],
  contentDigest: Uint8Array,
): Buffer => {
  const certificateIds = chain.map((certificate) => sequence(octets(sha256(certificate))));
  return setOf(
    attribute(contentType, data),
    attribute(messageDigest, octets(contentDigest)),
    attribute(signingCertificateV2, sequence(sequence(...certificateIds))),
  );
};

/** Issuer and serial number of a certificate, as they stand in it (RFC 5280 §4.1). */
export const issuerAndSerial = (certificate: Uint8Array): Buffer => {
  const [tbs] = children(readDer(certificate));
  const [, serial, , issuer] = tbs ? children(tbs) : [];
  if (!serial || !issuer) throw new RangeError("not a certificate of version 3");
  return sequence(issuer.whole, serial.whole);
};

const context = (tag: number, ...contents: readonly Uint8Array[]): Buffer => {
  const set = setOf(...contents);
  return der(tag, readDer(set).content);
};

export const writeSealCms = ({ chain, contentDigest, signature, timestamp }: SealCms): Buffer => {
  const leaf = chain[0];
  if (!leaf) throw new RangeError("a seal carries its certificate");
  const signerInfo = sequence(
    one,
    issuerAndSerial(leaf),
    sha256Algorithm,
    der(0xa0, readDer(signedAttributes(chain, contentDigest)).content),
    ecdsaWithSha256,
    octets(signatureToDer(signature)),
    ...(timestamp ? [context(0xa1, attribute(signatureTimestamp, timestamp))] : []),
  );
  const body = sequence(
    one,
    setOf(sha256Algorithm),
    sequence(data),
    context(0xa0, ...chain),
    setOf(signerInfo),
  );
  return sequence(signedData, der(0xa0, body));
};

const valueOf = (attributes: readonly DerNode[], type: Uint8Array): DerNode => {
  for (const each of attributes) {
    const [found, values] = expectTags(each, 0x06, 0x31);
    const value = values && children(values)[0];
    if (found && value && Buffer.compare(found.whole, type) === 0) return value;
  }
  throw new RangeError("an attribute of the seal is missing");
};

const readSigner = (info: DerNode) => {
  const parts = children(info);
  const [, , , attributes, , signature, unsignedAttributes] = parts;
  if (!attributes || !signature) throw new RangeError("the signer is incomplete");
  const signed = children(attributes);
  const [ids] = children(valueOf(signed, signingCertificateV2));
  if (!ids) throw new RangeError("no certificate is named");
  return {
    contentDigest: valueOf(signed, messageDigest).content,
    certificateDigests: children(ids).map((id) => expectTags(id, 0x04)[0]?.content),
    signature: signatureFromDer(signature.content),
    timestamp:
      unsignedAttributes && valueOf(children(unsignedAttributes), signatureTimestamp).whole,
  };
};

/**
 * The parts of a seal's CMS. Throws a RangeError unless the bytes are exactly what
 * `writeSealCms` writes from those parts: no other form of the same seal is accepted.
 */
export const readSealCms = (bytes: Uint8Array): SealCms => {
  const [, content] = expectTags(readDer(bytes), 0x06, 0xa0);
  const [body] = content ? expectTags(content, 0x30) : [];
  const [, , , certificates, signers] = body ? children(body) : [];
  const [info] = signers ? expectTags(signers, 0x30) : [];
  if (!certificates || !info) throw new RangeError("not a seal");
  const { contentDigest, certificateDigests, signature, timestamp } = readSigner(info);
  const carried = children(certificates).map(({ whole }) => whole);
  const chain = certificateDigests.map((digest) =>
    carried.find((each) => digest && Buffer.compare(sha256(each), digest) === 0),
  );
  if (carried.length > 8 || !chain.every((each) => each !== undefined)) {
    throw new RangeError("the certificates are not those that were signed");
  }
  const parts = { chain, contentDigest, signature, timestamp };
  if (Buffer.compare(writeSealCms(parts), bytes) !== 0) {
    throw new RangeError("not the exact form of a seal");
  }
  return parts;
};
