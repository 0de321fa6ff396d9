import assert from "node:assert/strict";
import { createPublicKey, generateKeyPairSync, randomBytes, type KeyObject } from "node:crypto";
import { describe, it } from "node:test";
import fc from "fast-check";
import { encodeQR } from "qr";
import { decodeQR } from "qr/decode.js";
import { decodeAndVerifySummary, digestFacts, encodeSummary } from "./cose-qr.ts";
import { softwareSummarySigner } from "./cose-qr.ts";
import { fromBase32, toBase32 } from "./base32.ts";
import { scannedSummary, summaryUrl } from "./document-summary.ts";

const newSigner = (kid: string, kind: "ed25519" | "P-256") => {
  const { privateKey } =
    kind === "ed25519"
      ? generateKeyPairSync("ed25519")
      : generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  return { signer: softwareSummarySigner(kid, pem), publicKey: createPublicKey(privateKey) };
};

const summary = {
  number: "VL-2026-004187",
  type: "vehicle-licence",
  issued: "2026-11-22",
  validUntil: "2027-11-21",
  issuer: "وزارة النقل والمواصلات",
  subject: "ل. م. النتشة",
  factsDigest: digestFacts({ plate: "7-4821-H" }, randomBytes(16)),
};

for (const kind of ["ed25519", "P-256"] as const) {
  describe(`the signed summary of a document (${kind})`, async () => {
    const { signer, publicKey } = newSigner("transport-2026", kind);
    const findKey = (kid: string): KeyObject | undefined =>
      kid === "transport-2026" ? publicKey : undefined;
    const cose = await encodeSummary(summary, signer);
    const url = summaryUrl("https://hukumati.gov.ps", cose);

    it("comes back whole from its bytes and from its address", () => {
      assert.deepEqual(decodeAndVerifySummary(cose, findKey), { ok: true, value: summary });
      assert.deepEqual(decodeAndVerifySummary(url, findKey), { ok: true, value: summary });
      const part = url.slice(url.lastIndexOf("/") + 1);
      assert.deepEqual(decodeAndVerifySummary(part, findKey), { ok: true, value: summary });
    });

    it("is refused with any byte changed, added or missing", () => {
      for (let at = 0; at < cose.length; at += 1) {
        for (let mask = 1; mask < 256; mask <<= 1) {
          const changed = Uint8Array.from(cose);
          changed[at] = (changed[at] ?? 0) ^ mask;
          assert.equal(decodeAndVerifySummary(changed, findKey).ok, false, `byte ${at}`);
        }
        assert.equal(decodeAndVerifySummary(cose.subarray(0, at), findKey).ok, false);
      }
      assert.equal(decodeAndVerifySummary(Uint8Array.of(...cose, 0), findKey).ok, false);
    });

    it("is refused with any character of its address behind /V/ changed", () => {
      const start = url.lastIndexOf("/") + 1;
      const place = fc.integer({ min: start, max: url.length - 1 });
      fc.assert(
        fc.property(place, fc.string({ minLength: 1, maxLength: 1 }), (at, letter) => {
          fc.pre(letter !== url[at]);
          const changed = url.slice(0, at) + letter + url.slice(at + 1);
          assert.equal(decodeAndVerifySummary(changed, findKey).ok, false);
        }),
        { numRuns: 500 },
      );
    });

    it("is refused under another key, and says when the key is not known", () => {
      const other = newSigner("transport-2026", kind).publicKey;
      assert.deepEqual(
        decodeAndVerifySummary(cose, () => other),
        { ok: false, error: "altered" },
      );
      assert.deepEqual(
        decodeAndVerifySummary(cose, () => undefined),
        {
          ok: false,
          error: "unknownKey",
        },
      );
    });

    it("fits a QR code of version 12 with error correction M", () => {
      const raw = encodeQR(url, "raw", { ecc: "medium", border: 1 });
      assert.ok(raw.length <= 17 + 4 * 12 + 2, `${raw.length} modules, ${cose.length} bytes`);
      assert.equal(decodeQR(asImage(encodeQR(url, "raw", { ecc: "medium", border: 4 }))), url);
    });
  });
}

const asImage = (modules: boolean[][]) => {
  const scale = 4;
  const size = modules.length * scale;
  const data = new Uint8Array(size * size * 4).fill(255);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const black = modules[Math.floor(y / scale)]?.[Math.floor(x / scale)];
      if (black) data.fill(0, (y * size + x) * 4, (y * size + x) * 4 + 3);
    }
  }
  return { width: size, height: size, data };
};

describe("what is scanned", () => {
  it("never makes the reader throw", () => {
    const findKey = () => undefined;
    fc.assert(fc.property(fc.string(), (text) => !decodeAndVerifySummary(text, findKey).ok));
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const tagged = Uint8Array.of(0xd2, 0x84, ...bytes);
        return !decodeAndVerifySummary(tagged, findKey).ok;
      }),
    );
  });

  it("in base32 has one form for each value", () => {
    fc.assert(
      fc.property(fc.uint8Array(), (bytes) => {
        assert.deepEqual(fromBase32(toBase32(bytes)), bytes);
      }),
    );
    assert.equal(toBase32(Buffer.from("foobar")), "MZXW6YTBOI");
    assert.equal(fromBase32("MZ"), undefined);
    assert.equal(scannedSummary("https://hukumati.gov.ps/v/mzxw6"), undefined);
  });

  it("is an address without a path of its own", () => {
    assert.throws(() => summaryUrl("https://gov.ps/portal", Uint8Array.of(1)), /no path/);
  });
});
