import { createPrivateKey, generateKeyPairSync, randomBytes, webcrypto } from "node:crypto";
import { X509Certificate, type KeyObject } from "node:crypto";
import * as asn1js from "asn1js";
import * as pkijs from "pkijs";
import { digestOf, type AuthorityKeys } from "./authority.ts";
import type { TimestampFaultKind } from "./timestamp-faults.ts";

// Written with other parts than those that the government's side reads with, so that both sides
// cannot be wrong in the same way.

const tstInfoType = "1.2.840.113549.1.9.16.1.4";
const signedDataType = "1.2.840.113549.1.7.2";
/** A policy of nobody's: this authority is a sandbox. */
const policy = "1.3.6.1.4.1.55555.1";

/** The request, or undefined where the bytes are none. */
export const readRequest = (bytes: Uint8Array): pkijs.TimeStampReq | undefined => {
  try {
    return pkijs.TimeStampReq.fromBER(Uint8Array.from(bytes));
  } catch {
    return undefined;
  }
};

export const imprintOf = ({ messageImprint }: pkijs.TimeStampReq): string =>
  Buffer.from(messageImprint.hashedMessage.valueBlock.valueHexView).toString("hex");

const randomNonce = (): asn1js.Integer =>
  new asn1js.Integer({ valueHex: Uint8Array.of(0x40, ...randomBytes(15)).buffer });

const infoOf = (
  request: pkijs.TimeStampReq,
  fault: TimestampFaultKind | undefined,
): ArrayBuffer => {
  const at = new Date();
  at.setUTCMilliseconds(0);
  if (fault === "wrongTime") at.setUTCHours(at.getUTCHours() - 6);
  const { hashAlgorithm } = request.messageImprint;
  const messageImprint =
    fault === "wrongImprint"
      ? new pkijs.MessageImprint({
          hashAlgorithm,
          hashedMessage: new asn1js.OctetString({ valueHex: digestOf(randomBytes(8)) }),
        })
      : request.messageImprint;
  const nonce = fault === "wrongNonce" ? randomNonce() : request.nonce;
  const info = new pkijs.TSTInfo({
    version: 1,
    policy,
    messageImprint,
    serialNumber: randomNonce(),
    genTime: at,
    ...(nonce ? { nonce } : {}),
  });
  return info.toSchema().toBER(false);
};

const attribute = (type: string, value: asn1js.BaseBlock): pkijs.Attribute =>
  new pkijs.Attribute({ type, values: [value] });

/** ESS signing certificate (RFC 5816): the hash of the certificate, SHA-256 being the default. */
const signingCertificate = (certificate: Buffer): asn1js.Sequence =>
  new asn1js.Sequence({
    value: [
      new asn1js.Sequence({
        value: [
          new asn1js.Sequence({
            value: [new asn1js.OctetString({ valueHex: digestOf(certificate) })],
          }),
        ],
      }),
    ],
  });

/** Attributes in the order that DER wants of a set. */
const inOrder = (attributes: readonly pkijs.Attribute[]): pkijs.Attribute[] => {
  const encoded = (one: pkijs.Attribute): Buffer => Buffer.from(one.toSchema().toBER(false));
  return attributes.toSorted((a, b) => Buffer.compare(encoded(a), encoded(b)));
};

const importKey = (key: KeyObject): Promise<webcrypto.CryptoKey> =>
  webcrypto.subtle.importKey(
    "pkcs8",
    Uint8Array.from(key.export({ type: "pkcs8", format: "der" })),
    { name: "ECDSA", namedCurve: "P-256" },
    false,
    ["sign"],
  );

const tokenOf = async (info: ArrayBuffer, keys: AuthorityKeys, key: KeyObject) => {
  const raw = new X509Certificate(keys.certificate).raw;
  const certificate = pkijs.Certificate.fromBER(Uint8Array.from(raw));
  const encapContentInfo = new pkijs.EncapsulatedContentInfo({ eContentType: tstInfoType });
  // Set afterwards: the constructor would cut it in pieces, which is not DER.
  encapContentInfo.eContent = new asn1js.OctetString({ valueHex: info });
  const attributes = inOrder([
    attribute("1.2.840.113549.1.9.3", new asn1js.ObjectIdentifier({ value: tstInfoType })),
    attribute(
      "1.2.840.113549.1.9.4",
      new asn1js.OctetString({ valueHex: digestOf(new Uint8Array(info)) }),
    ),
    attribute("1.2.840.113549.1.9.16.2.47", signingCertificate(raw)),
  ]);
  const signer = new pkijs.SignerInfo({
    version: 1,
    sid: new pkijs.IssuerAndSerialNumber({
      issuer: certificate.issuer,
      serialNumber: certificate.serialNumber,
    }),
    signedAttrs: new pkijs.SignedAndUnsignedAttributes({ type: 0, attributes }),
  });
  const signed = new pkijs.SignedData({
    version: 3,
    encapContentInfo,
    signerInfos: [signer],
    certificates: [certificate],
  });
  await signed.sign(await importKey(key), 0, "SHA-256");
  return new pkijs.ContentInfo({ contentType: signedDataType, content: signed.toSchema(true) });
};

/** The answer to a request (RFC 3161 §2.4.2), in DER. */
export const answerRequest = async (
  request: pkijs.TimeStampReq | undefined,
  keys: AuthorityKeys,
  fault: TimestampFaultKind | undefined,
): Promise<Uint8Array> => {
  if (fault === "garbage") return Buffer.from("<html>no time</html>");
  const isRefused = request === undefined || fault === "refuse";
  const { granted, rejection } = pkijs.PKIStatus;
  const status = new pkijs.PKIStatusInfo({ status: isRefused ? rejection : granted });
  const key =
    fault === "wrongKey"
      ? generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey
      : createPrivateKey(keys.key);
  const timeStampToken = isRefused
    ? {}
    : { timeStampToken: await tokenOf(infoOf(request, fault), keys, key) };
  const answer = new pkijs.TimeStampResp({ status, ...timeStampToken });
  return new Uint8Array(answer.toSchema().toBER(false));
};
