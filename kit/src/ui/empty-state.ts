import type { Lang } from "../text.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";

/** Nothing to show, said kindly, with what a person can do instead. */
export const emptyState = ({
  title,
  lang,
  body,
  action,
}: Readonly<{
  title: Words;
  lang: Lang;
  body?: Words | undefined;
  action?: Html | undefined;
}>): Html =>
  html`<section class="empty">
    <p class="what">${words(title, lang)}</p>
    ${body === undefined ? nothing : html`<p>${words(body, lang)}</p>`}${action ?? nothing}
  </section>`;
