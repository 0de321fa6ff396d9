import {
  readSummary,
  scannedSummary,
  type DocumentSummary,
} from "@gov/kit/document/document-summary.ts";
import { z } from "zod";
import { instantSchema, textSchema } from "./applications.ts";
import { askJson, type Ask, type Asked } from "./asked.ts";
import { readPublicKey, type SummaryKeys } from "./summary-keys.ts";

/** What a phone sees by itself of what somebody shows. */
export type CheckedCode =
  | Readonly<{ outcome: "valid" | "expired"; summary: DocumentSummary }>
  /** Like a code of ours, but not as it was signed: changed, or copied in part. */
  | Readonly<{ outcome: "altered" }>
  /** Signed by a key that is not among those that this phone knows. */
  | Readonly<{ outcome: "unknownKey" }>
  | Readonly<{ outcome: "notACode" }>;

const mostTyped = 4_000;

/** What was pasted without what copying adds: white space, marks of direction, small letters. */
export const tidyCode = (typed: string): string =>
  typed
    .slice(0, mostTyped)
    .replace(/[\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g, "")
    .toUpperCase();

/** The printed number of a document, where that was typed in place of its code. */
export const numberIn = (typed: string): string | undefined =>
  /^[A-Z]{2,4}(-?[A-Z0-9]{4}){3}$/.test(tidyCode(typed)) && /\d|-/.test(typed)
    ? tidyCode(typed)
    : undefined;

/** The address form, or the beginning that every signed summary has in base32. */
const looksLikeOurs = (code: string): boolean => /\/V\/./.test(code) || /^2KC[A-P]/.test(code);

/** Checks the signature of what a code holds, and its date on `today`. Asks nobody. */
export const checkCode = (typed: string, keys: SummaryKeys, today: string): CheckedCode => {
  const code = tidyCode(typed);
  const bytes = scannedSummary(code);
  const read = bytes && readSummary(bytes);
  if (!read) return { outcome: looksLikeOurs(code) ? "altered" : "notACode" };
  const named = keys.find(({ kid }) => kid === read.kid);
  const key = named && readPublicKey(named.pem);
  if (!key) return { outcome: "unknownKey" };
  const { algorithm, message, signature, summary } = read;
  // The key decides the algorithm, not what is to be checked.
  const isSigned = key.algorithm === algorithm && key.holds(message, signature);
  if (!isSigned) return { outcome: "altered" };
  const over = summary.validUntil !== undefined && summary.validUntil < today;
  return { outcome: over ? "expired" : "valid", summary };
};

const verdictSchema = z.looseObject({
  outcome: z.enum(["genuine", "expired", "withdrawn", "altered", "unknown"]),
  document: z
    .looseObject({
      number: z.string(),
      title: textSchema,
      institution: textSchema,
      issuedAt: instantSchema,
      validUntil: z.iso.date().optional(),
      withdrawnAt: instantSchema.optional(),
    })
    .optional(),
});

/** What the register says. */
export type Verdict = Readonly<z.infer<typeof verdictSchema>>;

/** Asks the register about a code, or about a document's printed number. */
export const askRegister = (ask: Ask, typed: string): Promise<Asked<Verdict>> => {
  const number = numberIn(typed);
  const query = number ? { number } : { code: tidyCode(typed).slice(0, 2_048) };
  return askJson(ask, `/api/v1/verify?${new URLSearchParams(query).toString()}`, verdictSchema);
};
