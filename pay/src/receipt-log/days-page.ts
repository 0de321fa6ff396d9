import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { dateOnly } from "@gov/kit/ui/date-time.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table, type Row } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { DayRow } from "./inclusion-queries.ts";
import { howTexts, logTexts } from "./log-texts.ts";

export type DaysShown = Readonly<{
  days: readonly DayRow[];
  /** Where the next page begins. */
  nextBefore: string | undefined;
  /** Whether an authority stamps them. */
  isStamped: boolean;
  typed?: string;
  error?: Text;
}>;

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString("hex");

/** Enough of a fingerprint to tell days apart in a table. */
const short = (bytes: Uint8Array): string => `${hex(bytes).slice(0, 16)}…`;

export const stampTag = (day: DayRow, lang: Frame["lang"]): Html =>
  day.stamp ? tag(logTexts.stamped, "runs", lang) : tag(logTexts.unstamped, "waits", lang);

const rowOf = (day: DayRow, lang: Frame["lang"]): Row => ({
  href: `/receipt-days/${day.day}`,
  cells: [
    dateOnly(day.day, lang),
    bdi(day.size.toLocaleString("en")),
    bdi(short(day.root), "latin"),
    stampTag(day, lang),
  ],
});

const findForm = (lang: Frame["lang"], typed: string, error: Text | undefined): Html =>
  form({
    action: "/receipt-days/find",
    method: "get",
    lang,
    body: codeField({
      name: "code",
      lang,
      label: logTexts.code,
      hint: logTexts.codeHint,
      value: typed,
      width: "full",
      autocomplete: "off",
      ...(error ? { error } : {}),
    }),
    submit: logTexts.check,
  });

/** What the log is, a way to find a receipt in it, and its days, the newest first. */
export const daysPage = (frame: Frame, shown: DaysShown): Html => {
  const { lang } = frame;
  const { days, nextBefore, isStamped, typed = "", error } = shown;
  return page({
    ...frame,
    title: logTexts.title,
    ...(error ? { errors: [{ name: "code", text: error }] } : {}),
    main: html`${heading(logTexts.title, lang, { below: logTexts.lead })}
      <h2>${words(logTexts.find, lang)}</h2>
      ${findForm(lang, typed, error)}
      <h2>${words(logTexts.how, lang)}</h2>
      ${howTexts(isStamped).map((text) => html`<p>${words(text, lang)}</p>`)}
      <h2>${words(logTexts.days, lang)}</h2>
      ${table({
        caption: logTexts.days,
        captionHidden: true,
        lang,
        columns: [
          { head: logTexts.day },
          { head: logTexts.receipts, numeric: true },
          { head: logTexts.fingerprint },
          { head: logTexts.stamp },
        ],
        rows: days.map((day) => rowOf(day, lang)),
        empty: logTexts.noDays,
      })}
      ${pagination({
        lang,
        ...(nextBefore === undefined ? {} : { nextHref: `/receipt-days?before=${nextBefore}` }),
      })}`,
  });
};
