import assert from "node:assert/strict";
import { generateKeyPairSync, sign, verify } from "node:crypto";
import { test } from "node:test";
import fc from "fast-check";
import { rawSignature } from "./raw-signature.ts";

/** A DER INTEGER of a positive number. */
const integer = (number: Uint8Array): Buffer => {
  const first = number.findIndex((byte) => byte !== 0);
  const digits = first < 0 ? Buffer.of(0) : Buffer.from(number.subarray(first));
  const signed = (digits[0] ?? 0) > 127 ? Buffer.concat([Buffer.of(0), digits]) : digits;
  return Buffer.concat([Buffer.of(2, signed.length), signed]);
};

const short = fc.uint8Array({ minLength: 1, maxLength: 32 });
const number = short.map((digits) => Buffer.concat([Buffer.alloc(32 - digits.length), digits]));

test("both halves keep their place however short OpenSSL writes them", () => {
  fc.assert(
    fc.property(number, number, (r, s) => {
      const body = Buffer.concat([integer(r), integer(s)]);
      const der = Buffer.concat([Buffer.of(0x30, body.length), body]);
      assert.deepEqual(Buffer.from(rawSignature(der)), Buffer.concat([r, s]));
    }),
  );
});

test("what was signed verifies as tokens are verified", () => {
  const { privateKey, publicKey: key } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  fc.assert(
    fc.property(fc.uint8Array(), (data) => {
      const raw = rawSignature(sign("sha256", data, privateKey));
      assert.ok(verify("sha256", data, { key, dsaEncoding: "ieee-p1363" }, raw));
    }),
  );
});
