import type { Lang } from "@gov/kit/text.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { Page } from "@gov/services/language/field-schema.ts";
import type { Desk } from "./apply-desk.ts";
import { applyPath } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";
import { typedHtml } from "./typed-html.ts";
import { typedOfPage } from "./typed-values.ts";

/**
 * The page was saved on another device since this form was made: what was written here stands in
 * the form, what was saved there is shown above it, and the person takes one of them.
 */
export const otherTabNotice = (desk: Desk, page: Page, lang: Lang): Html => {
  const { definition, application, data } = desk;
  const { answers } = application;
  const typed = typedOfPage(definition, page, {
    typed: application.typed[page.code],
    answers,
    data,
  });
  const href = applyPath(definition.code, page.code);
  return html`${notice({
      kind: "warn",
      lang,
      live: true,
      title: applyTexts.otherTab,
      body: applyTexts.otherTabBody,
    })}
    <section class="part">
      <h2>${words(applyTexts.savedThere, lang)}</h2>
      ${typedHtml(page, typed, lang)}
      ${linkButton({ href, text: applyTexts.takeOther, lang, kind: "secondary" })}
    </section>`;
};
