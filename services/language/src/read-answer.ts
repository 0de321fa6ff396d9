import { formatDate } from "@gov/country/dates.ts";
import { cleanTyped } from "@gov/country/digits.ts";
import { ibanErrorTexts, parseIban } from "@gov/country/iban.ts";
import { nationalIdErrorTexts, parseNationalId } from "@gov/country/national-id.ts";
import { parseMobile, phoneErrorTexts } from "@gov/country/phone.ts";
import { parsePlate, plateErrorTexts } from "@gov/country/plate.ts";
import { formatMoney, money, parseMoney, type MoneyError } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { WireScalar } from "./case-data.ts";
import { isDate } from "./expression/calendar-date.ts";
import { limits } from "./expression/limits.ts";
import type { Field } from "./field-schema.ts";

/** Fields answered by one typed text. */
export type TypedField = Exclude<Field, { kind: "address" | "file" | "group" }>;

type Read = Result<WireScalar, Text>;
type Of<K extends TypedField["kind"]> = Extract<TypedField, { kind: K }>;

/** More than any field needs; a longer text is refused before anything reads it. */
const rawLimit = 8000;

const moneyErrorTexts: Readonly<Record<MoneyError, Text>> = {
  empty: { ar: "اكتب المبلغ.", en: "Enter the amount." },
  notAnAmount: {
    ar: "اكتب المبلغ بالأرقام، مثل 120.50.",
    en: "Write the amount in digits, like 120.50.",
  },
  tooManyDecimals: {
    ar: "منازل المبلغ العشرية أكثر مما تقبله العملة.",
    en: "The amount has more decimals than the currency has.",
  },
  tooLarge: { ar: "المبلغ كبير جدا.", en: "The amount is too large." },
};

const readText = (field: Of<"text">, typed: string): Read => {
  const text = typed.normalize("NFC").replace(/\r\n?/g, "\n").trim();
  const length = [...text].length;
  const most = field.maxLength ?? (field.lines === undefined ? 200 : 2000);
  const least = field.minLength ?? 0;
  if (length > most) {
    return err({
      ar: `النص أطول من المسموح: ${length} حرف، والحد ${most}. اختصره.`,
      en: `The text is too long: ${length} characters of at most ${most}. Shorten it.`,
    });
  }
  if (length < least) {
    return err({
      ar: `النص قصير: اكتب ${least} أحرف على الأقل.`,
      en: `The text is too short: write at least ${least} characters.`,
    });
  }
  return /\p{Cc}/u.test(text.replaceAll("\n", "").replaceAll("\t", ""))
    ? err({
        ar: "في النص رموز لا تُطبع. احذفها.",
        en: "The text has unprintable characters. Remove them.",
      })
    : ok(text);
};

const readNumber = (field: Of<"number">, typed: string): Read => {
  const digits = cleanTyped(typed).replace(/[\s,٬]/g, "");
  const number = Number(digits);
  if (!/^-?[0-9]{1,16}$/.test(digits) || Math.abs(number) > limits.number) {
    return err({
      ar: "اكتب عددا صحيحا بالأرقام، مثل 12.",
      en: "Write a whole number in digits, like 12.",
    });
  }
  if (field.min !== undefined && number < field.min) {
    return err({
      ar: `أقل عدد نقبله ${field.min}.`,
      en: `The least number we take is ${field.min}.`,
    });
  }
  if (field.max !== undefined && number > field.max) {
    return err({
      ar: `أكبر عدد نقبله ${field.max}.`,
      en: `The largest number we take is ${field.max}.`,
    });
  }
  return ok(number + 0);
};

const readMoney = (field: Of<"money">, typed: string): Read => {
  const amount = parseMoney(typed, field.currency);
  if (!amount.ok) return err(moneyErrorTexts[amount.error]);
  const { amountMinor } = amount.value;
  const bound = (minor: string): Text => {
    const limit = money(BigInt(minor), field.currency);
    return { ar: formatMoney(limit, "ar"), en: formatMoney(limit, "en") };
  };
  if (field.minMinor !== undefined && amountMinor < BigInt(field.minMinor)) {
    const { ar, en } = bound(field.minMinor);
    return err({ ar: `أقل مبلغ نقبله ${ar}.`, en: `The least amount we take is ${en}.` });
  }
  if (field.maxMinor !== undefined && amountMinor > BigInt(field.maxMinor)) {
    const { ar, en } = bound(field.maxMinor);
    return err({ ar: `أكبر مبلغ نقبله ${ar}.`, en: `The largest amount we take is ${en}.` });
  }
  return ok({ amountMinor: String(amountMinor), currency: field.currency });
};

/** `2026-01-31` as browsers send it, or `31/1/2026` (also with dots or dashes) as people write. */
const readDate = (field: Of<"date">, typed: string): Read => {
  const text = cleanTyped(typed).replace(/\s/g, "");
  const written = /^([0-9]{1,2})[./-]([0-9]{1,2})[./-]([0-9]{4})$/.exec(text);
  const [, day = "", month = "", year = ""] = written ?? [];
  const date = written ? `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}` : text;
  if (!isDate(date)) {
    return err({
      ar: "اكتب تاريخا صحيحا، مثل 31/1/2026.",
      en: "Write a real date, like 31/1/2026.",
    });
  }
  const shown = (iso: string): Text => ({ ar: formatDate(iso, "ar"), en: formatDate(iso, "en") });
  if (field.min !== undefined && date < field.min) {
    const { ar, en } = shown(field.min);
    return err({ ar: `اكتب تاريخا ليس قبل ${ar}.`, en: `Write a date not before ${en}.` });
  }
  if (field.max !== undefined && date > field.max) {
    const { ar, en } = shown(field.max);
    return err({ ar: `اكتب تاريخا ليس بعد ${ar}.`, en: `Write a date not after ${en}.` });
  }
  return ok(date);
};

const readEmail = (typed: string): Read => {
  const email = cleanTyped(typed);
  const isEmail = email.length <= 254 && /^[^\s@"<>(),;:]{1,64}@[A-Za-z0-9.-]{1,189}$/.test(email);
  const [, domain = ""] = email.split("@");
  return isEmail && /^[A-Za-z0-9-]{1,63}(\.[A-Za-z0-9-]{1,63})+$/.test(domain)
    ? ok(email)
    : err({
        ar: "اكتب بريدا إلكترونيا مثل name@example.ps.",
        en: "Write an email like name@example.ps.",
      });
};

const orText = <E extends string>(
  result: Result<string, E>,
  texts: Readonly<Record<E, Text>>,
): Read => (result.ok ? result : err(texts[result.error]));

/** What to say when a required answer is missing. */
const missing = (field: TypedField): Text => {
  if (field.kind === "nationalId") return nationalIdErrorTexts.empty;
  if (field.kind === "phone") return phoneErrorTexts.empty;
  if (field.kind === "iban") return ibanErrorTexts.empty;
  if (field.kind === "plate") return plateErrorTexts.empty;
  if (field.kind === "money") return moneyErrorTexts.empty;
  const { ar, en } = field.label;
  if (field.kind === "declaration") {
    return {
      ar: "لا نستطيع المتابعة دون موافقتك. ضع علامة على الإقرار.",
      en: "Tick the statement to go on.",
    };
  }
  if (field.kind === "choice") return { ar: `اختر جوابا: ${ar}`, en: `Choose an answer: ${en}` };
  return { ar: `اكتب جوابا: ${ar}`, en: `Write an answer: ${en}` };
};

/** Reads what was typed into one field; null for an answer that may stay empty and did. */
export const readAnswer = (field: TypedField, required: boolean, raw: string | undefined): Read => {
  const typed = raw ?? "";
  if (typed.length > rawLimit) {
    return err({ ar: "النص أطول من المسموح. اختصره.", en: "The text is too long. Shorten it." });
  }
  if (typed.trim() === "") {
    if (required) return err(missing(field));
    return ok(field.kind === "declaration" ? false : null);
  }
  switch (field.kind) {
    case "text":
      return readText(field, typed);
    case "number":
      return readNumber(field, typed);
    case "money":
      return readMoney(field, typed);
    case "date":
      return readDate(field, typed);
    case "choice":
      return field.options.some(({ value }) => value === typed) ? ok(typed) : err(missing(field));
    case "nationalId":
      return orText(parseNationalId(typed), nationalIdErrorTexts);
    case "phone":
      return orText(parseMobile(typed), phoneErrorTexts);
    case "plate":
      return orText(parsePlate(typed), plateErrorTexts);
    case "iban":
      return orText(parseIban(typed), ibanErrorTexts);
    case "email":
      return readEmail(typed);
    case "declaration":
      return ["yes", "on", "true", "1"].includes(typed) ? ok(true) : err(missing(field));
  }
};
