import type { Lang } from "@gov/kit/text.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { factsShown } from "@gov/services/language/bindings.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { pagesToAsk, type PageState } from "@gov/services/language/pages.ts";
import type { Facts } from "#src/case/case.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import { answerHtml } from "./answer-html.ts";
import { factsHtml } from "./facts-html.ts";

type AnswersInput = Readonly<{
  definition: ServiceDefinition;
  data: CaseData;
  facts: Facts;
  lang: Lang;
  /** Where an answer is changed; without it answers are shown only. */
  changeHref?: (pageCode: string) => string;
}>;

const rowsOf = ({ page, fields }: PageState, input: AnswersInput): SummaryRow[] =>
  fields.map(({ field }) => ({
    key: field.label,
    value: answerHtml(field, input.data.answers[field.code], input.lang),
    ...(input.changeHref
      ? { change: { href: input.changeHref(page.code), what: field.label } }
      : {}),
  }));

/** Every answer of an application in the order it was asked. */
export const answersHtml = (input: AnswersInput): Html => {
  const { pages } = pagesToAsk(input.definition, input.data);
  const rows = pages.flatMap((state) => rowsOf(state, input));
  return rows.length === 0 ? nothing : summaryList(rows, input.lang, { boxed: true });
};

/** What registers said and the person confirmed, page by page. */
export const confirmedHtml = (input: AnswersInput): Html => {
  const { pages } = pagesToAsk(input.definition, input.data);
  const confirming = pages.filter(({ page }) => page.confirms?.length);
  return html`${confirming.map(
    ({ page }) =>
      html`<h3>${words(page.title, input.lang)}</h3>
        ${factsHtml(factsShown(input.definition, page, input.data), input.facts, input.lang)}`,
  )}`;
};
