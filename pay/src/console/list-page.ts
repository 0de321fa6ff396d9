import type { Money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { attributes, html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { pagination } from "@gov/kit/ui/pagination.ts";
import { table } from "@gov/kit/ui/table.ts";
import { railTexts } from "#src/receipt/receipt-page.ts";
import { listTexts } from "./console-texts.ts";
import { filterForm, type FilterControl } from "./filter-form.ts";
import { cursorText, filterHref, type ListCursor, type ReadFilter } from "./list-filter.ts";
import type { ListView } from "./list-view.ts";

export type ListPageInput<Row extends ListCursor> = Readonly<{
  frame: Frame;
  view: ListView<Row>;
  read: ReadFilter;
  rows: readonly Row[];
  /** More rows follow. */
  more: boolean;
  services: readonly string[];
  totals: Readonly<{ count: bigint; sums: readonly Money[] }> | undefined;
  /** Above the filters: what waits, what can be made. */
  above?: Html | undefined;
}>;

const controlsOf = <Row extends ListCursor>(input: ListPageInput<Row>): FilterControl[] => {
  const { typed, errors } = input.read;
  const errorOf = (field: string): Text | undefined => {
    const found = errors.find((one) => one.field === field);
    return found && listTexts[found.error];
  };
  const value = (name: string): string => typed[name] ?? "";
  const railOptions = Object.entries(railTexts).map(([code, label]) => ({ value: code, label }));
  const { find = listTexts.find, controls = ["rail", "service"] } = input.view;
  const services = controls.includes("service")
    ? input.services.map((code) => ({ value: code, label: code }))
    : [];
  return [
    { kind: "search", name: "q", label: find, value: value("q") },
    {
      kind: "day",
      name: "from",
      label: listTexts.from,
      value: value("from"),
      error: errorOf("from"),
    },
    { kind: "day", name: "to", label: listTexts.to, value: value("to"), error: errorOf("to") },
    {
      kind: "choice",
      name: "status",
      label: listTexts.status,
      value: value("status"),
      options: input.view.statuses,
    },
    ...(controls.includes("rail")
      ? [
          {
            kind: "choice",
            name: "rail",
            label: listTexts.rail,
            value: value("rail"),
            options: railOptions,
          } as const,
        ]
      : []),
    ...(services.length > 0
      ? [
          {
            kind: "choice",
            name: "service",
            label: listTexts.service,
            value: value("service"),
            options: services,
          } as const,
        ]
      : []),
  ];
};

const totalsLine = (totals: ListPageInput<ListCursor>["totals"], lang: Lang): Html =>
  totals && totals.count > 0n
    ? html`<p>
        ${listTexts.total[lang]}: <strong>${String(totals.count)}</strong>${totals.sums.map(
          (sum) => html` · <strong>${amount(sum, lang)}</strong>`,
        )}
      </p>`
    : nothing;

/** A list: filters kept in the address, a dense table, pages by cursor, the same as a file. */
export const listPage = <Row extends ListCursor>(input: ListPageInput<Row>): Html => {
  const { frame, view, read, rows } = input;
  const { lang } = frame;
  const shown = view.columns.filter((column) => !column.fileOnly);
  const last = rows.at(-1);
  const file = filterHref(`${view.path}.csv`, read.typed);
  const rowsTable = table({
    caption: view.title,
    captionHidden: true,
    lang,
    dense: true,
    columns: shown.map(({ head, numeric }) => ({ head, numeric })),
    rows: rows.map((row) => ({
      href: view.href(row),
      cells: shown.map((column) => column.cell(row, lang)),
    })),
    empty: view.none,
  });
  const narrowed = Object.values(read.typed).some((value) => value !== "");
  return page({
    ...frame,
    wide: true,
    title: view.title,
    errors: read.errors.map(({ field, error }) => ({ name: field, text: listTexts[error] })),
    main: html`${heading(view.title, lang)}${input.above ?? nothing}${filterForm({
      action: view.path,
      lang,
      label: listTexts.filters,
      controls: controlsOf(input),
      submit: listTexts.narrow,
      clear: narrowed ? { href: view.path, text: listTexts.clear } : undefined,
    })}${totalsLine(input.totals, lang)}${rowsTable}${pagination({
      lang,
      previousHref: read.filter.after ? filterHref(view.path, read.typed) : undefined,
      nextHref:
        input.more && last
          ? filterHref(view.path, read.typed, { after: cursorText(last) })
          : undefined,
    })}${
      rows.length > 0
        ? html`<p>
            <a ${attributes({ href: file, download: true })}>${listTexts.download[lang]}</a>
          </p>`
        : nothing
    }`,
  });
};
