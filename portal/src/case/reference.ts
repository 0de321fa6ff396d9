import { randomInt } from "node:crypto";

/** Check digit over digits (Luhn, ISO/IEC 7812-1): one wrong or two swapped digits show. */
const checkDigit = (digits: string): string => {
  const sum = Array.from(digits)
    .toReversed()
    .reduce((total, digit, index) => {
      const value = Number(digit) * (index % 2 === 0 ? 2 : 1);
      return total + (value > 9 ? value - 9 : value);
    }, 0);
  return String((10 - (sum % 10)) % 10);
};

/**
 * A case's reference as people say it on the phone: `VL-2026-04187236`. The prefix names the
 * service, seven digits are random (one cannot guess a neighbour's), the last one checks.
 */
export const newReference = (prefix: string, year: number): string => {
  const digits = String(randomInt(10_000_000)).padStart(7, "0");
  return `${prefix}-${year}-${digits}${checkDigit(`${year}${digits}`)}`;
};

const easternDigits = (text: string): string =>
  text.replace(/[٠-٩۰-۹]/g, (digit) => String((digit.codePointAt(0) ?? 0) & 0xf));

/** The reference in what a person typed (case, spaces and digits forgiven), or undefined. */
export const parseReference = (typed: string): string | undefined => {
  const text = easternDigits(typed.slice(0, 64))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const parts = /^([A-Z]{2,4})(\d{4})(\d{7})(\d)$/.exec(text);
  if (!parts) return undefined;
  const [, prefix, year, digits, check] = parts;
  if (checkDigit(`${year}${digits}`) !== check) return undefined;
  return `${prefix}-${year}-${digits}${check}`;
};

// No 0 O 1 I L: read aloud and typed from paper without mistakes.
const alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

const letters = (count: number): string =>
  Array.from({ length: count }, () => alphabet[randomInt(alphabet.length)]).join("");

/** A document's number, `VL-7K2M-9PQR-4TXB`: 58 random bits, so numbers cannot be tried out. */
export const newDocumentNumber = (prefix: string): string =>
  `${prefix}-${letters(4)}-${letters(4)}-${letters(4)}`;

/** The document number in what a person typed, or undefined when it cannot be one. */
export const parseDocumentNumber = (typed: string): string | undefined => {
  const text = easternDigits(typed.slice(0, 64))
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, "");
  const parts = /^([A-Z]{2,4})([A-Z0-9]{4})([A-Z0-9]{4})([A-Z0-9]{4})$/.exec(text);
  return parts ? parts.slice(1).join("-") : undefined;
};
