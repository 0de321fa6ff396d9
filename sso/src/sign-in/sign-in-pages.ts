import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, numberField, oneTimeCodeField, passwordField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import { newcomerLinks } from "#src/registration/newcomer-links.ts";
import { backToText, serviceText, signInTexts as texts } from "./sign-in-texts.ts";

/** What every page of a sign-in stands in. */
export type SignInView = Readonly<{
  lang: Lang;
  path: string;
  csrfToken: string;
  interactionId: string;
  service: Text;
}>;

export type Note = Readonly<{
  kind: "warn" | "info" | "success" | "down";
  title: Text;
  body: Text;
}>;

const noteOf = (note: Note | undefined, lang: Lang): Html =>
  note ? notice({ ...note, lang, live: true }) : nothing;

/** The first step: who, and the password. What was typed stays, the password never does. */
export const passwordPage = (
  view: SignInView,
  input: Readonly<{
    kind: "citizen" | "staff";
    identifier: string;
    errors?: readonly FieldError[];
    note?: Note | undefined;
  }>,
): Html => {
  const { lang } = view;
  const { errors = [] } = input;
  const citizen = input.kind === "citizen";
  const title = citizen ? texts.title : texts.staffTitle;
  const who = citizen
    ? numberField({
        name: "nationalId",
        lang,
        label: texts.nationalId,
        hint: texts.nationalIdHint,
        value: input.identifier,
        error: errorOf(errors, "nationalId"),
        autocomplete: "username",
      })
    : codeField({
        name: "username",
        lang,
        label: texts.username,
        value: input.identifier,
        error: errorOf(errors, "username"),
        autocomplete: "username",
      });
  const password = passwordField({
    name: "password",
    lang,
    label: texts.password,
    error: errorOf(errors, "password"),
  });
  return page({
    ...signInFrame(lang, view.path),
    title,
    errors,
    notice: noteOf(input.note, lang),
    main: html`${heading(title, lang, {
      above: serviceText(view.service),
      below: citizen ? texts.lede : texts.staffLede,
    })}${form({
      action: `/interaction/${view.interactionId}`,
      lang,
      csrfToken: view.csrfToken,
      body: html`${who}${password}`,
      submit: texts.continue,
      secondary: { text: texts.backToService, name: "choice", value: "cancel" },
    })}${citizen ? newcomerLinks(lang, view.interactionId) : nothing}`,
  });
};

const codeLede = (lang: Lang, maskedPhone: string | undefined, sent: boolean): Html =>
  maskedPhone === undefined
    ? words(texts.totpLede, lang)
    : html`${words(sent ? texts.sentTo : texts.willSendTo, lang)} ${bdi(maskedPhone, "phone")}`;

/** The second step: the code from the phone, sent by SMS or shown by an authenticator. */
export const codePage = (
  view: SignInView,
  input: Readonly<{
    kind: "citizen" | "staff";
    maskedPhone?: string;
    /** False while no code has gone out. */
    sent?: boolean;
    typed?: string;
    errors?: readonly FieldError[];
    note?: Note | undefined;
  }>,
): Html => {
  const { lang } = view;
  const { errors = [] } = input;
  const citizen = input.kind === "citizen";
  const code = oneTimeCodeField({
    name: "code",
    lang,
    label: texts.code,
    hint: citizen ? texts.codeHint : texts.totpHint,
    value: input.typed,
    error: errorOf(errors, "code"),
  });
  const base = `/interaction/${view.interactionId}`;
  const resend = citizen
    ? html`<p class="hint">${words(texts.noCodeYet, lang)}</p>
        ${actionForm({
          action: `${base}/code/new`,
          csrfToken: view.csrfToken,
          text: texts.resend,
          lang,
          kind: "secondary",
        })}`
    : nothing;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.codeTitle,
    errors,
    notice: noteOf(input.note, lang),
    back: {
      href: `${base}?change=1`,
      text: citizen ? texts.change : texts.changeUsername,
    },
    main: html`${heading(texts.codeTitle, lang, {
      above: serviceText(view.service),
      below: codeLede(lang, input.maskedPhone, input.sent ?? true),
    })}${form({
      action: `${base}/code`,
      lang,
      csrfToken: view.csrfToken,
      body: code,
      submit: texts.finish,
    })}${resend}`,
  });
};

/** A dead end with one way on. */
export const stopPage = (
  input: Readonly<{
    lang: Lang;
    path: string;
    title: Text;
    body: Text;
    next: Readonly<{ href: string; text: Text }>;
  }>,
): Html => {
  const { lang, path, title, body, next } = input;
  return page({
    ...signInFrame(lang, path),
    title,
    main: html`${heading(title, lang)}
      <p class="measure">${words(body, lang)}</p>
      ${linkButton({ ...next, lang })}`,
  });
};

/** The page of a sign-in that is over, with the way back to where it began. */
export const endedPage = (
  lang: Lang,
  path: string,
  service: Readonly<{ name: Text; homeUrl: string }> | undefined,
): Html =>
  stopPage({
    lang,
    path,
    title: texts.endedTitle,
    body: texts.endedBody,
    next: service
      ? { href: service.homeUrl, text: backToText(service.name) }
      : { href: "/account", text: texts.toAccount },
  });
