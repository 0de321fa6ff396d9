import type { Lang, Text } from "../text.ts";
import { attributes, html, isText, nothing, plainWords, safeHref, words } from "./html.ts";
import type { Html, Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type Column = Readonly<{
  head: Words;
  /** Numbers stand at the end, digits under digits. */
  numeric?: boolean | undefined;
  /** Where a click on the head leads, and how the table is sorted by it now. */
  sort?: Readonly<{ href: string; now?: "ascending" | "descending" | undefined }> | undefined;
}>;

export type Row = Readonly<{
  /** One for each column; the first names the row. */
  cells: readonly Words[];
  /** The first cell leads here. */
  href?: string | undefined;
  /** The row that is open beside the table. */
  current?: boolean | undefined;
}>;

export type TableInput = Readonly<{
  caption: Words;
  /** The caption stands for those who listen; a heading above says it to the eye. */
  captionHidden?: boolean | undefined;
  columns: readonly Column[];
  rows: readonly Row[];
  lang: Lang;
  /** What to show when there is no row: words, or a piece of the page. */
  empty?: Text | Html | undefined;
  /** Small rows for a desk. */
  dense?: boolean | undefined;
}>;

const headCell = ({ head, numeric, sort }: Column, lang: Lang): Html => {
  const text = words(head, lang);
  const marks = attributes({
    role: "columnheader",
    scope: "col",
    class: numeric ? "num" : undefined,
    "aria-sort": sort?.now,
  });
  return html`<th ${marks}>
    ${sort ? html`<a href="${safeHref(sort.href)}">${text}</a>` : text}
  </th>`;
};

/** Where there is no room for columns, each cell says its column's name itself. */
const labelOf = ({ head }: Column, lang: Lang): string | undefined =>
  typeof head === "string" || (typeof head === "object" && "ar" in head)
    ? plainWords(head, lang)
    : undefined;

const bodyRow = ({ columns, lang }: TableInput, { cells, href, current }: Row): Html =>
  html`<tr ${attributes({ role: "row", class: current ? "current" : undefined })}>
    ${columns.map((column, index) => {
      const cell = words(cells[index] ?? "", lang);
      const marks = { class: column.numeric ? "num" : undefined };
      if (index > 0) {
        const label = labelOf(column, lang);
        return html`<td ${attributes({ role: "cell", ...marks, "data-label": label })}>
          ${cell}
        </td>`;
      }
      const open = attributes({ "aria-current": current ? "true" : undefined });
      return html`<th ${attributes({ role: "rowheader", scope: "row", ...marks })}>
        ${href === undefined ? cell : html`<a href="${safeHref(href)}" ${open}>${cell}</a>`}
      </th>`;
    })}
  </tr>`;

/** A table with its caption; on a narrow screen every row becomes a small card. */
export const table = (input: TableInput): Html => {
  const { caption, captionHidden, columns, rows, lang, empty = uiTexts.nothingHere, dense } = input;
  if (rows.length === 0) {
    return isText(empty) ? html`<p class="none">${words(empty, lang)}</p>` : empty;
  }
  return html`<table class="table${dense ? " dense" : ""}" role="table"><caption${
    captionHidden ? html` class="vh"` : nothing
  }>${words(caption, lang)}</caption><thead role="rowgroup"><tr role="row">${columns.map((column) =>
    headCell(column, lang),
  )}</tr></thead><tbody role="rowgroup">${rows.map((row) => bodyRow(input, row))}</tbody></table>`;
};
