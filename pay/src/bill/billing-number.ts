import { randomInt } from "node:crypto";
import { toWesternDigits } from "@gov/country/digits.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";

/** H. M. Damm's quasigroup of order 10: finds every wrong digit and every swapped pair. */
const damm = [
  "0317598642",
  "7092154863",
  "4206871359",
  "1750983426",
  "6123045978",
  "3674209581",
  "5869720134",
  "8945362017",
  "9438617205",
  "2581436790",
] as const;

const checkDigit = (digits: string): string => {
  let interim = "0";
  for (const digit of digits) interim = damm[Number(interim)]?.[Number(digit)] ?? "0";
  return interim;
};

export const billingNumberDigits = 15;

/** A new number: 14 random digits, so that nobody finds a bill by guessing, and a check digit. */
export const newBillingNumber = (random: (min: number, max: number) => number = randomInt) => {
  const digits = [random(1, 10), ...Array.from({ length: 13 }, () => random(0, 10))].join("");
  return digits + checkDigit(digits);
};

export type BillingNumberError = "empty" | "notDigits" | "wrongLength" | "wrongCheckDigit";

/**
 * Reads a number as a person types or pastes it: Arabic-Indic or Persian digits, spaces, dashes
 * and direction marks between them are accepted.
 */
export const parseBillingNumber = (typed: string): Result<string, BillingNumberError> => {
  const text = toWesternDigits(typed.slice(0, 100)).replace(
    /[\s\-–—‐_.\u200e\u200f\u061c\u2066-\u2069]/g,
    "",
  );
  if (text === "") return err("empty");
  if (!/^\d+$/.test(text)) return err("notDigits");
  if (text.length !== billingNumberDigits || text.startsWith("0")) return err("wrongLength");
  return checkDigit(text) === "0" ? ok(text) : err("wrongCheckDigit");
};

/** In groups of three, as it is printed and read aloud: `123 456 789 012 345`. */
export const groupBillingNumber = (number: string): string => number.replace(/\d{3}(?=\d)/g, "$& ");
