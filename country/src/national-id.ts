import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { cleanTyped } from "./digits.ts";

export const nationalIdErrors = ["empty", "notNineDigits", "wrongCheckDigit"] as const;
export type NationalIdError = (typeof nationalIdErrors)[number];

export const nationalIdErrorTexts: Readonly<Record<NationalIdError, Text>> = {
  empty: { ar: "اكتب رقم الهوية.", en: "Enter the identity number." },
  notNineDigits: {
    ar: "رقم الهوية تسعة أرقام، مثل 400000006.",
    en: "An identity number has nine digits, like 400000006.",
  },
  wrongCheckDigit: {
    ar: "رقم الهوية غير صحيح. راجع الأرقام كما هي في البطاقة.",
    en: "This identity number is not right. Check the digits against the card.",
  },
};

/** Weights 1,2,1,2… from the left; a product over 9 loses 9. */
const weightedSum = (digits: string): number =>
  [...digits].reduce((sum, digit, index) => {
    const product = Number(digit) * (index % 2 === 0 ? 1 : 2);
    return sum + (product > 9 ? product - 9 : product);
  }, 0);

/** Reads a national identity number as typed, in any digits, with spaces or dashes. */
export const parseNationalId = (typed: string): Result<string, NationalIdError> => {
  if (typed.length > 64) return err("notNineDigits");
  const digits = cleanTyped(typed).replace(/[\s-]/g, "");
  if (digits === "") return err("empty");
  if (!/^[0-9]{9}$/.test(digits)) return err("notNineDigits");
  if (digits === "000000000" || weightedSum(digits) % 10 !== 0) return err("wrongCheckDigit");
  return ok(digits);
};

/** Adds the check digit to eight digits: for seeds and tests, which need valid numbers. */
export const withCheckDigit = (eightDigits: string): string => {
  if (!/^[0-9]{8}$/.test(eightDigits)) throw new Error("a check digit is made of eight digits");
  return eightDigits + String((10 - (weightedSum(eightDigits) % 10)) % 10);
};
