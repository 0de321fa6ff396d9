import { formatDate } from "@gov/country/dates.ts";
import type { Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { dateTime } from "@gov/kit/ui/date-time.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, safeHref, words, type Html } from "@gov/kit/ui/html.ts";
import { box, section } from "@gov/kit/ui/layout.ts";
import { page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList, type SummaryRow } from "@gov/kit/ui/summary-list.ts";
import { tag } from "@gov/kit/ui/tag.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { transitionsFrom } from "@gov/services/language/workflow.ts";
import { answersHtml, confirmedHtml } from "#src/apply/answers-html.ts";
import { measuredTime, promisedTime } from "#src/catalogue/usual-time.ts";
import type { DocumentRow } from "#src/documents/document-queries.ts";
import { documentCards } from "#src/documents/document-cards.ts";
import { applicationPath } from "./application-paths.ts";
import { applicationTexts as texts } from "./application-texts.ts";
import { isOpen, type CaseCheck } from "./check.ts";
import { checksHtml } from "./checks-html.ts";
import type { CaseEvent, GovernmentCase } from "./case.ts";
import { caseDataOfCase } from "./case-data.ts";
import { nextText, stateText, subjectOf, toneOf } from "./case-text.ts";
import { caseTimeline } from "./case-timeline.ts";
import { payButton } from "./pay-button.ts";

export type ApplicationPageInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  definition: ServiceDefinition;
  current: GovernmentCase;
  events: readonly CaseEvent[];
  institution: Text;
  institutionName: (code: string) => Text;
  checks: readonly CaseCheck[];
  documents: readonly DocumentRow[];
  ninetyHours?: number;
  /** What was typed as an answer and did not pass, with why. */
  answer?: Readonly<{ typed: string; error: Text }>;
  notice?: Html;
}>;

const mayWithdraw = ({ definition, current }: ApplicationPageInput): boolean =>
  transitionsFrom(definition, current.state, "applicant").some(({ event }) => event === "withdraw");

const feeRow = ({ current, frame }: ApplicationPageInput): SummaryRow[] => {
  const { fee, receiptUrl, paidAt } = current;
  if (!fee) return [];
  const { lang } = frame;
  const receipt = receiptUrl
    ? html` · <a href="${safeHref(receiptUrl)}">${words(texts.receipt, lang)}</a>`
    : nothing;
  return [{ key: paidAt ? texts.paid : texts.fee, value: html`${amount(fee, lang)}${receipt}` }];
};

const withWhom = (input: ApplicationPageInput): Text => {
  const { current, institution, checks, institutionName } = input;
  if (current.waitsFor === "citizen") return texts.you;
  const asked = checks.filter(isOpen).map((check) => institutionName(check.askedInstitution));
  if (asked.length > 0) {
    return {
      ar: [...new Set(asked.map(({ ar }) => ar))].join("، "),
      en: [...new Set(asked.map(({ en }) => en))].join(", "),
    };
  }
  return current.waitsFor === "institution" ? institution : texts.nobody;
};

const factsOf = (input: ApplicationPageInput): Html => {
  const { frame, current, definition, ninetyHours } = input;
  const { lang } = frame;
  const time = ninetyHours === undefined ? promisedTime(definition) : measuredTime(ninetyHours);
  const rows: SummaryRow[] = [
    { key: texts.reference, value: bdi(current.reference) },
    { key: texts.withWhom, value: withWhom(input) },
    ...(time && !current.closedAt ? [{ key: texts.usual, value: time }] : []),
    ...feeRow(input),
    { key: texts.sentOn, value: dateTime(current.submittedAt, lang) },
  ];
  return summaryList(rows, lang, { boxed: true });
};

const questionPart = (input: ApplicationPageInput): Html => {
  const { current, definition, frame, csrfToken, answer } = input;
  const asked =
    definition.workflow.states.find(({ code }) => code === current.state)?.kind === "information";
  if (!asked || !current.question) return nothing;
  const { lang } = frame;
  const field = textareaField({
    name: "answer",
    lang,
    label: texts.yourAnswer,
    hint: texts.answerHint,
    value: answer?.typed ?? "",
    ...(answer ? { error: answer.error } : {}),
  });
  return box(
    html`<h2>${words(texts.question, lang)}</h2>
      <p class="measure"><bdi>${current.question.text}</bdi></p>
      ${form({
        action: applicationPath(current.reference, "answer"),
        lang,
        csrfToken,
        body: field,
        submit: texts.sendAnswer,
      })}`,
  );
};

/** The parts the fee is paid in, and how far it is paid; nothing where it is paid at once. */
const instalmentsPart = ({ current, frame: { lang } }: ApplicationPageInput): Html => {
  const { fee, feeInstalments, paidMinor } = current;
  if (!fee || feeInstalments.length === 0) return nothing;
  let before = 0n;
  const rows = feeInstalments.map(({ label, dueOn, amountMinor }) => {
    before += BigInt(amountMinor);
    const paid = paidMinor >= before;
    return {
      key: label,
      value: html`${amount({ amountMinor: BigInt(amountMinor), currency: fee.currency }, lang)}
      ${tag(paid ? texts.instalmentPaid : texts.instalmentDue, paid ? "done" : "waits", lang)}`,
      source: html`${words(texts.dueOn, lang)} <bdi>${formatDate(dueOn, lang)}</bdi>`,
    };
  });
  const { bill, paidAt, waitsFor } = current;
  const more =
    bill && !paidAt && waitsFor !== "citizen"
      ? linkButton({
          href: safeHref(bill.payUrl),
          text: texts.payInstalment,
          lang,
          kind: "secondary",
        })
      : nothing;
  const list = summaryList(rows, lang, { boxed: true });
  return section(texts.instalments, lang, html`${list} ${more}`);
};

const answersPart = ({ definition, current, frame: { lang } }: ApplicationPageInput): Html => {
  const data = caseDataOfCase(current, current.submittedAt);
  const shown = { definition, data, facts: current.facts, lang };
  return html`<details>
    <summary>${words(texts.answers, lang)}</summary>
    ${confirmedHtml(shown)} ${answersHtml(shown)}
  </details>`;
};

/** One application: where it stands, what the person can do now, and its timeline. */
export const applicationPage = (input: ApplicationPageInput): Html => {
  const { frame, definition, current, institution, events, documents, csrfToken } = input;
  const { lang } = frame;
  const subject = subjectOf(definition, current);
  const issues = definition.workflow.states.find(({ code }) => code === current.state)?.issues;
  const preparing = (issues?.length ?? 0) > documents.length;
  const next = nextText(definition, current);
  const main = html`<div class="title">
      ${tag(stateText(definition, current), toneOf(current), lang)}
      <h1>
        ${words(definition.title, lang)}${subject ? html` ${bdi(subject, "plate")}` : nothing}
      </h1>
      ${next ? html`<p class="lede">${words(next, lang)}</p>` : nothing}
    </div>
    ${payButton(current, lang, csrfToken)} ${questionPart(input)}
    ${documents.length > 0 ? documentCards(documents, lang) : nothing} ${factsOf(input)}
    ${section(
      texts.happened,
      lang,
      caseTimeline({ definition, current, events, institution, preparing, lang }),
    )}
    ${checksHtml({ ...input, lang })} ${instalmentsPart(input)} ${answersPart(input)}
    ${
      mayWithdraw(input)
        ? html`<p>
            <a href="${applicationPath(current.reference, "withdraw")}"
              >${words(texts.withdraw, lang)}</a
            >
          </p>`
        : nothing
    }`;
  return page({
    ...frame,
    title: definition.title,
    main,
    back: { href: "/applications", text: texts.list },
    ...(input.answer ? { errors: [{ name: "answer", text: input.answer.error }] } : {}),
    ...(input.notice ? { notice: input.notice } : {}),
  });
};
