import { t, type Lang } from "../text.ts";
import { fieldId } from "./field-frame.ts";
import { html, nothing, words, type Html, type Words } from "./html.ts";
import { uiTexts } from "./texts.ts";

/** What is wrong with a field and how to put it right; without a name it concerns the whole form. */
export type FieldError = Readonly<{ name?: string | undefined; text: Words }>;

/** Every error on top of the page, each a link to its field. Empty when there is none. */
export const errorSummary = (errors: readonly FieldError[], lang: Lang): Html =>
  errors.length === 0
    ? nothing
    : html`<div class="errors" role="alert" tabindex="-1" data-focus>
        <h2>${t(uiTexts.cannotContinue, lang)}</h2>
        <ul>
          ${errors.map(({ name, text }) => {
            const said = words(text, lang);
            return name === undefined
              ? html`<li>${said}</li>`
              : html`<li><a href="#${fieldId(name)}">${said}</a></li>`;
          })}
        </ul>
      </div>`;

/** The error of one field, for its place beside the field. */
export const errorOf = (errors: readonly FieldError[], name: string): Words | undefined =>
  errors.find((error) => error.name === name)?.text;
