import type { Lang, Text } from "@gov/kit/text.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { progress } from "@gov/kit/ui/progress.ts";
import { factsShown } from "@gov/services/language/bindings.ts";
import type { CaseData, WireValue } from "@gov/services/language/case-data.ts";
import { readOptions } from "@gov/services/language/field-options.ts";
import { prefillFor, type PageState, type ShownField } from "@gov/services/language/pages.ts";
import { fillText } from "@gov/services/language/fill-text.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import { formatAmount } from "@gov/kit/money.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { Application } from "./application.ts";
import { applyPath, servicePath } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";
import { factsHtml } from "./facts-html.ts";
import { fieldHtml } from "./field-html.ts";

export type QuestionInput = Readonly<{
  frame: Frame;
  csrfToken: string;
  definition: ServiceDefinition;
  application: Application;
  data: CaseData;
  state: PageState;
  step: Readonly<{ number: number; of: number }>;
  /** The page before this one, to go back to. */
  previous?: string;
  errors: FieldErrors;
}>;

const wireText = (value: WireValue): string => {
  if (value === null) return "";
  if (typeof value !== "object") return value === true ? "yes" : String(value);
  if (!("currency" in value)) return "ar" in value ? value.ar : "";
  return formatAmount({ amountMinor: BigInt(value.amountMinor), currency: value.currency });
};

/** What stands in a field: what was last typed, else the answer, else what is known. */
const valueIn = (input: QuestionInput, { field }: ShownField): string => {
  const { application, definition, data, state } = input;
  const typed = application.typed[state.page.code]?.[field.code];
  if (typed !== undefined) return typed;
  const answer = application.answers[field.code];
  return answer === undefined ? prefillFor(definition, field, data) : wireText(answer);
};

const fieldsHtml = (input: QuestionInput, alone: boolean): Html => {
  const { state, definition, application, frame, errors } = input;
  return html`${state.fields.map((shown) => {
    const { field } = shown;
    const binding = field.kind === "plate" ? field.optionsFrom?.binding : undefined;
    const records = binding === undefined ? undefined : application.facts[binding]?.records;
    const error = errors[field.code];
    return fieldHtml({
      shown,
      lang: frame.lang,
      value: valueIn(input, shown),
      ...(error ? { error } : {}),
      alone,
      options: readOptions(definition, field, records),
    });
  })}`;
};

/** Where the register knows no such record there is nothing to confirm: say what to do. */
const notFoundHtml = (input: QuestionInput): Html | undefined => {
  const { definition, application, state, frame } = input;
  const missing = definition.bindings.find(
    ({ code }) =>
      state.page.confirms?.includes(code) && application.facts[code]?.outcome === "notFound",
  );
  if (!missing) return undefined;
  const { lang } = frame;
  const back = input.previous ?? servicePath(definition.code);
  return html`${notice({ kind: "warn", lang, title: missing.notFound })}
  ${buttonRow(linkButton({ href: back, text: applyTexts.changeAnswers, lang }))}`;
};

const formHtml = (input: QuestionInput, alone: boolean): Html => {
  const { definition, application, state, frame, csrfToken, data } = input;
  const { lang } = frame;
  const action = applyPath(definition.code, state.page.code);
  const shown = factsShown(definition, state.page, data);
  const down = shown.some(({ binding }) => application.facts[binding]?.outcome === "down");
  const confirms = shown.length > 0;
  const next: Text = down ? applyTexts.goWithout : confirms ? applyTexts.confirm : applyTexts.go;
  return html`<form class="form" method="post" action="${action}" novalidate>
    ${csrfField(csrfToken)} ${factsHtml(shown, application.facts, lang)} ${fieldsHtml(input, alone)}
    ${confirms && !down ? html`<p class="hint">${words(applyTexts.wrong, lang)}</p>` : nothing}
    ${buttonRow(
      button({ text: next, lang }),
      down
        ? linkButton({ href: `${action}?again=1`, text: applyTexts.again, lang, kind: "secondary" })
        : nothing,
      button({
        text: applyTexts.later,
        lang,
        kind: down ? "plain" : "secondary",
        name: "then",
        value: "later",
      }),
    )}
  </form>`;
};

/** The error summary leads to the box that is to be changed. */
const summaryErrors = (errors: FieldErrors, lang: Lang) =>
  Object.entries(errors).map(([name, text]) => ({ name, text: text[lang] }));

/** One page of an application: what registers know, the question, why it is asked. */
export const questionPage = (input: QuestionInput): Html => {
  const { frame, definition, state, step, data, errors } = input;
  const { lang } = frame;
  const title = fillText(definition, state.page.title, data);
  const alone = state.fields.length === 1 && !state.page.confirms?.length && !state.page.intro;
  const asHeading = alone && state.fields[0]?.field.kind !== "declaration";
  const intro = state.page.intro && fillText(definition, state.page.intro, data);
  const main = html`${progress({ step: step.number, of: step.of, lang, name: definition.title })}
  ${asHeading ? nothing : heading(title, lang, { below: intro })}
  ${notFoundHtml(input) ?? formHtml(input, asHeading)}`;
  return page({
    ...frame,
    title,
    main,
    back: { href: input.previous ?? servicePath(definition.code), text: applyTexts.back },
    errors: summaryErrors(errors, lang),
  });
};
