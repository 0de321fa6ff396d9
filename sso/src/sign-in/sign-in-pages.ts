import type { Lang, Text } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { codeField, hiddenField, numberField } from "@gov/kit/ui/fields.ts";
import { oneTimeCodeField, passwordField } from "@gov/kit/ui/fields.ts";
import { actionForm, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import type { Way } from "#src/factor/factor.ts";
import { signInFrame } from "#src/page/frame.ts";
import { passkeyScript } from "#src/passkey/passkey-form-pages.ts";
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

/** The note on top of a page, where it has one. */
export const noteOf = (note: Note | undefined, lang: Lang): Html =>
  note ? notice({ ...note, lang, live: true }) : nothing;

export type PasswordPageInput = Readonly<{
  kind: "citizen" | "staff";
  identifier: string;
  /** Who has to sign in once more; the identifier is theirs and not asked again. */
  again?: Text | undefined;
  /** The offer of a passkey, beneath. */
  passkey?: Html | undefined;
  errors?: readonly FieldError[];
  note?: Note | undefined;
}>;

const whoField = (lang: Lang, { kind, identifier, errors = [] }: PasswordPageInput): Html =>
  kind === "citizen"
    ? numberField({
        name: "nationalId",
        lang,
        label: texts.nationalId,
        hint: texts.nationalIdHint,
        value: identifier,
        error: errorOf(errors, "nationalId"),
        autocomplete: "username webauthn",
      })
    : codeField({
        name: "username",
        lang,
        label: texts.username,
        value: identifier,
        error: errorOf(errors, "username"),
        autocomplete: "username webauthn",
      });

const knownField = (view: SignInView, name: Text, { kind, identifier }: PasswordPageInput): Html =>
  html`<p>
      ${words(texts.againAs, view.lang)} <bdi>${words(name, view.lang)}</bdi>.
      <a href="/interaction/${view.interactionId}?change=1">${words(texts.notMe, view.lang)}</a>
    </p>
    ${hiddenField(kind === "citizen" ? "nationalId" : "username", identifier)}${hiddenField("again", "1")}`;

const firstHeading = ({ lang, service }: SignInView, citizen: boolean, title: Text): Html =>
  heading(title, lang, {
    above: serviceText(service),
    below: citizen ? texts.lede : texts.staffLede,
  });

/** The first step: who, and the password. What was typed stays, the password never does. */
export const passwordPage = (view: SignInView, input: PasswordPageInput): Html => {
  const { lang } = view;
  const { errors = [], again } = input;
  const citizen = input.kind === "citizen";
  const title = again ? texts.againTitle : citizen ? texts.title : texts.staffTitle;
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
    scripts: input.passkey ? [passkeyScript] : [],
    notice: noteOf(input.note, lang),
    main: html`${
      again
        ? heading(title, lang, { above: serviceText(view.service) })
        : firstHeading(view, citizen, title)
    }${form({
      action: `/interaction/${view.interactionId}`,
      lang,
      csrfToken: view.csrfToken,
      body: html`${again ? knownField(view, again, input) : whoField(lang, input)}${password}`,
      submit: texts.continue,
      secondary: { text: texts.backToService, name: "choice", value: "cancel" },
    })}${input.passkey ?? nothing}${citizen ? newcomerLinks(lang, view.interactionId) : nothing}`,
  });
};

/** The ways that end in a typed code. */
export type CodeWay = Extract<Way, "sms" | "totp" | "recovery-code">;

const codeLede = (
  lang: Lang,
  { way, maskedPhone = "", sent = true }: Pick<CodePageInput, "way" | "maskedPhone" | "sent">,
): Html => {
  switch (way) {
    case "sms":
      return html`${words(sent ? texts.sentTo : texts.willSendTo, lang)}
      ${bdi(maskedPhone, "phone")}`;
    case "totp":
      return words(texts.totpLede, lang);
    case "recovery-code":
      return words(texts.recoveryLede, lang);
  }
};

export type CodePageInput = Readonly<{
  kind: "citizen" | "staff";
  way: CodeWay;
  /** There are other ways than this. */
  others: boolean;
  maskedPhone?: string;
  /** False while no code has gone out. */
  sent?: boolean;
  typed?: string;
  errors?: readonly FieldError[];
  note?: Note | undefined;
}>;

const hints = {
  sms: texts.codeHint,
  totp: texts.totpHint,
  "recovery-code": texts.recoveryHint,
} as const;

const codeInput = (
  lang: Lang,
  { way, typed, errors = [] }: Pick<CodePageInput, "way" | "typed" | "errors">,
): Html => {
  const field = {
    name: "code",
    lang,
    label: way === "recovery-code" ? texts.recoveryCode : texts.code,
    hint: hints[way],
    value: typed,
    error: errorOf(errors, "code"),
  };
  return way === "recovery-code"
    ? codeField({ ...field, autocomplete: "off" })
    : oneTimeCodeField(field);
};

/** Leads from a second step to the others. */
export const otherWaysLink = (view: SignInView, others: boolean): Html =>
  others
    ? html`<p>
        <a href="/interaction/${view.interactionId}/ways">${words(texts.otherWays, view.lang)}</a>
      </p>`
    : nothing;

/** The second step: the code from the phone, sent by SMS or shown by an authenticator, or one from paper. */
export const codePage = (view: SignInView, input: CodePageInput): Html => {
  const { lang } = view;
  const { way, errors = [] } = input;
  const base = `/interaction/${view.interactionId}`;
  const resend =
    way === "sms"
      ? html`<p class="hint">${words(texts.noCodeYet, lang)}</p>
          ${actionForm({
            action: `${base}/code/new`,
            csrfToken: view.csrfToken,
            text: texts.resend,
            lang,
            kind: "secondary",
          })}`
      : nothing;
  const title = way === "recovery-code" ? texts.recoveryTitle : texts.codeTitle;
  return page({
    ...signInFrame(lang, view.path),
    title,
    errors,
    notice: noteOf(input.note, lang),
    back: backToFirst(view, input.kind),
    main: html`${heading(title, lang, {
      above: serviceText(view.service),
      below: codeLede(lang, input),
    })}${form({
      action: `${base}/code`,
      lang,
      csrfToken: view.csrfToken,
      body: html`${hiddenField("way", way)}${codeInput(lang, input)}`,
      submit: texts.finish,
    })}${resend}${otherWaysLink(view, input.others)}`,
  });
};

/** The way back to who it is. */
export const backToFirst = (view: SignInView, kind: "citizen" | "staff") => ({
  href: `/interaction/${view.interactionId}?change=1`,
  text: kind === "citizen" ? texts.change : texts.changeUsername,
});

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
