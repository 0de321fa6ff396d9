import { decodeAndVerifySummary } from "@gov/kit/document/cose-qr.ts";
import type { DocumentSummary } from "@gov/kit/document/document-summary.ts";
import { verifySeal } from "@gov/kit/document/pades-verify.ts";
import { sha256 } from "@gov/kit/crypto.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import type { PortalDb } from "#src/db-types.ts";
import { findByDigest, findByNumber, type DocumentRow } from "./document-queries.ts";
import { findTrust } from "./seal-key-queries.ts";

/** What the state says of a document that somebody shows. */
export type Verdict =
  | Readonly<{ outcome: "genuine"; document: DocumentRow; summary?: DocumentSummary }>
  /** Sealed or signed by us, but its time is over. */
  | Readonly<{ outcome: "expired"; document: DocumentRow; summary?: DocumentSummary }>
  | Readonly<{ outcome: "withdrawn"; document: DocumentRow }>
  | Readonly<{ outcome: "altered" }>
  /** A seal or signature of ours, of a document that another system keeps. */
  | Readonly<{ outcome: "sealed"; signer: Text; signedAt: Date }>
  | Readonly<{ outcome: "unknown" }>;

const standing = (document: DocumentRow, today: string, summary?: DocumentSummary): Verdict => {
  if (document.withdrawnAt) return { outcome: "withdrawn", document };
  const over = document.validUntil !== undefined && document.validUntil < today;
  return { outcome: over ? "expired" : "genuine", document, ...(summary ? { summary } : {}) };
};

/** By the number printed on it. */
export const verifyNumber = async (
  db: Kysely<PortalDb>,
  number: string,
  today: string,
): Promise<Verdict> => {
  const document = await findByNumber(db, number);
  return document ? standing(document, today) : { outcome: "unknown" };
};

/** By what its QR code carries: the signature is checked, then the register. */
export const verifyScanned = async (
  db: Kysely<PortalDb>,
  scanned: string,
  today: string,
): Promise<Verdict> => {
  const { summaryKeys } = await findTrust(db);
  const summary = decodeAndVerifySummary(scanned, (kid) => summaryKeys.get(kid));
  if (!summary.ok) return { outcome: summary.error === "altered" ? "altered" : "unknown" };
  const document = await findByNumber(db, summary.value.number);
  return document ? standing(document, today, summary.value) : { outcome: "unknown" };
};

/** By the file itself: the seal covers every byte, then the register. */
export const verifyFile = async (
  db: Kysely<PortalDb>,
  pdf: Uint8Array,
  today: string,
): Promise<Verdict> => {
  const { roots } = await findTrust(db);
  const seal = verifySeal(pdf, roots);
  if (seal.status === "altered") return { outcome: "altered" };
  if (seal.status !== "valid") return { outcome: "unknown" };
  const document = await findByDigest(db, sha256(pdf));
  if (document) return standing(document, today);
  return { outcome: "sealed", signer: seal.signer, signedAt: seal.signedAt };
};
