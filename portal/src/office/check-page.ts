import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { actionForm, buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { valueNamed } from "@gov/services/language/evaluate.ts";
import { modelOf } from "@gov/services/language/model.ts";
import { showNamed } from "@gov/services/language/show-value.ts";
import type { Check } from "@gov/services/language/workflow-schema.ts";
import { caseDataOfCase } from "#src/case/case-data.ts";
import type { GovernmentCase, Officer } from "#src/case/case.ts";
import { isOpen, mayAnswer, type CaseCheck } from "#src/case/check.ts";
import { checkTexts as texts } from "#src/case/check-texts.ts";
import { checkHref } from "./inbox-pages.ts";
import { dueTag } from "./due-tag.ts";
import { officeTexts } from "./office-texts.ts";

export type CheckPageInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  officer: Officer;
  definition: ServiceDefinition;
  current: GovernmentCase;
  check: CaseCheck;
  asked: Check;
  institutionName: (code: string) => Text;
  notice?: Html;
}>;

/** What the service's language says to the applicant, as it is said about them. */
const applicantTexts: Readonly<Record<string, Text>> = {
  "applicant.nationalId": officeTexts.nationalId,
  "applicant.name": officeTexts.applicant,
  "applicant.phone": officeTexts.phone,
  "applicant.dateOfBirth": texts.dateOfBirth,
};

/** The facts and answers that the check shows, and nothing else of the case. */
const shownRows = ({ definition, current, asked }: CheckPageInput, lang: Lang) => {
  const data = caseDataOfCase(current, new Date());
  return asked.shows.map((written) => {
    const { name, value } = valueNamed(definition, data, written);
    const known = modelOf(definition).names.find(name)?.label ?? { ar: name, en: name };
    const label = applicantTexts[name] ?? known;
    const shown = value.type === "unknown" ? texts.noShown : showNamed(definition, name, value);
    return { key: label, value: html`<bdi>${shown[lang]}</bdi>` };
  });
};

const actions = (input: CheckPageInput, lang: Lang): Html => {
  const { check, officer, csrfToken } = input;
  if (check.droppedAt) return notice({ kind: "info", lang, title: texts.dropped });
  if (check.answeredAt) return notice({ kind: "info", lang, title: texts.answered });
  if (!mayAnswer(check, officer).ok) {
    const body = bdi(check.assignee ?? "");
    return notice({ kind: "info", lang, title: officeTexts.withColleague, body });
  }
  const base = checkHref(check.id);
  const common = { csrfToken, lang };
  const mine = check.assignee === officer.username;
  return buttonRow(
    actionForm({ ...common, action: `${base}/clear`, text: texts.clear, key: "a" }),
    linkButton({ href: `${base}/object`, text: texts.object, lang, kind: "danger", key: "r" }),
    actionForm({
      ...common,
      action: `${base}/${mine ? "release" : "take"}`,
      text: mine ? officeTexts.release : officeTexts.take,
      kind: "plain",
    }),
  );
};

/** One question of another institution: what it asks, what is needed for it, and the answer. */
export const checkPage = (input: CheckPageInput): Html => {
  const { frame, definition, current, asked, institutionName } = input;
  const { lang } = frame;
  const rows = [
    { key: texts.asks, value: institutionName(current.institution) },
    { key: texts.service, value: definition.title },
    { key: texts.reference, value: bdi(current.reference) },
  ];
  const main = html`${input.notice ?? nothing}
    ${isOpen(input.check) ? html`<p>${dueTag(input.check.dueAt, lang)}</p>` : nothing}
    <h1>${words(asked.title, lang)}</h1>
    ${summaryList(rows, lang, { boxed: true })}
    ${section(
      texts.shown,
      lang,
      html`<p class="hint">${words(texts.shownNote, lang)}</p>
        ${summaryList(shownRows(input, lang), lang, { boxed: true })}`,
    )}
    ${actions(input, lang)}`;
  return page({
    ...frame,
    title: asked.title,
    main,
    back: { href: "/office", text: texts.back },
  });
};

/** Objecting: a reason of the service's list, and words where they help. */
export const objectPage = (
  input: CheckPageInput &
    Readonly<{
      typed: Readonly<{ reason?: string; text?: string }>;
      errors: readonly FieldError[];
    }>,
): Html => {
  const { frame, check, asked, csrfToken, typed, errors } = input;
  const { lang } = frame;
  const body = form({
    action: `${checkHref(check.id)}/object`,
    lang,
    csrfToken,
    body: html`${radiosField({
      name: "reason",
      lang,
      label: officeTexts.reason,
      value: typed.reason,
      error: errorOf(errors, "reason"),
      options: asked.reasons.map(({ code, text }) => ({ value: code, label: text })),
    })}
    ${textareaField({
      name: "text",
      lang,
      label: texts.words,
      hint: texts.objectHint,
      value: typed.text ?? "",
      error: errorOf(errors, "text"),
      rows: 4,
    })}`,
    submit: texts.send,
    submitKind: "danger",
  });
  return page({
    ...frame,
    title: texts.objectTitle,
    errors,
    back: { href: checkHref(check.id), text: asked.title },
    main: html`${heading(texts.objectTitle, lang, { below: words(asked.title, lang) })}${body}`,
  });
};
