import { createPublicKey, generateKeyPairSync } from "node:crypto";
import { createSealAuthority, issueSealCertificate } from "@gov/kit/document/seal-authority.ts";

export type NewKey = Readonly<{ privatePem: string; publicPem: string; certificates: string[] }>;

export const treasury = { ar: "وزارة المالية", en: "Ministry of Finance" } as const;
const lifetimeYears = 5;
export const validUntil = (): Date => {
  const until = new Date();
  until.setUTCFullYear(until.getUTCFullYear() + lifetimeYears);
  return until;
};

/** Ed25519: signs the summary in a receipt's QR code. */
export const newReceiptKey = (): NewKey => {
  const { privateKey, publicKey } = generateKeyPairSync("ed25519", {
    privateKeyEncoding: { type: "pkcs8", format: "pem" },
    publicKeyEncoding: { type: "spki", format: "pem" },
  });
  return { privatePem: privateKey, publicPem: publicKey, certificates: [] };
};

/** The treasury's seal under a root of its own; the root signs once and its key is not kept. */
export const newSealKey = async (): Promise<NewKey> => {
  const common = { country: "PS", validFrom: new Date(), validUntil: validUntil() };
  const root = { ar: "سلطة أختام الخزينة", en: "Treasury Seal Authority" };
  const authority = await createSealAuthority({
    ...common,
    name: root,
    identifier: "GO:PS-treasury-root",
  });
  const seal = await issueSealCertificate(authority, {
    ...common,
    name: treasury,
    identifier: "GO:PS-treasury",
  });
  const publicPem = createPublicKey(seal.certificate).export({ type: "spki", format: "pem" });
  return {
    privatePem: seal.privateKey,
    publicPem: publicPem.toString(),
    certificates: [seal.certificate, authority.certificate],
  };
};
