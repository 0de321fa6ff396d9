import type { Lang } from "../text.ts";
import { html, type Html } from "./html.ts";

const zone = "Asia/Hebron";
const locales = { ar: "ar-PS-u-nu-latn", en: "en-GB" } as const;
const direction = { ar: "rtl", en: "ltr" } as const;

type Style = "long" | "weekday" | "time";

const styles: Record<Style, Intl.DateTimeFormatOptions> = {
  long: { day: "numeric", month: "long", year: "numeric" },
  weekday: { weekday: "long", day: "numeric", month: "long", year: "numeric" },
  time: { hour: "2-digit", minute: "2-digit", hourCycle: "h23" },
};

const formats = new Map<string, Intl.DateTimeFormat>();

const formatFor = (lang: Lang, style: Style, timeZone: string): Intl.DateTimeFormat => {
  const key = `${lang} ${style} ${timeZone}`;
  const known = formats.get(key);
  if (known) return known;
  const format = new Intl.DateTimeFormat(locales[lang], { ...styles[style], timeZone });
  formats.set(key, format);
  return format;
};

/** A calendar day (`2026-11-22`) stands for itself; an instant is the day it falls on here. */
const dayText = (day: Date | string, lang: Lang, style: "long" | "weekday"): string => {
  const instant = typeof day === "string" ? new Date(`${day}T00:00:00Z`) : day;
  const text = formatFor(lang, style, typeof day === "string" ? "UTC" : zone).format(instant);
  return text.replace("،", "").replace(",", "");
};

const isoDay = (date: Date): string =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: zone }).format(date);

const machine = (day: Date | string): string => (typeof day === "string" ? day : isoDay(day));

/** `22 تشرين الثاني 2026، 10:14` as plain text, for messages and attributes. */
export const dateTimeText = (date: Date, lang: Lang): string =>
  `${dayText(date, lang, "weekday")}${lang === "ar" ? "،" : ","} ${timeText(date, lang)}`;

/** `22 تشرين الثاني 2026` as plain text. */
export const dateText = (day: Date | string, lang: Lang): string => dayText(day, lang, "long");

/** `10:14`, by the clock in Palestine. */
export const timeText = (date: Date, lang: Lang): string =>
  formatFor(lang, "time", zone).format(date);

/** Day and time in Palestine: `الأحد 22 تشرين الثاني 2026، 10:14`. */
export const dateTime = (date: Date, lang: Lang): Html =>
  html`<time datetime="${date.toISOString()}" dir="${direction[lang]}"
    >${dateTimeText(date, lang)}</time
  >`;

/** The day alone: `22 تشرين الثاني 2026`. Takes an instant or a calendar day `2026-11-22`. */
export const dateOnly = (day: Date | string, lang: Lang): Html =>
  html`<time datetime="${machine(day)}" dir="${direction[lang]}" class="n"
    >${dateText(day, lang)}</time
  >`;

/** The clock alone: `10:14`. */
export const timeOnly = (date: Date, lang: Lang): Html =>
  html`<time datetime="${date.toISOString()}" dir="ltr">${timeText(date, lang)}</time>`;

/** Digits for dense tables: `22/11/2026`. */
export const dateShort = (day: Date | string): Html => {
  const iso = machine(day);
  const digits = iso.split("-").toReversed().join("/");
  return html`<time datetime="${iso}" dir="ltr" class="n">${digits}</time>`;
};
