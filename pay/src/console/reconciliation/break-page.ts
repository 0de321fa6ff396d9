import { money, type Currency } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateShort, dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { table } from "@gov/kit/ui/table.ts";
import { timeline } from "@gov/kit/ui/timeline.ts";
import { differencesOf, type BreakClass } from "#src/reconciliation/break.ts";
import { factsOf, type BreakEventRow, type BreakRow } from "#src/reconciliation/break-queries.ts";
import type { EntryRow, LineRow } from "#src/reconciliation/group-queries.ts";
import type { Row } from "#src/reconciliation/judge.ts";
import { breaksPath } from "./break-filter.ts";
import { decisionPart, type BreakActions } from "./break-decision.ts";
import { amounts } from "./days-page.ts";
import { dayHref } from "./reconciliation-hrefs.ts";
import {
  ageText,
  breakEventTexts,
  breakStatusTag,
  breakTitle,
  classTexts,
  directionTexts,
  recTexts as texts,
  resolutionTexts,
  sourceName,
} from "./reconciliation-texts.ts";

export type BreakInput = Readonly<{
  row: BreakRow;
  lines: readonly LineRow[];
  entries: readonly EntryRow[];
  events: readonly BreakEventRow[];
  posted: readonly Readonly<{ id: string; lane: string; currency: string }>[];
  actions: BreakActions;
  /** What was typed and refused. */
  typed: Readonly<Record<string, string>>;
  errors: readonly Readonly<{ name: string; text: Text }>[];
  csrfToken: string;
  notice: Html | undefined;
  now: Date;
}>;

/** A total that is other than its lines is nothing that a rail could be asked about. */
const isAskedAbout = (row: BreakRow): boolean =>
  (row.class === "missingHere" || row.class === "amount") && row.direction !== "settled";

const facts = ({ row, posted, now }: BreakInput, lang: Lang): Html =>
  summaryList(
    [
      {
        key: texts.difference,
        value: html`<strong>${amounts(differencesOf(factsOf(row)), lang)}</strong>`,
      },
      { key: texts.rail, value: sourceName(row, lang) },
      {
        key: texts.day,
        value: html`<a href="${dayHref(row)}">${dateShort(row.day)}</a>`,
      },
      { key: texts.direction, value: directionTexts[row.direction] },
      { key: texts.order, value: bdi(row.order_key, "latin") },
      ...(row.reference ? [{ key: texts.reference, value: bdi(row.reference, "latin") }] : []),
      {
        key: texts.opened,
        value: dateTime(row.opened_at, lang),
        source: ageText(row.opened_at, row.closed_at ?? now),
      },
      ...(isAskedAbout(row)
        ? [
            {
              key: texts.railAsked,
              value: row.asked_at ? dateTime(row.asked_at, lang) : texts.notAsked,
            },
          ]
        : []),
      ...(row.proposed_by && row.proposed_at && row.resolution
        ? [
            {
              key: texts.proposedBy,
              value: html`${bdi(row.proposed_by, "latin")} ·
              ${resolutionTexts[row.resolution][lang]}`,
              source: dateTime(row.proposed_at, lang),
            },
            { key: texts.note, value: html`<bdi>${row.proposal_note ?? ""}</bdi>` },
          ]
        : []),
      ...(row.decided_by && row.decided_at
        ? [
            {
              key: texts.acceptedBy,
              value: bdi(row.decided_by, "latin"),
              source: dateTime(row.decided_at, lang),
            },
          ]
        : []),
      ...posted.map(({ id, lane, currency }) => ({
        key: texts.transfer,
        value: html`<a href="/console/ledger/transfers/${lane}/${id}"
          >${bdi(currency, "latin")}</a
        >`,
      })),
    ],
    lang,
    { boxed: true },
  );

const sumsOf = (rows: readonly Row[], pick: (row: Row) => bigint, lang: Lang): Html => {
  const sums = new Map<Currency, bigint>();
  for (const row of rows) sums.set(row.currency, (sums.get(row.currency) ?? 0n) + pick(row));
  const some = [...sums].filter(([, minor]) => minor !== 0n);
  return some.length === 0
    ? html`${texts.none[lang]}`
    : amounts(
        some.map(([currency, minor]) => money(minor, currency)),
        lang,
      );
};

const listOf = (values: readonly Html[], lang: Lang): Html =>
  values.length === 0
    ? html`${texts.none[lang]}`
    : html`${values.map((value, index) => html`${index > 0 ? " · " : nothing}${value}`)}`;

const each = (rows: readonly Row[], pick: (row: Row) => string): string[] =>
  [...new Set(rows.map(pick))].filter((value) => value !== "").slice(0, 5);

/** The rail's word and ours, fact by fact. */
const sidesTable = ({ lines, entries }: BreakInput, lang: Lang): Html => {
  const booked = entries.filter(({ amountMinor }) => amountMinor !== 0n);
  const line = (name: Text, show: (rows: readonly Row[]) => Html) => ({
    cells: [name, show(lines), show(entries)],
  });
  return table({
    caption: texts.bothSides,
    captionHidden: true,
    lang,
    columns: [{ head: texts.fact }, { head: texts.railSays }, { head: texts.weSay }],
    rows: [
      line(texts.amount, (rows) => sumsOf(rows, ({ amountMinor }) => amountMinor, lang)),
      line(texts.fees, (rows) => sumsOf(rows, ({ feeMinor }) => feeMinor, lang)),
      { cells: [texts.movements, String(lines.length), String(booked.length)] },
      line(texts.day, (rows) => listOf(each(rows, ({ day }) => day).map(dateShort), lang)),
      line(texts.reference, (rows) =>
        listOf(
          each(rows, ({ reference }) => reference).map((one) => bdi(one, "latin")),
          lang,
        ),
      ),
    ],
  });
};

const rowsTable = (
  caption: Text,
  rows: readonly (Row & Readonly<{ what: Text | string; corrects?: BreakClass | null }>)[],
  lang: Lang,
): Html =>
  table({
    caption,
    captionHidden: true,
    lang,
    dense: true,
    columns: [
      { head: texts.day },
      { head: texts.reference },
      { head: texts.kind },
      { head: texts.amount, numeric: true },
      { head: texts.fees, numeric: true },
    ],
    rows: rows.map((row) => ({
      cells: [
        dateShort(row.day),
        row.reference === "" ? html`—` : bdi(row.reference, "latin"),
        row.what,
        amount(money(row.amountMinor, row.currency), lang),
        amount(money(row.feeMinor, row.currency), lang),
      ],
    })),
    empty: texts.none,
  });

const history = ({ events }: BreakInput, lang: Lang): Html =>
  timeline(
    events.map((event) => {
      const named = Object.entries(classTexts).find(([name]) => name === event.note)?.[1];
      const note = named?.[lang] ?? (event.event === "railAsked" ? undefined : event.note);
      return {
        title: breakEventTexts[event.event],
        at: event.at,
        state: event.event === "rejected" ? "failed" : "done",
        ...(event.actor || note
          ? {
              detail: html`${event.actor ? bdi(event.actor, "latin") : nothing}${
                event.actor && note ? " · " : nothing
              }${note ? html`<bdi>${note}</bdi>` : nothing}`,
            }
          : {}),
      };
    }),
    lang,
  );

/** One break: both sides, what happened, what may be posted and who decides. */
export const breakPage = (frame: Frame, input: BreakInput): Html => {
  const { lang } = frame;
  const { row, lines, entries } = input;
  const theirs = lines.map((one) => ({ ...one, what: directionTexts[one.direction] }));
  const ours = entries.map((one) => ({
    ...one,
    what: one.corrects ? breakEventTexts.accepted : directionTexts[one.direction],
  }));
  return page({
    ...frame,
    wide: true,
    title: breakTitle(row),
    back: { href: breaksPath, text: texts.allBreaks },
    notice: input.notice ?? nothing,
    errors: input.errors,
    main: html`${heading(breakTitle(row), lang, {
      tag: breakStatusTag(row.status, lang),
    })}${facts(input, lang)}${section(texts.bothSides, lang, sidesTable(input, lang))}${decisionPart(
      input,
      lang,
    )}${section(
      texts.theirMovements,
      lang,
      rowsTable(texts.theirMovements, theirs, lang),
    )}${section(texts.ourMovements, lang, rowsTable(texts.ourMovements, ours, lang))}${section(
      texts.history,
      lang,
      history(input, lang),
    )}`,
  });
};
