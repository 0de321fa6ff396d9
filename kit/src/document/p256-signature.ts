import { readDer, expectTags, sequence, unsigned } from "./der.ts";

// ECDSA accepts both s and n − s. Seals carry the smaller one only, so that a signature has one
// form and no byte of a sealed file can be changed.

const order = 0xffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632551n;

const toBytes = (value: bigint): Buffer => Buffer.from(value.toString(16).padStart(64, "0"), "hex");
const toBigint = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);

/** The same signature (r ‖ s, 64 bytes) with the smaller s. */
export const withLowS = (signature: Uint8Array): Uint8Array => {
  if (signature.length !== 64) throw new RangeError("a P-256 signature has 64 bytes");
  const s = toBigint(signature.subarray(32));
  if (s <= order / 2n) return signature;
  return Buffer.concat([signature.subarray(0, 32), toBytes(order - s)]);
};

export const hasLowS = (signature: Uint8Array): boolean =>
  signature.length === 64 && toBigint(signature.subarray(32)) <= order / 2n;

/** r ‖ s → Ecdsa-Sig-Value (RFC 3279 §2.2.3). */
export const signatureToDer = (signature: Uint8Array): Buffer =>
  sequence(unsigned(signature.subarray(0, 32)), unsigned(signature.subarray(32)));

/** Ecdsa-Sig-Value → r ‖ s. Throws a RangeError on anything else. */
export const signatureFromDer = (bytes: Uint8Array): Uint8Array => {
  const parts = expectTags(readDer(bytes), 0x02, 0x02).map(({ content }) => toBigint(content));
  if (parts.some((part) => part >= order)) throw new RangeError("not a P-256 signature");
  return Buffer.concat(parts.map(toBytes));
};
