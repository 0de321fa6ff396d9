import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { randomBytes, X509Certificate, type KeyObject } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import type { Text } from "../text.ts";
import { softwareSealer, type Sealer } from "./sealer.ts";
import { signatureToDer } from "./p256-signature.ts";

/** PEM throughout. The private key is PKCS#8 and for the caller to store encrypted. */
export type SealAuthority = Readonly<{ certificate: string; privateKey: string }>;
export type SealCredential = Readonly<{ certificate: string; privateKey: string }>;

type Subject = Readonly<{ country: string; name: Text; identifier: string }>;
type Validity = Readonly<{ validFrom: Date; validUntil: Date }>;

export type AuthorityInput = Subject & Validity;
export type SealCertificateInput = Subject &
  Validity &
  Readonly<{
    /** SPKI PEM of a key that lives elsewhere (a token behind PKCS#11). */
    publicKey: string;
  }>;

const ecdsaWithSha256 = "1.2.840.10045.4.3.2";

/** Country, institution's own identifier (ETSI EN 319 412-1), English in O, Arabic in CN. */
const distinguishedName = ({ country, name, identifier }: Subject) => {
  const utf8 = (type: string, value: string) =>
    new pkijs.AttributeTypeAndValue({ type, value: new asn1js.Utf8String({ value }) });
  return new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      new pkijs.AttributeTypeAndValue({
        type: "2.5.4.6",
        value: new asn1js.PrintableString({ value: country }),
      }),
      utf8("2.5.4.97", identifier),
      utf8("2.5.4.10", name.en),
      utf8("2.5.4.3", name.ar),
    ],
  });
};

const buffer = (bytes: Uint8Array): ArrayBuffer => Uint8Array.from(bytes).buffer;

const spkiOf = (key: KeyObject): Buffer => {
  if (key.asymmetricKeyDetails?.namedCurve !== "prime256v1") {
    throw new Error("a seal key is a P-256 key");
  }
  return key.export({ type: "spki", format: "der" });
};

/** RFC 7093 §2 method 1: the first 160 bits of the SHA-256 of the key. */
const keyIdentifier = (spki: pkijs.PublicKeyInfo): Uint8Array =>
  createHash("sha256")
    .update(spki.subjectPublicKey.valueBlock.valueHexView)
    .digest()
    .subarray(0, 20);

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock) =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });

/** RFC 5280 §4.2.1. No extended key usage: general CMS verifiers refuse those they do not know. */
const extensions = (
  subjectKey: Uint8Array,
  authorityKey: Uint8Array,
  isAuthority: boolean,
): pkijs.Extension[] => {
  const constraints = isAuthority ? { cA: true, pathLenConstraint: 1 } : { cA: false };
  // keyCertSign and cRLSign for the authority; digitalSignature and contentCommitment for a seal.
  const usage = isAuthority
    ? { valueHex: Uint8Array.of(0x06).buffer, unusedBits: 1 }
    : { valueHex: Uint8Array.of(0xc0).buffer, unusedBits: 6 };
  const authority = new pkijs.AuthorityKeyIdentifier({
    keyIdentifier: new asn1js.OctetString({ valueHex: buffer(authorityKey) }),
  });
  return [
    extension("2.5.29.19", true, new pkijs.BasicConstraints(constraints).toSchema()),
    extension("2.5.29.15", true, new asn1js.BitString(usage)),
    extension("2.5.29.14", false, new asn1js.OctetString({ valueHex: buffer(subjectKey) })),
    extension("2.5.29.35", false, authority.toSchema()),
  ];
};

type Template = Readonly<{
  subject: Subject;
  issuerName: pkijs.RelativeDistinguishedNames;
  issuerKey?: Uint8Array;
  validity: Validity;
  spki: Buffer;
  isAuthority: boolean;
}>;

const time = (at: Date): pkijs.Time => {
  const { UTCTime, GeneralizedTime } = pkijs.TimeType;
  return new pkijs.Time({
    type: at.getUTCFullYear() < 2050 ? UTCTime : GeneralizedTime,
    value: at,
  });
};

const issue = async (template: Template, issuer: Sealer): Promise<string> => {
  const { validFrom, validUntil } = template.validity;
  if (!(validFrom < validUntil)) throw new Error("a certificate ends after it begins");
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: buffer(serial) });
  certificate.issuer = template.issuerName;
  certificate.subject = distinguishedName(template.subject);
  certificate.notBefore = time(validFrom);
  certificate.notAfter = time(validUntil);
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(buffer(template.spki));
  const ownKey = keyIdentifier(certificate.subjectPublicKeyInfo);
  const issuerKey = template.issuerKey ?? ownKey;
  certificate.extensions = extensions(ownKey, issuerKey, template.isAuthority);
  certificate.signature = new pkijs.AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 });
  certificate.signatureAlgorithm = certificate.signature;
  const toBeSigned = certificate.encodeTBS();
  certificate.tbsView = new Uint8Array(toBeSigned.toBER(false));
  const signature = signatureToDer(await issuer.sign(certificate.tbsView));
  certificate.signatureValue = new asn1js.BitString({ valueHex: buffer(signature) });
  return new X509Certificate(Buffer.from(certificate.toSchema(true).toBER(false))).toString();
};

/** A new P-256 key pair in PEM. */
export const generateSealKey = (): { privateKey: string; publicKey: string } =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });

/** A new root under which institutions' seals are issued, for a nation without one yet. */
export const createSealAuthority = async (input: AuthorityInput): Promise<SealAuthority> => {
  const { privateKey, publicKey } = generateSealKey();
  const template: Template = {
    subject: input,
    issuerName: distinguishedName(input),
    validity: input,
    spki: spkiOf(createPublicKey(publicKey)),
    isAuthority: true,
  };
  return { certificate: await issue(template, softwareSealer(privateKey)), privateKey };
};

/** A certificate for a seal key that the caller holds; PEM. */
export const certifySealKey = (
  authority: SealAuthority,
  input: SealCertificateInput,
): Promise<string> => {
  const issuer = pkijs.Certificate.fromBER(buffer(new X509Certificate(authority.certificate).raw));
  const template: Template = {
    subject: input,
    issuerName: issuer.subject,
    issuerKey: keyIdentifier(issuer.subjectPublicKeyInfo),
    validity: input,
    spki: spkiOf(createPublicKey(input.publicKey)),
    isAuthority: false,
  };
  return issue(template, softwareSealer(authority.privateKey));
};

/** A new seal for an institution: software key and its certificate. */
export const issueSealCertificate = async (
  authority: SealAuthority,
  input: Subject & Validity,
): Promise<SealCredential> => {
  const { privateKey, publicKey } = generateSealKey();
  return { certificate: await certifySealKey(authority, { ...input, publicKey }), privateKey };
};

/** Whether a private key belongs to a certificate: checked before a seal is put to use. */
export const keyMatchesCertificate = ({ privateKey, certificate }: SealCredential): boolean =>
  new X509Certificate(certificate).checkPrivateKey(createPrivateKey(privateKey));
