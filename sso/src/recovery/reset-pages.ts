import type { Lang, Text } from "@gov/kit/text.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, numberField, oneTimeCodeField, passwordField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice, type NoticeKind } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { signInFrame } from "#src/page/frame.ts";
import { documentKindTexts, registrationTexts } from "#src/registration/registration-texts.ts";
import { documentKinds } from "#src/registry/civil-registry.ts";
import { resetTexts as texts } from "./reset-texts.ts";

export type ResetView = Readonly<{
  lang: Lang;
  csrfToken: string;
  typed?: Readonly<Record<string, string>>;
  errors?: readonly FieldError[];
  note?: Readonly<{ kind: NoticeKind; title: Text; body: Text }> | undefined;
}>;

type Asked = Readonly<{
  path: string;
  title: Text;
  below?: Text;
  body: Html;
  submit?: Text;
  back: string;
  after?: Html;
}>;

const ask = (view: ResetView, asked: Asked): Html => {
  const { lang, csrfToken, errors = [], note } = view;
  return page({
    ...signInFrame(lang, asked.path),
    title: asked.title,
    errors,
    back: { href: asked.back, text: texts.back },
    notice: note ? notice({ ...note, lang, live: true }) : nothing,
    main: html`${heading(asked.title, lang, {
      above: texts.service,
      ...(asked.below ? { below: asked.below } : {}),
    })}${form({
      action: asked.path,
      lang,
      csrfToken,
      body: asked.body,
      submit: asked.submit ?? texts.continue,
    })}${asked.after ?? nothing}`,
  });
};

const field = ({ lang, typed = {}, errors = [] }: ResetView, name: string) => ({
  name,
  lang,
  value: typed[name] ?? "",
  error: errorOf(errors, name),
});

const nationalIdField = (view: ResetView): Html =>
  numberField({
    ...field(view, "nationalId"),
    label: texts.nationalId,
    hint: texts.nationalIdHint,
    autocomplete: "username",
  });

/** Whose password; `suffix` keeps the sign-in that it was opened from. */
export const resetStartPage = (view: ResetView, suffix: string, back: string): Html =>
  ask(view, {
    path: `/recover${suffix}`,
    title: texts.title,
    below: texts.lede,
    back,
    body: nationalIdField(view),
    after: html`<h2>${words(texts.noPhone, view.lang)}</h2>
      <p class="measure">${words(texts.noPhoneBody, view.lang)}</p>
      ${linkButton({
        href: `/recover/setup${suffix}`,
        text: texts.haveSetup,
        lang: view.lang,
        kind: "secondary",
      })}`,
  });

export const resetDocumentPage = (view: ResetView): Html =>
  ask(view, {
    path: "/recover/document",
    title: texts.document,
    back: "/recover",
    body: html`${radiosField({
      ...field(view, "documentKind"),
      label: texts.documentKind,
      options: documentKinds.map((kind) => ({ value: kind, label: documentKindTexts[kind] })),
    })}${codeField({
      ...field(view, "documentNumber"),
      label: texts.documentNumber,
      hint: texts.documentNumberHint,
      autocomplete: "off",
    })}`,
  });

export const resetSetupPage = (view: ResetView, suffix: string): Html =>
  ask(view, {
    path: `/recover/setup${suffix}`,
    title: texts.setupTitle,
    back: `/recover${suffix}`,
    body: html`${nationalIdField(view)}${codeField({
      ...field(view, "setupCode"),
      label: texts.setupCode,
      hint: texts.setupCodeHint,
      autocomplete: "off",
    })}`,
  });

/** The same page whether or not a code was sent: it tells nobody who has an account. */
export const resetCodePage = (view: ResetView): Html =>
  ask(view, {
    path: "/recover/code",
    title: texts.code,
    below: texts.codeLede,
    back: "/recover",
    body: oneTimeCodeField({ ...field(view, "code"), label: texts.code, hint: texts.codeHint }),
    after: html`<p class="hint">${words(texts.noCode, view.lang)}</p>
      ${actionForm({
        action: "/recover/code/new",
        csrfToken: view.csrfToken,
        text: texts.resend,
        lang: view.lang,
        kind: "secondary",
      })}`,
  });

export const resetPasswordPage = (view: ResetView): Html =>
  ask(view, {
    path: "/recover/password",
    title: texts.password,
    below: registrationTexts.passwordHint,
    back: "/recover",
    submit: texts.save,
    body: html`${(["password", "passwordAgain"] as const).map((name) =>
      passwordField({
        name,
        lang: view.lang,
        label:
          name === "password" ? registrationTexts.passwordLabel : registrationTexts.passwordAgain,
        error: errorOf(view.errors ?? [], name),
        autocomplete: "new-password",
      }),
    )}`,
  });

export const resetDonePage = (lang: Lang, href: string): Html =>
  page({
    ...signInFrame(lang, "/recover/done"),
    title: texts.doneTitle,
    main: html`${panel({ title: texts.doneTitle, body: texts.doneBody, lang })}${linkButton({
      href,
      text: texts.signIn,
      lang,
    })}`,
  });

export const resetEndedPage = (lang: Lang): Html =>
  page({
    ...signInFrame(lang, "/recover"),
    title: texts.endedTitle,
    main: html`${heading(texts.endedTitle, lang)}
      <p class="measure">${words(texts.endedBody, lang)}</p>
      ${linkButton({ href: "/recover", text: texts.title, lang })}`,
  });
