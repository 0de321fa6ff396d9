import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync } from "node:crypto";
import { randomBytes, sign, X509Certificate } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";

/** PEM: the authority's root, its own certificate and its key; the root's key is not kept. */
export type AuthorityKeys = Readonly<{ root: string; certificate: string; key: string }>;

const ecdsaWithSha256 = "1.2.840.10045.4.3.2";
const timeStamping = "1.3.6.1.5.5.7.3.8";
const validYears = 10;

const nameOf = (common: string): pkijs.RelativeDistinguishedNames =>
  new pkijs.RelativeDistinguishedNames({
    typesAndValues: [
      ["2.5.4.6", new asn1js.PrintableString({ value: "PS" })] as const,
      ["2.5.4.10", new asn1js.Utf8String({ value: "Time-stamping sandbox" })] as const,
      ["2.5.4.3", new asn1js.Utf8String({ value: common })] as const,
    ].map(([type, value]) => new pkijs.AttributeTypeAndValue({ type, value })),
  });

const extension = (extnID: string, critical: boolean, value: asn1js.BaseBlock): pkijs.Extension =>
  new pkijs.Extension({ extnID, critical, extnValue: value.toBER(false) });

/** RFC 3161 §2.3: one extended usage and no other, marked critical. */
const extensionsOf = (isRoot: boolean): pkijs.Extension[] => {
  const usage = isRoot
    ? { valueHex: Uint8Array.of(0x06).buffer, unusedBits: 1 }
    : { valueHex: Uint8Array.of(0x80).buffer, unusedBits: 7 };
  return [
    extension("2.5.29.19", true, new pkijs.BasicConstraints({ cA: isRoot }).toSchema()),
    extension("2.5.29.15", true, new asn1js.BitString(usage)),
    ...(isRoot
      ? []
      : [
          extension(
            "2.5.29.37",
            true,
            new pkijs.ExtKeyUsage({ keyPurposes: [timeStamping] }).toSchema(),
          ),
        ]),
  ];
};

const pemKeys = () =>
  generateKeyPairSync("ec", {
    namedCurve: "P-256",
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });

const issue = (subject: string, publicKey: string, rootKey: string): string => {
  const certificate = new pkijs.Certificate();
  certificate.version = 2;
  const serial = randomBytes(16);
  serial[0] = ((serial[0] ?? 0) & 0x7f) | 0x40;
  certificate.serialNumber = new asn1js.Integer({ valueHex: Uint8Array.from(serial).buffer });
  certificate.issuer = nameOf("Root");
  certificate.subject = nameOf(subject);
  const from = new Date(Date.now() - 86_400_000);
  const until = new Date(from);
  until.setUTCFullYear(until.getUTCFullYear() + validYears);
  certificate.notBefore = new pkijs.Time({ value: from });
  certificate.notAfter = new pkijs.Time({ value: until });
  const spki = createPublicKey(publicKey).export({ type: "spki", format: "der" });
  certificate.subjectPublicKeyInfo = pkijs.PublicKeyInfo.fromBER(Uint8Array.from(spki).buffer);
  certificate.extensions = extensionsOf(subject === "Root");
  certificate.signature = new pkijs.AlgorithmIdentifier({ algorithmId: ecdsaWithSha256 });
  certificate.signatureAlgorithm = certificate.signature;
  certificate.tbsView = new Uint8Array(certificate.encodeTBS().toBER(false));
  const signature = sign("sha256", certificate.tbsView, createPrivateKey(rootKey));
  certificate.signatureValue = new asn1js.BitString({
    valueHex: Uint8Array.from(signature).buffer,
  });
  return new X509Certificate(Buffer.from(certificate.toSchema(true).toBER(false))).toString();
};

/** A new authority under a new root. */
export function makeAuthority(): AuthorityKeys {
  const root = pemKeys();
  const own = pemKeys();
  return {
    root: issue("Root", root.publicKey, root.privateKey),
    certificate: issue("Time", own.publicKey, root.privateKey),
    key: own.privateKey,
  };
}

export const digestOf = (bytes: Uint8Array): ArrayBuffer =>
  Uint8Array.from(createHash("sha256").update(bytes).digest()).buffer;
