import type { Lang, Text } from "@gov/kit/text.ts";
import { csrfField } from "@gov/kit/ui/csrf-field.ts";
import { entryTitle } from "@gov/kit/ui/entry-group.ts";
import { hiddenField } from "@gov/kit/ui/fields.ts";
import { button, buttonRow, linkButton } from "@gov/kit/ui/form.ts";
import { attributes, html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { progress } from "@gov/kit/ui/progress.ts";
import { factsShown } from "@gov/services/language/bindings.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { readOptions, type FieldOption } from "@gov/services/language/field-options.ts";
import type { Field, PlainField } from "@gov/services/language/field-schema.ts";
import type { PageState, ShownField } from "@gov/services/language/pages.ts";
import { fillText } from "@gov/services/language/fill-text.ts";
import type { FieldErrors } from "@gov/services/language/validate-page.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { KeptFiles } from "#src/upload/kept-file-queries.ts";
import { uploadScript } from "#src/upload/upload-script.ts";
import type { Application } from "./application.ts";
import { applyPath, servicePath } from "./apply-paths.ts";
import { applyTexts } from "./apply-texts.ts";
import { factsHtml } from "./facts-html.ts";
import { fieldHtml } from "./field-html.ts";
import { filesHtml } from "./files-html.ts";
import { groupHtml } from "./group-html.ts";
import { prefillSource } from "./prefill-source.ts";
import { typedOfPage, type Typed } from "./typed-values.ts";
import { whyHtml } from "./why-html.ts";

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
  /** The files that the draft holds. */
  files: KeptFiles;
  /** What the form is made from, told again when it is sent. */
  seen: string;
  /** Above the form: what happened since. */
  notice?: Html | undefined;
  /** Where the form goes, and what it carries there, where a designer tries it. */
  trial?: Readonly<{ action: string; carried: Html }> | undefined;
}>;

/** A question in the control that suits it, with what stands in it. */
const questionHtml = (
  input: QuestionInput,
  { field, required }: ShownField,
  typed: Typed,
  alone: boolean,
): Html => {
  const { definition, state, data, frame, errors, application } = input;
  const { lang } = frame;
  const optionsOf = (each: Field | PlainField): FieldOption[] => {
    const binding = "optionsFrom" in each ? each.optionsFrom?.binding : undefined;
    const records = binding === undefined ? undefined : application.facts[binding]?.records;
    return readOptions(definition, each, records);
  };
  if (field.kind === "group") {
    const group = { definition, group: field, required, data, lang, typed, errors };
    return groupHtml({ ...group, alone, optionsOf });
  }
  const why = whyHtml(definition, field, data, lang);
  if (field.kind === "file") {
    const files = input.files[field.code] ?? [];
    const uploadHref = `${applyPath(definition.code, state.page.code)}/files/${field.code}`;
    return filesHtml({ field, required, lang, files, errors, alone, why, uploadHref });
  }
  const { code: place } = field;
  const options = optionsOf(field);
  const shown = fieldHtml({ field, required, lang, place, typed, errors, alone, options, why });
  const source = prefillSource(input, field);
  return source ? html`<div>${shown}${source}</div>` : shown;
};

const fieldsHtml = (input: QuestionInput, alone: boolean): Html => {
  const { definition, state, application, data } = input;
  const typed = typedOfPage(definition, state.page, {
    typed: application.typed[state.page.code],
    answers: application.answers,
    data,
  });
  return html`${state.fields.map((shown) => questionHtml(input, shown, typed, alone))}`;
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

/** The Enter key presses the first button of a form: it shall be the one that goes on. */
const enterButton = html`<button class="vh" tabindex="-1" aria-hidden="true"></button>`;

const formHtml = (input: QuestionInput, alone: boolean): Html => {
  const { definition, application, state, frame, csrfToken, data } = input;
  const { lang } = frame;
  const action = input.trial?.action ?? applyPath(definition.code, state.page.code);
  const shown = factsShown(definition, state.page, data);
  const down = shown.some(({ binding }) => application.facts[binding]?.outcome === "down");
  const confirms = shown.length > 0;
  const next: Text = down ? applyTexts.goWithout : confirms ? applyTexts.confirm : applyTexts.go;
  const upload = state.fields.some(({ field }) => field.kind === "file");
  const sending = attributes({ enctype: upload ? "multipart/form-data" : undefined });
  return html`<form class="form" method="post" action="${action}" novalidate ${sending}>
    ${csrfField(csrfToken)}${hiddenField("seen", input.seen)}${input.trial?.carried ?? nothing}
    ${state.fields.length > 0 ? enterButton : nothing} ${factsHtml(shown, application.facts, lang)}
    ${fieldsHtml(input, alone)}
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

/** The error summary leads to the box that is to be changed, and says whose it is. */
const summaryErrors = (errors: FieldErrors, { fields }: PageState["page"], lang: Lang) =>
  Object.entries(errors).map(([name, text]) => {
    const [code, index = ""] = name.split(".");
    const group = fields.find((field) => field.code === code);
    const said = text[lang];
    if (group?.kind !== "group" || !/^\d+$/.test(index)) return { name, text: said };
    return { name, text: `${entryTitle(group.itemLabel, Number(index))[lang]}: ${said}` };
  });

/** What stands on one page of an application: what registers know, the question, why it is asked. */
export const questionMain = (input: QuestionInput): Html => {
  const { frame, definition, state, step, data } = input;
  const { lang } = frame;
  const title = fillText(definition, state.page.title, data);
  const alone = state.fields.length === 1 && !state.page.confirms?.length && !state.page.intro;
  const asHeading = alone && state.fields[0]?.field.kind !== "declaration";
  const intro = state.page.intro && fillText(definition, state.page.intro, data);
  return html`${progress({ step: step.number, of: step.of, lang, name: definition.title })}
  ${asHeading ? nothing : heading(title, lang, { below: intro })} ${input.notice ?? nothing}
  ${notFoundHtml(input) ?? formHtml(input, asHeading)}`;
};

/** The same as a page of the citizens' portal. */
export const questionPage = (input: QuestionInput): Html => {
  const { frame, definition, state, data, errors } = input;
  const { lang } = frame;
  return page({
    ...frame,
    title: fillText(definition, state.page.title, data),
    main: questionMain(input),
    back: { href: input.previous ?? servicePath(definition.code), text: applyTexts.back },
    errors: summaryErrors(errors, state.page, lang),
    ...(state.fields.some(({ field }) => field.kind === "file") ? { scripts: [uploadScript] } : {}),
  });
};
