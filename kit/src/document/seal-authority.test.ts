import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { describe, it } from "node:test";
import { certifySealKey, generateSealKey, keyMatchesCertificate } from "./seal-authority.ts";
import { sampleSeal } from "./seal-samples.ts";
import { maySeal, sealHolder } from "./seal-trust.ts";

describe("the authority of seals", async () => {
  const { authority, seal } = await sampleSeal();
  const root = new X509Certificate(authority.certificate);
  const leaf = new X509Certificate(seal.certificate);

  it("is a root that signs itself and the seals of institutions", () => {
    assert.ok(root.ca && root.checkIssued(root) && root.verify(root.publicKey));
    assert.ok(!leaf.ca && leaf.checkIssued(root) && leaf.verify(root.publicKey));
    assert.notEqual(root.serialNumber, leaf.serialNumber);
  });

  it("names the institution in Arabic and English, with its identifier", () => {
    assert.deepEqual(sealHolder(leaf), {
      ar: "وزارة النقل والمواصلات",
      en: "Ministry of Transport",
    });
    assert.match(leaf.subject, /organizationIdentifier=GO:PS-transport/);
  });

  it("lets a seal certificate seal, and itself not", () => {
    assert.equal(maySeal(leaf), true);
    assert.equal(maySeal(root), false);
  });

  it("certifies a key that lives elsewhere, if it is P-256 and the dates are in order", async () => {
    const { publicKey, privateKey } = generateSealKey();
    const input = {
      country: "PS",
      identifier: "GO:PS-finance",
      name: { ar: "وزارة المالية", en: "Ministry of Finance" },
      validFrom: new Date("2026-01-01"),
      validUntil: new Date("2055-01-01"),
      publicKey,
    };
    const certificate = await certifySealKey(authority, input);
    assert.equal(keyMatchesCertificate({ certificate, privateKey }), true);
    assert.equal(keyMatchesCertificate({ certificate, privateKey: seal.privateKey }), false);
    assert.equal(new X509Certificate(certificate).validToDate.getUTCFullYear(), 2055);
    const backwards = { ...input, validUntil: new Date("2025-01-01") };
    await assert.rejects(certifySealKey(authority, backwards), /ends after it begins/);
  });
});
