import type { Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { errorOf } from "@gov/kit/ui/error-summary.ts";
import { textareaField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import type { GovernmentCase } from "#src/case/case.ts";
import { caseHref } from "./inbox-pages.ts";
import { officeTexts } from "./office-texts.ts";

export type DecisionInput = Readonly<{
  frame: Frame;
  current: GovernmentCase;
  csrfToken: string;
  typed: Readonly<{ reason?: string; text?: string }>;
  errors: readonly FieldError[];
}>;

const decisionPage = (input: DecisionInput, title: Text, body: Html): Html => {
  const { frame, current, errors } = input;
  const below = html`${bdi(current.reference)} · ${current.applicant.name[frame.lang]}`;
  return page({
    ...frame,
    title,
    errors,
    back: { href: caseHref(current.reference), text: officeTexts.back },
    main: html`${heading(title, frame.lang, { below })}${body}`,
  });
};

/** Refusing: a reason from the service's list where it has one, and words to the applicant. */
export const rejectPage = (
  input: DecisionInput &
    Readonly<{ reasons: readonly { code: string; text: Text }[]; label: Text }>,
): Html => {
  const { frame, current, csrfToken, typed, errors, reasons, label } = input;
  const { lang } = frame;
  const choices = radiosField({
    name: "reason",
    lang,
    label: officeTexts.reason,
    value: typed.reason,
    error: errorOf(errors, "reason"),
    options: reasons.map(({ code, text }) => ({ value: code, label: text })),
  });
  const body = form({
    action: `${caseHref(current.reference)}/reject`,
    lang,
    csrfToken,
    body: html`${reasons.length > 0 ? choices : nothing}
    ${textareaField({
      name: "text",
      lang,
      label: officeTexts.explanation,
      hint: officeTexts.explanationHint,
      value: typed.text ?? "",
      error: errorOf(errors, "text"),
      rows: 5,
    })}`,
    submit: label,
    submitKind: "danger",
  });
  return decisionPage(input, officeTexts.rejectTitle, body);
};

/** Asking the applicant for something. */
export const askPage = (input: DecisionInput): Html => {
  const { frame, current, csrfToken, typed, errors } = input;
  const { lang } = frame;
  const body = form({
    action: `${caseHref(current.reference)}/ask`,
    lang,
    csrfToken,
    body: textareaField({
      name: "text",
      lang,
      label: officeTexts.askLabel,
      hint: officeTexts.askHint,
      value: typed.text ?? "",
      error: errorOf(errors, "text"),
      rows: 5,
    }),
    submit: officeTexts.send,
  });
  return decisionPage(input, officeTexts.askTitle, body);
};
