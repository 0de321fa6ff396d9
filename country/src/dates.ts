import type { Lang } from "@gov/kit/text.ts";
import { timeZone } from "./time-zone.ts";

/** `ar-PS` alone would write Arabic-Indic digits; Levantine month names come with it. */
const locales: Readonly<Record<Lang, string>> = { ar: "ar-PS-u-ca-gregory-nu-latn", en: "en-GB" };

const formats = {
  date: { day: "numeric", month: "long", year: "numeric" },
  dayAndDate: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  dateTime: {
    weekday: "long",
    day: "numeric",
    month: "long",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
  },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
} as const satisfies Record<string, Intl.DateTimeFormatOptions>;

type DateStyle = keyof typeof formats;

const made = new Map<string, Intl.DateTimeFormat>();

const formatter = (style: DateStyle, lang: Lang, zone: string): Intl.DateTimeFormat => {
  const key = `${style} ${lang} ${zone}`;
  const known = made.get(key);
  if (known) return known;
  const fresh = new Intl.DateTimeFormat(locales[lang], { ...formats[style], timeZone: zone });
  made.set(key, fresh);
  return fresh;
};

/** An instant as people here read it, on the country's clocks: `24 تشرين الثاني 2026`. */
export const formatInstant = (instant: Date, lang: Lang, style: DateStyle = "dateTime"): string =>
  formatter(style, lang, timeZone)
    .format(instant)
    .replace(/\u200f/g, "");

/** An ISO calendar date (`2026-11-24`), which has no time zone. A wrong date stays as it came. */
export const formatDate = (
  isoDate: string,
  lang: Lang,
  style: "date" | "dayAndDate" = "date",
): string => {
  const instant = new Date(`${isoDate}T00:00:00Z`);
  return Number.isNaN(instant.getTime())
    ? isoDate
    : formatter(style, lang, "UTC")
        .format(instant)
        .replace(/\u200f/g, "");
};
