import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { parsePhoneNumberFromString } from "libphonenumber-js/min";
import { cleanTyped } from "./digits.ts";

export const phoneErrors = ["empty", "notAPhone", "notAMobile"] as const;
export type PhoneError = (typeof phoneErrors)[number];

export const phoneErrorTexts: Readonly<Record<PhoneError, Text>> = {
  empty: { ar: "اكتب رقم الهاتف المحمول.", en: "Enter the mobile number." },
  notAPhone: {
    ar: "رقم الهاتف غير صحيح. اكتبه مثل 0599123456.",
    en: "This phone number is not right. Write it like 0599123456.",
  },
  notAMobile: {
    ar: "نحتاج رقم هاتف محمول لنرسل إليه الرسائل، مثل 0599123456.",
    en: "We need a mobile number to send messages to, like 0599123456.",
  },
};

/** Palestinian mobiles (59 Jawwal, 56 Ooredoo) are also written with the Israeli code. */
const asPalestinian = (number: string): string => number.replace(/^\+972(5[69]\d{7})$/, "+970$1");

/**
 * Reads a mobile number as typed, in any digits; gives E.164. Numbers without a country code are
 * Palestinian; `+972 59/56` becomes `+970`. Mobiles of other countries are kept as they are.
 */
export const parseMobile = (typed: string): Result<string, PhoneError> => {
  const text = cleanTyped(typed.slice(0, 65));
  if (text === "") return err("empty");
  if (text.length > 40) return err("notAPhone");
  const parsed = parsePhoneNumberFromString(text, { defaultCountry: "PS", extract: false });
  if (!parsed?.isValid()) return err("notAPhone");
  const number = asPalestinian(parsed.number);
  if (number.startsWith("+970") && !/^\+9705[69]\d{7}$/.test(number)) return err("notAMobile");
  return ok(number);
};

/** As people here write it: `0599 123 456`; a foreign number stays international. */
export const formatPhone = (e164: string): string => {
  const local = /^\+970(\d{3})(\d{3})(\d{3})$/.exec(e164);
  if (local) return `0${local[1]} ${local[2]} ${local[3]}`;
  return parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
};

/** Enough to recognise one's own number and no more: `+970 ••• ••• 456`. */
export const maskPhone = (e164: string): string => `${e164.slice(0, 4)} ••• ••• ${e164.slice(-3)}`;
