/** Each half of a signature over P-256, in bytes. */
const half = 32;

/**
 * An ECDSA signature over P-256 as tokens carry it (r and s, RFC 7518, 3.4) from the DER that
 * OpenSSL makes: SEQUENCE of two INTEGERs, which drop leading zeros and may have one for the sign.
 * Node converts as well, but asked to it takes more than twice the time of the signature itself.
 */
export const rawSignature = (der: Uint8Array): Uint8Array => {
  const raw = new Uint8Array(2 * half);
  const rStart = 4;
  const rEnd = rStart + (der[rStart - 1] ?? 0);
  const integers = [der.subarray(rStart, rEnd), der.subarray(rEnd + 2)];
  for (const [index, integer] of integers.entries()) {
    const digits = integer.subarray(Math.max(0, integer.length - half));
    raw.set(digits, (index + 1) * half - digits.length);
  }
  return raw;
};
