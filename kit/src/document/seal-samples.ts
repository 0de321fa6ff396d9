import { createSealAuthority, issueSealCertificate } from "./seal-authority.ts";
import { softwareSealer } from "./sealer.ts";

/** A fresh national authority and a ministry's seal under it. For tests and interop checks. */
export const sampleSeal = async () => {
  const validity = { validFrom: new Date("2026-01-01"), validUntil: new Date("2036-01-01") };
  const authority = await createSealAuthority({
    country: "PS",
    identifier: "GO:PS-root",
    name: { ar: "سلطة الأختام الوطنية (تطوير)", en: "National Seal Authority (development)" },
    ...validity,
  });
  const seal = await issueSealCertificate(authority, {
    country: "PS",
    identifier: "GO:PS-transport",
    name: { ar: "وزارة النقل والمواصلات", en: "Ministry of Transport" },
    ...validity,
  });
  const input = {
    key: softwareSealer(seal.privateKey),
    certificateChain: [seal.certificate, authority.certificate],
    reason: "إصدار وثيقة رسمية",
    location: "رام الله",
    name: "وزارة النقل والمواصلات",
    signedAt: new Date("2026-11-22T08:16:00Z"),
  };
  return { authority, seal, input };
};
