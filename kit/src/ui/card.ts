import type { Lang } from "../text.ts";
import { html, nothing, safeHref, words, type Html, type Words } from "./html.ts";

export type CardInput = Readonly<{
  title: Words;
  lang: Lang;
  /** The card opens this. */
  href?: string | undefined;
  text?: Words | undefined;
  /** A tag above the title. */
  tag?: Html | undefined;
  /** A button beneath. */
  action?: Html | undefined;
  level?: 2 | 3 | undefined;
}>;

/** A thing that can be opened or acted on. With `href` and no action the whole card is the link. */
export const card = ({ title, lang, href, text, tag, action, level = 3 }: CardInput): Html => {
  const said = words(title, lang);
  const opened = href === undefined ? said : html`<a href="${safeHref(href)}">${said}</a>`;
  return html`<article class="card${href !== undefined && !action ? " opens" : ""}">
    ${tag ?? nothing}${level === 2 ? html`<h2>${opened}</h2>` : html`<h3>${opened}</h3>`}${
      text === undefined ? nothing : html`<p>${words(text, lang)}</p>`
    }${action ?? nothing}
  </article>`;
};

/** Cards beneath each other on a phone, in columns where there is room. */
export const cardGrid = (cards: readonly Html[]): Html => html`<div class="cards">${cards}</div>`;
