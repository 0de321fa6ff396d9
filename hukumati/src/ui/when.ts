import { formatDate, formatInstant } from "@gov/country/dates.ts";
import { localDate } from "@gov/country/time-zone.ts";

type Lang = "ar" | "en";

/** The calendar day in Palestine at a moment, an ISO date. */
export const dayOf = (atMs: number): string => localDate(new Date(atMs));

/** A day as people read it in Palestine: Levantine months, Western digits. */
export const formatDay = (iso: string, lang: Lang): string =>
  /^\d{4}-\d{2}-\d{2}$/.test(iso)
    ? formatDate(iso, lang)
    : formatInstant(new Date(iso), lang, "date");

/** A moment with its time. */
export const formatWhen = (iso: string, lang: Lang): string => {
  const instant = new Date(iso);
  const time = formatInstant(instant, lang, "time");
  return `${formatInstant(instant, lang, "date")}${lang === "ar" ? "، " : ", "}${time}`;
};

/** A moment of today by its time alone, an earlier one with its day. */
export const formatSince = (iso: string, lang: Lang): string =>
  dayOf(Date.parse(iso)) === dayOf(Date.now())
    ? formatInstant(new Date(iso), lang, "time")
    : formatWhen(iso, lang);
