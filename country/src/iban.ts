import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { cleanTyped } from "./digits.ts";

export const ibanErrors = ["empty", "notPalestinian", "wrongShape", "wrongCheckDigits"] as const;
export type IbanError = (typeof ibanErrors)[number];

export const ibanErrorTexts: Readonly<Record<IbanError, Text>> = {
  empty: { ar: "اكتب رقم الحساب الدولي (IBAN).", en: "Enter the account number (IBAN)." },
  notPalestinian: {
    ar: "نقبل الحسابات في البنوك الفلسطينية: يبدأ الرقم بـ PS.",
    en: "We accept accounts at Palestinian banks: the number starts with PS.",
  },
  wrongShape: {
    ar: "رقم الحساب الدولي 29 خانة: PS ثم رقمان ثم أربعة أحرف للبنك ثم 21 خانة.",
    en: "The IBAN has 29 characters: PS, two digits, four letters of the bank, then 21 characters.",
  },
  wrongCheckDigits: {
    ar: "رقم الحساب الدولي غير صحيح. راجعه كما هو في كشف البنك.",
    en: "This IBAN is not right. Check it against your bank statement.",
  },
};

/** ISO 7064 mod 97 over the rearranged number, letters as 10–35. */
const remainder97 = (iban: string): number => {
  let remainder = 0;
  for (const character of iban.slice(4) + iban.slice(0, 4)) {
    const value = Number.parseInt(character, 36);
    remainder = (remainder * (value > 9 ? 100 : 10) + value) % 97;
  }
  return remainder;
};

/** Reads a Palestinian IBAN as typed; gives 29 characters without spaces, upper case. */
export const parseIban = (typed: string): Result<string, IbanError> => {
  if (typed.length > 128) return err("wrongShape");
  const iban = cleanTyped(typed).replace(/[\s-]/g, "").toUpperCase();
  if (iban === "") return err("empty");
  if (/^[A-Z]{2}/.test(iban) && !iban.startsWith("PS")) return err("notPalestinian");
  if (!/^PS[0-9]{2}[A-Z]{4}[A-Z0-9]{21}$/.test(iban)) return err("wrongShape");
  return remainder97(iban) === 1 ? ok(iban) : err("wrongCheckDigits");
};

/** Makes a valid IBAN of a bank's four letters and an account number: for seeds and tests. */
export const makeIban = (bank: string, account: string): string => {
  const body = bank + account.padStart(21, "0");
  if (!/^[A-Z]{4}[A-Z0-9]{21}$/.test(body)) throw new Error("four letters and up to 21 characters");
  const check = 98 - remainder97(`PS00${body}`);
  return `PS${String(check).padStart(2, "0")}${body}`;
};

/** In groups of four, as banks print it. */
export const formatIban = (iban: string): string => iban.replace(/(.{4})(?=.)/g, "$1 ");
