import type { Lang } from "@gov/kit/text.ts";
import { attributes, html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { listTexts } from "#src/console/console-texts.ts";
import { filterForm, type FilterControl } from "#src/console/filter-form.ts";
import { filterHref } from "#src/console/list-filter.ts";
import { railCodes } from "#src/rails/rail.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { breakClasses, breakStatuses } from "#src/reconciliation/break.ts";
import { ages, breaksPath, nextBreaksHref, type TypedBreakFilter } from "./break-filter.ts";
import { breaksTable } from "./breaks-table.ts";
import type { BreakLine } from "./reconciliation-desk-queries.ts";
import { reconciliationPath } from "./reconciliation-hrefs.ts";
import { breakStatusTexts, classTexts, recTexts as texts } from "./reconciliation-texts.ts";

export type BreaksInput = Readonly<{
  typed: TypedBreakFilter;
  after: boolean;
  rows: readonly BreakLine[];
  more: boolean;
  now: Date;
}>;

const controlsOf = (typed: TypedBreakFilter): FilterControl[] => [
  {
    kind: "choice",
    name: "rail",
    label: texts.rail,
    value: typed.rail,
    options: railCodes.map((value) => ({ value, label: railTexts[value] })),
  },
  {
    kind: "choice",
    name: "kind",
    label: texts.kind,
    value: typed.kind,
    options: breakClasses.map((value) => ({ value, label: classTexts[value] })),
  },
  {
    kind: "choice",
    name: "status",
    label: texts.status,
    value: typed.status,
    options: breakStatuses.map((value) => ({ value, label: breakStatusTexts[value] })),
  },
  {
    kind: "choice",
    name: "age",
    label: texts.olderThan,
    value: typed.age,
    options: ages.map((days) => ({
      value: String(days),
      label: {
        ar: days === 1 ? "أكثر من يوم" : `أكثر من ${days} ${days <= 10 ? "أيام" : "يوما"}`,
        en: days === 1 ? "Over 1 day" : `Over ${days} days`,
      },
    })),
  },
  { kind: "day", name: "day", label: texts.day, value: typed.day },
];

const fileLink = (typed: TypedBreakFilter, lang: Lang): Html => {
  const href = filterHref(`${breaksPath}.csv`, typed);
  return html`<p>
    <a ${attributes({ href, download: true })}>${listTexts.download[lang]}</a>
  </p>`;
};

/** Every break, narrowed by rail, kind, state, age and day; the same as a file. */
export const breaksPage = (frame: Frame, input: BreaksInput): Html => {
  const { lang } = frame;
  const { typed, rows, now } = input;
  const last = rows.at(-1);
  const narrowed = Object.values(typed).some((value) => value !== "");
  return page({
    ...frame,
    wide: true,
    title: texts.allBreaks,
    back: { href: reconciliationPath, text: texts.title },
    main: html`${heading(texts.allBreaks, lang)}${filterForm({
      action: breaksPath,
      lang,
      label: listTexts.filters,
      controls: controlsOf(typed),
      submit: listTexts.narrow,
      clear: narrowed ? { href: breaksPath, text: listTexts.clear } : undefined,
    })}${breaksTable(rows, { lang, now, empty: texts.noSuchBreaks })}${pagination({
      lang,
      previousHref: input.after ? filterHref(breaksPath, typed) : undefined,
      nextHref: input.more && last ? nextBreaksHref(typed, last) : undefined,
    })}${rows.length > 0 ? fileLink(typed, lang) : nothing}`,
  });
};
