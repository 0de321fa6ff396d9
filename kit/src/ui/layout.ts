import type { Lang } from "../text.ts";
import { html, words, type Html, type Words } from "./html.ts";

/** An officer's desk: the inbox beside the open case where there is room, beneath it where not. */
export const desk = (inbox: Html, openCase: Html): Html =>
  html`<div class="desk">
    <div class="inbox">${inbox}</div>
    <div class="case">${openCase}</div>
  </div>`;

/** A boxed part of a desk or a page. */
export const box = (content: Html): Html => html`<section class="box">${content}</section>`;

/** A part of the page with its heading. */
export const section = (title: Words, lang: Lang, content: Html): Html =>
  html`<section class="part">
    <h2>${words(title, lang)}</h2>
    ${content}
  </section>`;
