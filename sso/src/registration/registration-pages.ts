import { bdi } from "@gov/kit/ui/bdi.ts";
import { formatPhone } from "@gov/country/phone.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { declarationField, radiosField } from "@gov/kit/ui/choice-fields.ts";
import { dateField } from "@gov/kit/ui/date-field.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import {
  codeField,
  numberField,
  oneTimeCodeField,
  passwordField,
  phoneField,
  textField,
} from "@gov/kit/ui/fields.ts";
import { actionForm, form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice, type NoticeKind } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { progress } from "@gov/kit/ui/progress.ts";
import type { TypedDate } from "@gov/kit/ui/typed-date.ts";
import { signInFrame } from "#src/page/frame.ts";
import { documentKinds } from "#src/registry/civil-registry.ts";
import { stepBefore, steps, type Step } from "./registration.ts";
import { documentKindTexts, registrationTexts as texts } from "./registration-texts.ts";

export type QuestionInput = Readonly<{
  lang: Lang;
  csrfToken: string;
  /** What is in the fields: what was typed just now, or answered before. */
  typed: Readonly<Record<string, string>>;
  date?: TypedDate | undefined;
  phone?: string | undefined;
  errors?: readonly FieldError[];
  note?: Readonly<{ kind: NoticeKind; title: Text; body: Text }> | undefined;
}>;

type Fields = (input: QuestionInput) => Html;

const common = ({ lang, typed, errors = [] }: QuestionInput, name: string) => ({
  name,
  lang,
  value: typed[name] ?? "",
  error: errorOf(errors, name),
});

const nameFields: Fields = (input) =>
  html`${heading(texts.name, input.lang, { below: texts.nameHint })}${textField({
    ...common(input, "firstName"),
    label: texts.firstName,
    autocomplete: "given-name",
    dir: "auto",
    width: "half",
  })}${textField({
    ...common(input, "familyName"),
    label: texts.familyName,
    autocomplete: "family-name",
    dir: "auto",
    width: "half",
  })}`;

const documentFields: Fields = (input) =>
  html`${heading(texts.document, input.lang, { below: texts.documentLede })}${radiosField({
    ...common(input, "documentKind"),
    label: texts.documentKind,
    options: documentKinds.map((kind) => ({ value: kind, label: documentKindTexts[kind] })),
  })}${codeField({
    ...common(input, "documentNumber"),
    label: texts.documentNumber,
    hint: texts.documentNumberHint,
    autocomplete: "off",
  })}`;

const codeFields: Fields = (input) =>
  html`${heading(texts.code, input.lang, {
    below: html`${words(texts.codeSentTo, input.lang)}
    ${bdi(formatPhone(input.phone ?? ""), "phone")}`,
  })}${oneTimeCodeField({
    ...common(input, "code"),
    label: texts.code,
    hint: texts.codeHint,
  })}`;

const passwordFields: Fields = ({ lang, errors = [] }) =>
  html`${heading(texts.password, lang, { below: texts.passwordHint })}${passwordField({
    name: "password",
    lang,
    label: texts.passwordLabel,
    error: errorOf(errors, "password"),
    autocomplete: "new-password",
  })}${passwordField({
    name: "passwordAgain",
    lang,
    label: texts.passwordAgain,
    error: errorOf(errors, "passwordAgain"),
    autocomplete: "new-password",
  })}`;

const termsFields: Fields = ({ lang, errors = [] }) =>
  html`${heading(texts.terms, lang)}
    <div class="measure">
      ${(
        [
          [texts.termsKeepTitle, texts.termsKeep],
          [texts.termsTellTitle, texts.termsTell],
          [texts.termsYouTitle, texts.termsYou],
        ] as const
      ).map(
        ([title, body]) =>
          html`<h2>${words(title, lang)}</h2>
            <p>${words(body, lang)}</p>`,
      )}
    </div>
    ${declarationField({
      name: "agree",
      lang,
      label: texts.agree,
      error: errorOf(errors, "agree"),
    })}`;

const fieldsOf: Readonly<Record<Step, Fields>> = {
  "national-id": (input) =>
    numberField({
      ...common(input, "nationalId"),
      label: texts.nationalId,
      hint: texts.nationalIdHint,
      asHeading: true,
      autocomplete: "off",
    }),
  name: nameFields,
  "birth-date": (input) =>
    dateField({
      name: "dateOfBirth",
      lang: input.lang,
      label: texts.birthDate,
      hint: texts.birthDateHint,
      asHeading: true,
      birthday: true,
      value: input.date,
      error: errorOf(input.errors ?? [], "dateOfBirth"),
    }),
  document: documentFields,
  phone: (input) =>
    phoneField({
      ...common(input, "phone"),
      label: texts.phone,
      hint: texts.phoneHint,
      why: texts.phoneWhy,
      asHeading: true,
    }),
  code: codeFields,
  password: passwordFields,
  terms: termsFields,
};

const titles: Readonly<Record<Step, Text>> = {
  "national-id": texts.nationalId,
  name: texts.name,
  "birth-date": texts.birthDate,
  document: texts.document,
  phone: texts.phone,
  code: texts.code,
  password: texts.password,
  terms: texts.terms,
};

const resendForm = ({ lang, csrfToken }: QuestionInput): Html =>
  html`<p class="hint">${words(texts.codeNotYet, lang)}</p>
    ${actionForm({
      action: "/register/code/new",
      csrfToken,
      text: texts.codeResend,
      lang,
      kind: "secondary",
    })}`;

/** One question of the registration on a page of its own. */
export const questionPage = (step: Step, input: QuestionInput): Html => {
  const { lang, csrfToken, errors = [], note } = input;
  const before = stepBefore(step);
  return page({
    ...signInFrame(lang, `/register/${step}`),
    title: titles[step],
    errors,
    notice: note ? notice({ ...note, lang, live: true }) : nothing,
    back: { href: before ? `/register/${before}` : "/register", text: texts.back },
    main: html`${progress({
      step: steps.indexOf(step) + 1,
      of: steps.length,
      lang,
      name: texts.service,
    })}${form({
      action: `/register/${step}`,
      lang,
      csrfToken,
      body: fieldsOf[step](input),
      submit: step === "terms" ? texts.open : texts.continue,
    })}${step === "code" ? resendForm(input) : nothing}`,
  });
};
