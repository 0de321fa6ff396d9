import type { Lang } from "@gov/kit/text.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { Page } from "@gov/services/language/field-schema.ts";
import { answersOfPageHtml } from "./answers-html.ts";
import type { Desk } from "./apply-desk.ts";
import { applyPath } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";

/**
 * The page was saved on another device since this form was made: what was written here stands in
 * the form, what was saved there is shown above it, and the person takes one of them.
 */
export const otherTabNotice = (desk: Desk, page: Page, lang: Lang): Html => {
  const { definition, application, data } = desk;
  const saved = answersOfPageHtml({ definition, data, facts: application.facts, lang }, page);
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
      ${saved} ${linkButton({ href, text: applyTexts.takeOther, lang, kind: "secondary" })}
    </section>`;
};
