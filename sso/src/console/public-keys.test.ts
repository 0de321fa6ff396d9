import fc from "fast-check";
import assert from "node:assert/strict";
import { generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import { readPublicKeys } from "./public-keys.ts";

const elliptic = generateKeyPairSync("ec", { namedCurve: "P-256" });
const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: typeof elliptic.publicKey) =>
  key.export({ type: "spki", format: "pem" }) as string;
const jwk = elliptic.publicKey.export({ format: "jwk" });

test("keys are read from a JWK, a JWKS and PEM", () => {
  for (const text of [
    JSON.stringify(jwk),
    JSON.stringify({ keys: [{ ...jwk, kid: "one", use: "sig" }] }),
    pem(elliptic.publicKey),
    `${pem(elliptic.publicKey)}\n${pem(rsa.publicKey)}`,
  ]) {
    const read = readPublicKeys(text);
    assert.ok(read.ok, text);
    assert.equal(read.value[0]?.kty, "EC");
  }
});

test("a private key is refused in every form, and what is not a key is told apart", () => {
  const refused = (text: string) => {
    const read = readPublicKeys(text);
    return read.ok ? "read" : read.error;
  };
  const privateJwk = elliptic.privateKey.export({ format: "jwk" });
  assert.equal(refused(JSON.stringify(privateJwk)), "private");
  assert.equal(refused(JSON.stringify({ keys: [jwk, privateJwk] })), "private");
  assert.equal(
    refused(elliptic.privateKey.export({ type: "pkcs8", format: "pem" }) as string),
    "private",
  );
  assert.equal(refused("  "), "empty");
  assert.equal(refused("hello"), "unreadable");
  const other = generateKeyPairSync("ec", { namedCurve: "P-384" });
  assert.equal(refused(pem(other.publicKey)), "unfit");
  assert.equal(refused(JSON.stringify(Array.from({ length: 6 }, () => jwk))), "too-many");
});

test("whatever is uploaded is read or refused, never thrown at", () => {
  const text = fc.oneof(fc.string(), fc.json(), fc.constant("-----BEGIN PUBLIC KEY-----\nx\n"));
  fc.assert(fc.property(text, (typed) => void readPublicKeys(typed)));
});
