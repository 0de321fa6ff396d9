import { err, ok, type Result } from "../result.ts";
import type { Text } from "../text.ts";

/** A date as typed into three boxes; kept as typed until it is right. */
export type TypedDate = Readonly<{ day: string; month: string; year: string }>;

export type TypedDateError = "empty" | "incomplete" | "notDigits" | "noSuchDay";

/** What each failure says beside the field. */
export const typedDateTexts: Record<TypedDateError, Text> = {
  empty: { ar: "اكتب التاريخ: اليوم والشهر والسنة.", en: "Enter the date: day, month and year." },
  incomplete: {
    ar: "التاريخ ناقص: اكتب اليوم والشهر والسنة معا.",
    en: "The date is incomplete: enter the day, the month and the year.",
  },
  notDigits: {
    ar: "اكتب التاريخ بالأرقام، مثل: اليوم 27، الشهر 3، السنة 1988.",
    en: "Enter the date in digits, such as 27 3 1988.",
  },
  noSuchDay: {
    ar: "هذا اليوم غير موجود في التقويم. راجع اليوم والشهر والسنة.",
    en: "There is no such day in the calendar. Check the day, month and year.",
  },
};

const text = (value: unknown): string =>
  typeof value === "string" ? value.trim().slice(0, 12) : "";

/** The three boxes of a posted form: `name-day`, `name-month`, `name-year`. */
export const typedDate = (form: Readonly<Record<string, unknown>>, name: string): TypedDate => ({
  day: text(form[`${name}-day`]),
  month: text(form[`${name}-month`]),
  year: text(form[`${name}-year`]),
});

/** A calendar day `1988-03-27` back in its three boxes. */
export const splitDate = (isoDay: string): TypedDate => {
  const [year = "", month = "", day = ""] = isoDay.split("-");
  return { day: day.replace(/^0/, ""), month: month.replace(/^0/, ""), year };
};

const western = (digits: string): string =>
  digits
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0));

/** The calendar day as `YYYY-MM-DD`, from digits of either script. */
export const parseTypedDate = (typed: TypedDate): Result<string, TypedDateError> => {
  const parts = [typed.year, typed.month, typed.day].map((part) => western(part.trim()));
  if (parts.every((part) => part === "")) return err("empty");
  if (parts.some((part) => part === "")) return err("incomplete");
  const [year = "", month = "", day = ""] = parts;
  if (!/^\d{4}$/.test(year) || !/^\d{1,2}$/.test(month) || !/^\d{1,2}$/.test(day)) {
    return err("notDigits");
  }
  const iso = `${year}-${month.padStart(2, "0")}-${day.padStart(2, "0")}`;
  const date = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso);
  return exists ? ok(iso) : err("noSuchDay");
};
