import { t, type Lang } from "../text.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

export type PanelInput = Readonly<{
  title: Words;
  lang: Lang;
  /** The number people will ask by. */
  reference?: Readonly<{ label?: Words | undefined; value: Words }> | undefined;
  body?: Words | undefined;
  /** What happens next, in order: who works on it, how long it takes, what will be sent. */
  next?: readonly Words[] | undefined;
}>;

/** The page after sending: it arrived, here is its number, and this happens next. */
export const panel = ({ title, lang, reference, body, next = [] }: PanelInput): Html =>
  html`<section class="panel">
      <h1>${words(title, lang)}</h1>
      ${
        reference
          ? html`<p>
              ${words(reference.label ?? uiTexts.reference, lang)}
              <strong>${words(reference.value, lang)}</strong>
            </p>`
          : nothing
      }${body === undefined ? nothing : html`<p>${words(body, lang)}</p>`}
    </section>
    ${
      next.length === 0
        ? nothing
        : html`<section class="next">
            <h2>${t(uiTexts.whatNext, lang)}</h2>
            <ol>
              ${next.map((step) => html`<li><div>${words(step, lang)}</div></li>`)}
            </ol>
          </section>`
    }`;
