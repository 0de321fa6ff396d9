import { randomBytes } from "node:crypto";

/** Crockford's alphabet: no I, L, O, U to be misread. */
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

/** 80 random bits: a receipt is opened only by who has its number. `7QK2-M4XA-09TB-VC3E`. */
export const newReceiptNumber = (random: (size: number) => Uint8Array = randomBytes): string =>
  [...random(16)]
    .map((byte) => alphabet[byte % 32] ?? "0")
    .join("")
    .replace(/.{4}(?=.)/g, "$&-");

/** Reads a receipt's number as typed: small letters, missing dashes, misread O, I and L. */
export const parseReceiptNumber = (typed: string): string | undefined => {
  const text = typed
    .slice(0, 60)
    .toUpperCase()
    .replace(/[\s-]/g, "")
    .replaceAll("O", "0")
    .replace(/[IL]/g, "1");
  return /^[0-9A-HJKMNP-TV-Z]{16}$/.test(text) ? text.replace(/.{4}(?=.)/g, "$&-") : undefined;
};

/**
 * A name that its owner recognises and a stranger does not learn: the first name, then the first
 * letter of each other one: `ليلى ح… أ…`.
 */
export const maskName = (name: string): string => {
  const [first, ...others] = name.trim().split(/\s+/);
  return [first ?? "", ...others.slice(0, 5).map((part) => `${[...part][0] ?? ""}…`)].join(" ");
};

/** The shortest address that leads to a receipt, for an SMS. */
export const receiptShortUrl = (publicUrl: string, number: string): string =>
  `${publicUrl}/r/${number.replaceAll("-", "")}`;

export const receiptUrl = (publicUrl: string, number: string): string =>
  `${publicUrl}/receipts/${number}`;
