import { addDays } from "@gov/country/time-zone.ts";
import { money, type Money } from "@gov/kit/money.ts";
import type { Lang } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { dateShort, dateTime } from "@gov/kit/ui/date-time.ts";
import { buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import { breaksPath } from "./break-filter.ts";
import type { DayDifference, DayLine } from "./reconciliation-desk-queries.ts";
import { dayHref, reconciliationPath, uploadReportPath } from "./reconciliation-hrefs.ts";
import { recTexts as texts, sourceName } from "./reconciliation-texts.ts";

export type DaysInput = Readonly<{
  lines: readonly DayLine[];
  differences: readonly DayDifference[];
  /** Whether these are not the newest. */
  earlier: boolean;
  /** Whether there may be earlier ones. */
  more: boolean;
  now: Date;
}>;

/** Where a day's report stands, in a word. */
export const reportTag = (line: DayLine, now: Date, lang: Lang): Html => {
  if (line.reported !== null) return tag(texts.read, "runs", lang);
  if (line.status === "reading") return tag(texts.reading, "waits", lang);
  if (line.status === "refused") return tag(texts.refused, "late", lang);
  return line.expected_at > now
    ? tag(texts.notDue, "waits", lang)
    : tag(texts.notArrived, "late", lang);
};

/** Amounts beside each other, or a dash. */
export const amounts = (sums: readonly Money[], lang: Lang): Html =>
  sums.length === 0
    ? html`—`
    : html`${sums.map((sum, index) => html`${index > 0 ? " · " : nothing}${amount(sum, lang)}`)}`;

const isOf = (line: DayLine, one: DayDifference): boolean =>
  one.rail === line.rail && one.party === line.party && one.day === line.day;

const daysTable = ({ lines, differences, now }: DaysInput, lang: Lang): Html =>
  table({
    caption: texts.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.day },
      { head: texts.rail },
      { head: texts.report },
      { head: texts.reported, numeric: true },
      { head: texts.matched, numeric: true },
      { head: texts.breaks, numeric: true },
      { head: texts.difference, numeric: true },
    ],
    rows: lines.map((line) => {
      const missing = line.reported === null && line.expected_at <= now;
      const sums = differences
        .filter((one) => isOf(line, one))
        .map((one) => money(one.difference_minor, one.currency));
      return {
        href: dayHref(line),
        cells: [
          dateShort(line.day),
          sourceName(line, lang),
          missing
            ? html`${reportTag(line, now, lang)}
                <small class="source"
                  >${texts.missingSince[lang]} ${dateTime(line.expected_at, lang)}</small
                >`
            : reportTag(line, now, lang),
          line.reported === null ? html`—` : line.reported.toLocaleString("en"),
          line.reported === null
            ? html`—`
            : Math.max(0, line.reported - line.unmatched).toLocaleString("en"),
          String(line.breaks),
          amounts(sums, lang),
        ],
      };
    }),
    empty: texts.noDays,
  });

/** Days and rails: what was reported, what of it is matched, what differs, what has not come. */
export const daysPage = (frame: Frame, input: DaysInput): Html => {
  const { lang } = frame;
  const oldest = input.lines.at(-1)?.day;
  return page({
    ...frame,
    wide: true,
    title: texts.title,
    main: html`${heading(texts.title, lang, { below: texts.lead })}${buttonRow(
      linkButton({ href: uploadReportPath, lang, text: texts.upload }),
      linkButton({ href: breaksPath, lang, text: texts.allBreaks, kind: "secondary" }),
    )}${daysTable(input, lang)}${pagination({
      lang,
      previousHref: input.earlier ? reconciliationPath : undefined,
      nextHref:
        !input.more || oldest === undefined
          ? undefined
          : `${reconciliationPath}?to=${addDays(oldest, -1)}`,
    })}${input.lines.length === 0 && input.earlier ? words(texts.noDays, lang) : nothing}`,
  });
};
