import { t, type Lang } from "../text.ts";
import { html, nothing, safeHref, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type SummaryRow = Readonly<{
  key: Words;
  value: Words;
  /** Who said so and how fresh it is: `السجل المدني، الآن`. */
  source?: Words | undefined;
  /** Where to change it, and what it is for those who only hear the link. */
  change?: Readonly<{ href: string; what: Words }> | undefined;
}>;

const row = ({ key, value, source, change }: SummaryRow, lang: Lang): Html =>
  html`<div>
    <dt>${words(key, lang)}</dt>
    <dd>
      ${words(value, lang)}${
        source === undefined ? nothing : html` <small class="source">${words(source, lang)}</small>`
      }
    </dd>
    ${
      change === undefined
        ? nothing
        : html`<dd class="change">
            <a href="${safeHref(change.href)}"
              >${t(uiTexts.change, lang)}<span class="vh"> ${words(change.what, lang)}</span></a
            >
          </dd>`
    }
  </div>`;

/** Facts as key and value, each with its source where it has one. */
export const summaryList = (
  rows: readonly SummaryRow[],
  lang: Lang,
  { boxed = false }: Readonly<{ boxed?: boolean }> = {},
): Html => html`<dl class="facts${boxed ? " box" : ""}">${rows.map((one) => row(one, lang))}</dl>`;
