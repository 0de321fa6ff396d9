import { createECDH, createHash, sign } from "node:crypto";
import { existsSync } from "node:fs";
import type { FromToken, ToToken } from "#src/key/token-messages.ts";

// In place of the process that holds a hardware token: keys that follow from their ids, and
// faults by name. `access.module` names a file; while it is there the token is away.

const say = (message: FromToken): void => void process.send?.(message);

const ecdhOf = (kid: string) => {
  const ecdh = createECDH("prime256v1");
  ecdh.setPrivateKey(createHash("sha256").update(kid).digest());
  return ecdh;
};

const signatureOf = (kid: string, digest: Uint8Array): Uint8Array => {
  const ecdh = ecdhOf(kid);
  const point = ecdh.getPublicKey();
  const part = (from: number) => point.subarray(from, from + 32).toString("base64url");
  const d = ecdh.getPrivateKey().toString("base64url");
  const key = { kty: "EC", crv: "P-256", x: part(1), y: part(33), d };
  // The token gets a digest; this stand-in hashes it once more and its test does the same.
  return sign("sha256", digest, { key, format: "jwk", dsaEncoding: "ieee-p1363" });
};

process.on("message", (message: ToToken) => {
  if (message.what === "open") {
    const away = existsSync(message.access.module);
    return say(away ? { what: "failed", reason: "no such token" } : { what: "opened" });
  }
  const { id, kid, what } = message;
  if (kid === "hangs") return;
  if (kid === "falls") process.exit(1);
  if (kid === "lies")
    return say({ what: "refused", id, error: "away", reason: "CKR_DEVICE_ERROR" });
  if (kid === "unknown") return say({ what: "refused", id, error: "no-key", reason: kid });
  const value = what === "sign" ? signatureOf(kid, message.digest) : ecdhOf(kid).getPublicKey();
  say({ what: "done", id, value });
});
process.on("disconnect", () => process.exit(0));
