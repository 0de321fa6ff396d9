import { createHash, verify, type X509Certificate } from "node:crypto";
import { err, ok, type Result } from "../result.ts";
import { children, der, expectTags, octets, oid, readDer, sameBytes, sequence } from "./der.ts";
import { setOf, type DerNode } from "./der.ts";
import { issuerAndSerial } from "./seal-cms.ts";
import { findDistrust, readCertificates } from "./seal-trust.ts";

// RFC 3161 tokens, in the one form that timestamp authorities write: version 3, one signer, the
// certificates of its path, no unsigned attributes. Read strictly, because a token stands outside
// what the seal signs.

const timestampInfo = oid("1.2.840.113549.1.9.16.1.4");
const messageDigest = oid("1.2.840.113549.1.9.4");
const timeStampingUsage = "1.3.6.1.5.5.7.3.8";
const noParameters = Buffer.from([0x05, 0x00]);

const algorithms = (table: Readonly<Record<string, string>>): ReadonlyMap<string, string> =>
  new Map(
    Object.entries(table).flatMap(([dotted, name]) => [
      [sequence(oid(dotted)).toString("hex"), name],
      [sequence(oid(dotted), noParameters).toString("hex"), name],
    ]),
  );

const digests = algorithms({
  "2.16.840.1.101.3.4.2.1": "sha256",
  "2.16.840.1.101.3.4.2.2": "sha384",
  "2.16.840.1.101.3.4.2.3": "sha512",
});
const signatures = algorithms({
  "1.2.840.113549.1.1.1": "rsa",
  "1.2.840.113549.1.1.11": "rsa sha256",
  "1.2.840.113549.1.1.12": "rsa sha384",
  "1.2.840.113549.1.1.13": "rsa sha512",
  "1.2.840.10045.4.3.2": "ec sha256",
  "1.2.840.10045.4.3.3": "ec sha384",
  "1.2.840.10045.4.3.4": "ec sha512",
});

const hexOf = (node: DerNode): string => Buffer.from(node.whole).toString("hex");

type Token = Readonly<{
  info: Uint8Array;
  certificates: readonly Uint8Array[];
  digestAlgorithm: DerNode;
  attributes: DerNode;
  signatureAlgorithm: DerNode;
  signature: Uint8Array;
}>;

const readToken = (bytes: Uint8Array): Token => {
  const [, content] = expectTags(readDer(bytes), 0x06, 0xa0);
  const [body] = content ? expectTags(content, 0x30) : [];
  const [, , encapsulated, certificates, signers] = body
    ? expectTags(body, 0x02, 0x31, 0x30, 0xa0, 0x31)
    : [];
  const [, wrapped] = encapsulated ? expectTags(encapsulated, 0x06, 0xa0) : [];
  const [info] = wrapped ? expectTags(wrapped, 0x04) : [];
  const [signer] = signers ? expectTags(signers, 0x30) : [];
  const [, , digestAlgorithm, attributes, signatureAlgorithm, signature] = signer
    ? expectTags(signer, 0x02, 0x30, 0x30, 0xa0, 0x30, 0x04)
    : [];
  if (!info || !certificates || !digestAlgorithm || !attributes) throw new RangeError("no token");
  if (!signatureAlgorithm || !signature) throw new RangeError("no token");
  return {
    info: info.content,
    certificates: children(certificates).map(({ whole }) => whole),
    digestAlgorithm,
    attributes,
    signatureAlgorithm,
    signature: signature.content,
  };
};

const writeToken = (token: Token, leaf: Uint8Array): Buffer => {
  const signer = sequence(
    der(0x02, Buffer.from([1])),
    issuerAndSerial(leaf),
    token.digestAlgorithm.whole,
    der(0xa0, token.attributes.content),
    token.signatureAlgorithm.whole,
    octets(token.signature),
  );
  const body = sequence(
    der(0x02, Buffer.from([3])),
    setOf(token.digestAlgorithm.whole),
    sequence(timestampInfo, der(0xa0, octets(token.info))),
    der(0xa0, ...token.certificates),
    setOf(signer),
  );
  return sequence(oid("1.2.840.113549.1.7.2"), der(0xa0, body));
};

/** What was stamped and when; the time is `YYYYMMDDHHMMSS[.f]Z` (RFC 3161 §2.4.2). */
export const readTimestampInfo = (info: Uint8Array): { imprint: DerNode; at: Date } => {
  const [, , imprint, , time] = children(readDer(info));
  const text = time?.tag === 0x18 ? Buffer.from(time.content).toString("latin1") : "";
  const match = /^(\d{4})(\d\d)(\d\d)(\d\d)(\d\d)(\d\d)(?:\.\d+)?Z$/.exec(text);
  if (!match || !imprint) throw new RangeError("no time");
  const [year = 0, month = 0, ...rest] = match.slice(1).map(Number);
  return { imprint, at: new Date(Date.UTC(year, month - 1, ...rest)) };
};

/** The content that a token wraps, unverified. */
export const timestampContent = (token: Uint8Array): Uint8Array => readToken(token).info;

const imprintHolds = (imprint: DerNode, stamped: Uint8Array): boolean => {
  const [algorithm, digest] = expectTags(imprint, 0x30, 0x04);
  const name = algorithm && digests.get(hexOf(algorithm));
  if (!name || !digest) return false;
  return sameBytes(createHash(name).update(stamped).digest(), digest.content);
};

const signatureHolds = (token: Token, certificate: X509Certificate): boolean => {
  const digest = digests.get(hexOf(token.digestAlgorithm));
  const [family, named] = signatures.get(hexOf(token.signatureAlgorithm))?.split(" ") ?? [];
  if (!digest || (named !== undefined && named !== digest)) return false;
  if (family !== certificate.publicKey.asymmetricKeyType) return false;
  const attributes = children(token.attributes).map((each) => expectTags(each, 0x06, 0x31));
  const [, values] =
    attributes.find(([type]) => type && sameBytes(type.whole, messageDigest)) ?? [];
  const [value] = values ? expectTags(values, 0x04) : [];
  const actual = createHash(digest).update(token.info).digest();
  if (!value || !sameBytes(actual, value.content)) return false;
  const signed = der(0x31, token.attributes.content);
  return verify(digest, signed, certificate.publicKey, token.signature);
};

/** The signer's certificate and its issuers in order; undefined if any other is carried along. */
const pathOf = (
  leaf: X509Certificate,
  carried: readonly X509Certificate[],
  roots: readonly X509Certificate[],
): X509Certificate[] | undefined => {
  const rest = carried.filter(
    (each) => each !== leaf && !roots.some((root) => sameBytes(root.raw, each.raw)),
  );
  const path = [leaf];
  while (rest.length > 0) {
    const next = rest.findIndex((each) => path.at(-1)?.checkIssued(each));
    if (next < 0) return undefined;
    path.push(...rest.splice(next, 1));
  }
  return path;
};

/**
 * The time that a token proves for `stamped`. `altered`: the token does not belong to these bytes
 * or is broken. `untrusted`: whole, but not from an authority under `roots`. Throws on bytes that
 * are no token at all.
 */
export const readTimestamp = (
  bytes: Uint8Array,
  stamped: Uint8Array,
  roots: readonly X509Certificate[],
): Result<Date, "altered" | "untrusted"> => {
  const token = readToken(bytes);
  const carried = token.certificates.length <= 8 ? readCertificates(token.certificates) : undefined;
  const leaf = carried?.find((each) => sameBytes(writeToken(token, each.raw), bytes));
  if (!carried || !leaf || !signatureHolds(token, leaf)) return err("altered");
  const { imprint, at } = readTimestampInfo(token.info);
  if (!imprintHolds(imprint, stamped)) return err("altered");
  const path = pathOf(leaf, carried, roots);
  const mayStamp = leaf.keyUsage?.includes(timeStampingUsage) && !leaf.ca;
  if (!path || !mayStamp || findDistrust(path, roots, at)) return err("untrusted");
  return ok(at);
};
