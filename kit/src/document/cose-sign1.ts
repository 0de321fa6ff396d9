import { decode, encode } from "cborg";
import { z } from "zod";

// COSE_Sign1 (RFC 9052 §4.2) in one form: tagged, algorithm and key id in the protected header, no
// unprotected one. Nothing here needs Node: a phone checks with its own cryptography.

export type CoseAlgorithm = "ES256" | "EdDSA";

/** Who signs, and what kind of thing: no message of one kind can be taken for another's. */
export type CoseHeader = Readonly<{
  algorithm: CoseAlgorithm;
  kid: string;
  /** Media type of the payload (label 3). */
  contentType?: string | undefined;
}>;

/** A message before it is signed. */
export type CoseDraft = Readonly<{
  /** The bytes to sign (RFC 9052 §4.4), with no external data. */
  message: Uint8Array;
  /** The whole COSE_Sign1, tagged, with this signature of the message. */
  sealWith: (signature: Uint8Array) => Uint8Array;
}>;

/** A message taken apart; the signature is not checked yet. */
export type UncheckedCose = CoseHeader &
  Readonly<{ message: Uint8Array; payload: Uint8Array; signature: Uint8Array }>;

const algorithmNumbers = { ES256: -7, EdDSA: -8 } as const;
const taggedSign1 = 0xd2;

const writeHeader = ({ algorithm, kid, contentType }: CoseHeader): Uint8Array =>
  encode(
    new Map<number, unknown>([
      [1, algorithmNumbers[algorithm]],
      ...(contentType === undefined ? [] : [[3, contentType] as const]),
      [4, new TextEncoder().encode(kid)],
    ]),
  );

/** What is to be signed of a payload. */
export const draftSign1 = (payload: Uint8Array, header: CoseHeader): CoseDraft => {
  const headers = writeHeader(header);
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

/** How CBOR is read here: one form of each value, maps as maps. */
export const strictCbor = {
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

const readParts = (bytes: Uint8Array): UncheckedCose | undefined => {
  const [headers, , payload, signature] = sign1.parse(decode(bytes.subarray(1), strictCbor));
  const said = z.instanceof(Map).parse(decode(headers, strictCbor));
  const contentType = z.string().optional().parse(said.get(3));
  const header: CoseHeader = {
    algorithm: said.get(1) === algorithmNumbers.EdDSA ? "EdDSA" : "ES256",
    kid: new TextDecoder("utf-8").decode(bytesType.parse(said.get(4))),
    ...(contentType === undefined ? {} : { contentType }),
  };
  const { message, sealWith } = draftSign1(payload, header);
  const again = sealWith(signature);
  if (again.length !== bytes.length || again.some((byte, i) => byte !== bytes[i])) return undefined;
  return { ...header, message, payload, signature };
};

/** Takes a message apart; undefined unless it is of this one form. Never throws. */
export const readSign1 = (bytes: Uint8Array, maxBytes: number): UncheckedCose | undefined => {
  if (bytes.length > maxBytes || bytes[0] !== taggedSign1) return undefined;
  try {
    return readParts(bytes);
  } catch {
    // Not CBOR, or not of this shape.
    return undefined;
  }
};
