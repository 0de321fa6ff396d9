import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { t } from "@gov/kit/text.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { oneTimeCodeField, passwordField } from "@gov/kit/ui/fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { raw } from "hono/html";
import type { Staff } from "#src/account/account.ts";
import { typedSecret } from "#src/totp/enrolment.ts";
import { signInFrame } from "#src/page/frame.ts";
import { setUpTexts as texts } from "./set-up-texts.ts";

export type SetUpView = Readonly<{ lang: Lang; path: string; csrfToken: string; code: string }>;

/** The first step: a password, for whom the page says it is. */
export const choosePasswordPage = (
  view: SetUpView,
  input: Readonly<{ staff: Staff; institution: Text; errors?: readonly FieldError[] }>,
): Html => {
  const { lang, code, csrfToken } = view;
  const { staff, institution, errors = [] } = input;
  const facts = [
    { key: texts.name, value: staff.name },
    { key: texts.institution, value: institution },
    { key: texts.username, value: bdi(staff.username, "latin") },
  ];
  return page({
    ...signInFrame(lang, view.path),
    title: texts.title,
    errors,
    main: html`${heading(texts.title, lang, { below: texts.passwordLede })}
    ${summaryList(facts, lang, { boxed: true })}
    ${form({
      action: `/set-up/${code}`,
      lang,
      csrfToken,
      body: passwordField({
        name: "password",
        lang,
        label: texts.password,
        hint: texts.passwordHint,
        error: errorOf(errors, "password"),
        autocomplete: "new-password",
      }),
      submit: texts.continue,
    })}`,
  });
};

/** The second step: the authenticator, by the camera, by a link or by hand. */
export const linkAuthenticatorPage = (
  view: SetUpView,
  input: Readonly<{ secret: string; uri: string; errors?: readonly FieldError[] }>,
): Html => {
  const { lang, code, csrfToken } = view;
  const { secret, uri, errors = [] } = input;
  return page({
    ...signInFrame(lang, view.path),
    title: texts.linkTitle,
    errors,
    main: html`${heading(texts.linkTitle, lang, { below: texts.linkLede })}
      <div class="qr" role="img" aria-label="${t(texts.qr, lang)}">${raw(qrSvg(uri))}</div>
      <p><a href="${uri}">${words(texts.openApp, lang)}</a></p>
      <p class="hint">${words(texts.byHand, lang)}: ${bdi(typedSecret(secret), "latin")}</p>
      ${form({
        action: `/set-up/${code}/authenticator`,
        lang,
        csrfToken,
        body: oneTimeCodeField({
          name: "code",
          lang,
          label: texts.code,
          hint: texts.codeHint,
          error: errorOf(errors, "code"),
        }),
        submit: texts.finish,
      })}`,
  });
};

export const setUpDonePage = (lang: Lang, path: string): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.doneTitle,
    main: html`${panel({
      title: texts.doneTitle,
      body: texts.doneBody,
      next: [texts.doneNext],
      lang,
    })}${linkButton({ href: "/account", text: texts.signIn, lang })}`,
  });

export const setUpGonePage = (lang: Lang, path: string): Html =>
  page({
    ...signInFrame(lang, path),
    title: texts.goneTitle,
    main: html`${heading(texts.goneTitle, lang)}
      <p class="measure">${words(texts.goneBody, lang)}</p>`,
  });
