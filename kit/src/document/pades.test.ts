import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import fc from "fast-check";
import { certificateSample } from "./document-samples.ts";
import { sealPdf } from "./pades-seal.ts";
import { maxSealedBytes, verifySeal } from "./pades-verify.ts";
import { createSealAuthority, issueSealCertificate } from "./seal-authority.ts";
import { sampleSeal } from "./seal-samples.ts";
import { softwareSealer } from "./sealer.ts";
import { createDocumentRenderer } from "./typst-renderer.ts";

const changedAt = (bytes: Uint8Array, at: number, mask: number): Uint8Array => {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ mask;
  return copy;
};

describe("the seal of a document", () => {
  const renderer = createDocumentRenderer();
  let plain: Uint8Array;
  let sealed: Uint8Array;
  let sample: Awaited<ReturnType<typeof sampleSeal>>;
  let roots: string[];
  const status = (pdf: Uint8Array): string => verifySeal(pdf, roots).status;

  before(async () => {
    sample = await sampleSeal();
    roots = [sample.authority.certificate];
    const createdAt = sample.input.signedAt;
    plain = await renderer.render("certificate", certificateSample, { createdAt, lang: "ar" });
    sealed = await sealPdf(plain, sample.input);
  });
  after(() => renderer.close());

  it("is valid, names the institution in both languages and covers the whole file", () => {
    const { serial, ...rest } = verifySeal(sealed, roots) as { serial: string };
    assert.match(serial, /^[0-9A-F]{32}$/);
    assert.deepEqual(rest, {
      status: "valid",
      signedAt: new Date("2026-11-22T08:16:00Z"),
      timestamped: false,
      signer: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
      coversWholeFile: true,
    });
  });

  it("leaves the original bytes as they were", () => {
    assert.deepEqual(sealed.subarray(0, plain.length), plain);
  });

  it("is broken by any change of any byte", () => {
    const anyByte = fc.nat({ max: sealed.length - 1 });
    fc.assert(
      fc.property(anyByte, fc.integer({ min: 1, max: 255 }), (at, mask) => {
        assert.notEqual(status(changedAt(sealed, at, mask)), "valid", `byte ${at} xor ${mask}`);
      }),
      { numRuns: 1_500 },
    );
  });

  it("is broken by every single change in the part that carries it", () => {
    for (let at = plain.length; at < sealed.length; at += 1) {
      for (const mask of [0x01, 0x20]) {
        assert.notEqual(status(changedAt(sealed, at, mask)), "valid", `byte ${at} xor ${mask}`);
      }
    }
  });

  it("is broken by bytes added behind, in the middle or in front, and by bytes cut off", () => {
    const piece = fc.uint8Array({ minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(fc.nat({ max: sealed.length }), piece, (at, more) => {
        const grown = Buffer.concat([sealed.subarray(0, at), more, sealed.subarray(at)]);
        assert.notEqual(status(grown), "valid");
        assert.notEqual(status(sealed.subarray(0, at - 1)), "valid");
      }),
      { numRuns: 200 },
    );
    assert.equal(status(Buffer.concat([sealed, Buffer.from("\n")])), "altered");
  });

  it("is broken by a later revision that would show something else", () => {
    const revision = Buffer.from(
      "9 0 obj\n<<>>\nendobj\nxref\ntrailer\n<<>>\nstartxref\n0\n%%EOF\n",
    );
    assert.deepEqual(verifySeal(Buffer.concat([sealed, revision]), roots), {
      status: "altered",
      reason: "coverage",
    });
  });

  it("never throws on hostile bytes", () => {
    const hostile = fc.array(
      fc.oneof(
        fc.uint8Array({ maxLength: 200 }),
        fc
          .constantFrom("%PDF-1.7", "/ByteRange[0 ", "/Contents<", "3082", ">", "%%EOF")
          .map((piece) => Buffer.from(piece)),
        fc.nat({ max: 8_000 }).map((at) => sealed.subarray(plain.length + at)),
      ),
      { maxLength: 8 },
    );
    fc.assert(
      fc.property(hostile, (pieces) => {
        const file = Buffer.concat([Buffer.from("%PDF-1.7\n"), ...pieces]);
        assert.notEqual(status(file), "valid");
      }),
    );
    assert.equal(status(new Uint8Array()), "malformed");
    assert.equal(status(new Uint8Array(maxSealedBytes + 1)), "malformed");
  });

  it("says of a document without a seal that it has none", () => {
    assert.deepEqual(verifySeal(plain, roots), { status: "unsigned" });
  });

  it("does not trust another authority's seal, an expired or a withdrawn one", async () => {
    const other = await sampleSeal();
    const reasonOf = (pdf: Uint8Array, trusted: string[], revoked?: string): unknown => {
      const check = verifySeal(pdf, trusted, { revokedSerials: new Set(revoked ? [revoked] : []) });
      return check.status === "untrusted" ? check.reason : check.status;
    };
    assert.equal(reasonOf(sealed, [other.authority.certificate]), "unknownIssuer");
    const late = await sealPdf(plain, { ...sample.input, signedAt: new Date("2037-01-01") });
    assert.equal(reasonOf(late, roots), "expired");
    const valid = verifySeal(sealed, roots);
    assert.ok(valid.status === "valid");
    assert.equal(reasonOf(sealed, roots, valid.serial), "revoked");
  });

  it("does not take a certificate that is an authority for a seal", async () => {
    const validity = { validFrom: new Date("2026-01-01"), validUntil: new Date("2027-01-01") };
    const subject = { country: "PS", identifier: "GO:PS-x", name: { ar: "س", en: "X" } };
    const root = await createSealAuthority({ ...subject, ...validity });
    const bySelf = await sealPdf(plain, {
      ...sample.input,
      key: softwareSealer(root.privateKey),
      certificateChain: [root.certificate],
    });
    const check = verifySeal(bySelf, [root.certificate]);
    assert.deepEqual(check.status === "untrusted" && check.reason, "notASealCertificate");
  });

  it("is broken when one ministry's certificate stands over another's signature", async () => {
    const validity = { validFrom: new Date("2026-01-01"), validUntil: new Date("2036-01-01") };
    const finance = await issueSealCertificate(sample.authority, {
      country: "PS",
      identifier: "GO:PS-finance",
      name: { ar: "وزارة المالية", en: "Ministry of Finance" },
      ...validity,
    });
    const certificateChain = [finance.certificate];
    const wrong = await sealPdf(plain, { ...sample.input, certificateChain });
    assert.deepEqual(verifySeal(wrong, roots), { status: "altered", reason: "seal" });
  });

  it("is put on a document once", async () => {
    await assert.rejects(sealPdf(sealed, sample.input), /a form or a seal already/);
    await assert.rejects(sealPdf(Buffer.from("hello"), sample.input), /cannot be sealed/);
  });
});
