import { t, type Lang } from "../text.ts";
import { html, nothing, safeHref, words, type Html } from "./html.ts";
import { positionText, uiTexts } from "./texts.ts";

export type PaginationInput = Readonly<{
  lang: Lang;
  previousHref?: string | undefined;
  nextHref?: string | undefined;
  position?: Readonly<{ from: number; to: number; total: number }> | undefined;
}>;

/** Back and forth through results, by offset or by key. Nothing when all fits one page. */
export const pagination = ({ lang, previousHref, nextHref, position }: PaginationInput): Html =>
  previousHref === undefined && nextHref === undefined
    ? nothing
    : html`<nav class="pages" aria-label="${t(uiTexts.pages, lang)}">
        ${
          previousHref === undefined
            ? nothing
            : html`<a rel="prev" href="${safeHref(previousHref)}"
                >${t(uiTexts.previousPage, lang)}</a
              >`
        }${
          position
            ? html`<p>${words(positionText(position.from, position.to, position.total), lang)}</p>`
            : nothing
        }${
          nextHref === undefined
            ? nothing
            : html`<a rel="next" href="${safeHref(nextHref)}">${t(uiTexts.nextPage, lang)}</a>`
        }
      </nav>`;
