import { formatPhone } from "@gov/country/phone.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { FactsShown } from "@gov/services/language/bindings.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { findState } from "@gov/services/language/workflow.ts";
import { answerHtml } from "#src/apply/answer-html.ts";
import { factsHtml } from "#src/apply/facts-html.ts";
import type { CaseEvent, GovernmentCase } from "#src/case/case.ts";
import type { CaseCheck } from "#src/case/check.ts";
import { checksHtml } from "#src/case/checks-html.ts";
import type { Task } from "#src/case/task-queries.ts";
import { actionsHtml } from "./case-actions-html.ts";
import type { Actions } from "./case-actions.ts";
import { caseFileHref } from "./case-file-routes.ts";
import { caseHistory } from "./case-history.ts";
import { dueTag } from "./due-tag.ts";
import { officeTexts } from "./office-texts.ts";

export type OpenCase = Readonly<{
  current: GovernmentCase;
  definition: ServiceDefinition;
  task?: Task;
  events: readonly CaseEvent[];
  facts: readonly FactsShown[];
  documents: readonly Readonly<{ number: string; title: Text; href: string }>[];
  checks: readonly CaseCheck[];
  institutionName: (code: string) => Text;
  actions: Actions;
  csrfToken: string;
}>;

const answerRows = ({ definition, current }: OpenCase, lang: Lang): SummaryRow[] =>
  definition.pages
    .flatMap(({ fields }) => fields)
    .filter(({ code, kind }) => kind !== "declaration" && code in current.answers)
    .map((field) => ({
      key: field.label,
      value: answerHtml(field, current.answers[field.code], lang, (id) =>
        caseFileHref(current.reference, id),
      ),
    }));

const applicantRows = ({ current }: OpenCase): SummaryRow[] => [
  { key: officeTexts.applicant, value: current.applicant.name },
  { key: officeTexts.nationalId, value: bdi(current.applicant.nationalId) },
  ...(current.applicant.phone
    ? [{ key: officeTexts.phone, value: bdi(formatPhone(current.applicant.phone), "phone") }]
    : []),
];

const feeRow = ({ current }: OpenCase, lang: Lang): SummaryRow => {
  if (!current.fee) return { key: officeTexts.fee, value: officeTexts.noFee };
  const state = current.paidAt ? officeTexts.paid : officeTexts.unpaid;
  return {
    key: officeTexts.fee,
    value: html`${amount(current.fee, lang)} ${words(state, lang)}`,
    ...(current.paidAt ? { source: dateTime(current.paidAt, lang) } : {}),
  };
};

const questionHtml = ({ current: { question } }: OpenCase, lang: Lang): Html =>
  question
    ? summaryList(
        [
          { key: officeTexts.question, value: html`<bdi>${question.text}</bdi>` },
          ...(question.answer === undefined
            ? []
            : [{ key: officeTexts.answer, value: html`<bdi>${question.answer}</bdi>` }]),
        ],
        lang,
        { boxed: true },
      )
    : nothing;

const documentRows = ({ documents }: OpenCase): SummaryRow[] =>
  documents.map(({ number, title, href }) => ({
    key: title,
    value: html`<a href="${href}">${bdi(number)}</a>`,
  }));

/** Everything a decision needs, on one page: facts, answers, fee, what can be done, history. */
export const openCaseHtml = (open: OpenCase, lang: Lang): Html => {
  const { current, definition, task, actions } = open;
  const state = findState(definition, current.state);
  return html`<p>
      ${tag(state?.text ?? officeTexts.state, current.closedAt ? "done" : "runs", lang)}
      ${task && !task.paused ? dueTag(task.dueAt, lang) : nothing}
    </p>
    <h1>${words(definition.title, lang)} ${bdi(current.reference)}</h1>
    ${
      actions.heldByAnother
        ? notice({
            kind: "info",
            lang,
            title: officeTexts.withColleague,
            body: bdi(task?.assignee ?? ""),
          })
        : nothing
    }
    ${summaryList([...applicantRows(open), feeRow(open, lang)], lang, { boxed: true })}
    ${questionHtml(open, lang)}
    ${section(officeTexts.registers, lang, factsHtml(open.facts, current.facts, lang))}
    ${section(officeTexts.answers, lang, summaryList(answerRows(open, lang), lang, { boxed: true }))}
    ${checksHtml({ ...open, lang })}
    ${
      open.documents.length > 0
        ? section(officeTexts.documents, lang, summaryList(documentRows(open), lang))
        : nothing
    }
    ${actionsHtml(open, lang)} ${section(officeTexts.history, lang, caseHistory(open.events, lang))}`;
};
