import { actionForm, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { Refusal } from "@gov/services/language/eligibility.ts";
import { sayExpression } from "@gov/services/language/say-expression.ts";
import type { PageState } from "@gov/services/language/pages.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import { applyPath } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";

const refusalHtml = (
  { code, reason, remedy, because }: Refusal,
  definition: ServiceDefinition,
  frame: Frame,
): Html => {
  const { lang } = frame;
  const rule = definition.eligibility.find((each) => each.code === code)?.rule;
  const said = rule === undefined ? undefined : sayExpression(definition, rule);
  const rows = because.map(({ label, value }) => ({ key: label, value }));
  return html`<section class="box">
    <h2>${words(reason, lang)}</h2>
    ${
      said
        ? html`<p><strong>${words(applyTexts.ruleIs, lang)}</strong> ${words(said, lang)}.</p>`
        : nothing
    }
    ${rows.length > 0 ? summaryList(rows, lang) : nothing}
    <p><strong>${words(applyTexts.whatToDo, lang)}:</strong> ${words(remedy, lang)}</p>
  </section>`;
};

/** Why the service cannot be given now, what decided it, and what the person can do. */
export const refusedPage = (
  input: Readonly<{
    frame: Frame;
    definition: ServiceDefinition;
    refusals: readonly Refusal[];
    pages: readonly PageState[];
  }>,
): Html => {
  const { frame, definition, refusals, pages } = input;
  const { lang } = frame;
  const withFields = pages.findLast(({ fields }) => fields.length > 0)?.page.code;
  const main = html`${heading(applyTexts.refusedTitle, lang, { above: definition.title })}
    ${refusals.map((refusal) => refusalHtml(refusal, definition, frame))}
    <p>${words(applyTexts.refusedBody, lang)}</p>
    ${buttonRow(
      linkButton({ href: `${applyPath(definition.code)}?again=1`, text: applyTexts.again, lang }),
      withFields
        ? linkButton({
            href: applyPath(definition.code, withFields),
            text: applyTexts.changeAnswers,
            lang,
            kind: "secondary",
          })
        : html``,
    )}`;
  return page({ ...frame, title: applyTexts.refusedTitle, main });
};

/** The draft is kept: where to find it, how to go on, how to delete it. */
export const draftSavedPage = (
  input: Readonly<{ frame: Frame; definition: ServiceDefinition; csrfToken: string }>,
): Html => {
  const { frame, definition, csrfToken } = input;
  const { lang } = frame;
  const main = html`${panel({ title: applyTexts.savedTitle, lang, body: definition.title })}
    <p>${words(applyTexts.savedBody, lang)}</p>
    ${linkButton({ href: applyPath(definition.code), text: applyTexts.go, lang })}
    ${actionForm({
      action: applyPath(definition.code, "discard-draft"),
      csrfToken,
      text: applyTexts.discard,
      lang,
      kind: "plain",
    })}`;
  return page({ ...frame, title: applyTexts.savedTitle, main });
};

/** The person signed in at a lower level than the service asks for. */
export const assurancePage = (input: Readonly<{ frame: Frame; signInHref: string }>): Html => {
  const { frame } = input;
  const { lang } = frame;
  const main = html`${heading(applyTexts.assurance, lang)}
    <p>${words(applyTexts.assuranceBody, lang)}</p>
    ${linkButton({ href: input.signInHref, text: { ar: "ادخل من جديد", en: "Sign in again" }, lang })}`;
  return page({ ...frame, title: applyTexts.assurance, main });
};
