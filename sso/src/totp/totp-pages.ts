import { qrSvg } from "@gov/kit/document/qr-svg.ts";
import { bdi } from "@gov/kit/ui/bdi.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { hiddenField, oneTimeCodeField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, plainWords, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { summaryList } from "@gov/kit/ui/summary-list.ts";
import { raw } from "hono/html";
import { signInFrame } from "#src/page/frame.ts";
import type { SecurityView } from "#src/security/security-pages.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { typedSecret } from "./enrolment.ts";

const square = (uri: string, label: string): Html =>
  html`<div class="qr" role="img" aria-label="${label}">${raw(qrSvg(uri))}</div>`;

/** The square and the key of a new secret, and the code that proves it arrived. */
export const enrolmentPage = (
  view: SecurityView,
  input: Readonly<{
    secret: string;
    sealed: string;
    uri: string;
    replaces: boolean;
    errors?: readonly FieldError[];
  }>,
): Html => {
  const { lang, path, csrfToken } = view;
  const { secret, sealed, uri, replaces, errors = [] } = input;
  return page({
    ...signInFrame(lang, path),
    title: texts.linkTitle,
    back: { href: "/account/security", text: texts.backHere },
    errors,
    main: html`${heading(texts.linkTitle, lang, { below: texts.linkLede })}${
      replaces ? html`<p class="hint">${words(texts.linkReplaces, lang)}</p>` : nothing
    }${square(uri, plainWords(texts.qrLabel, lang))}${summaryList(
      [{ key: texts.typedKey, value: bdi(typedSecret(secret), "latin") }],
      lang,
      { boxed: true },
    )}${form({
      action: path,
      lang,
      csrfToken,
      body: html`${hiddenField("sealed", sealed)}${oneTimeCodeField({
        name: "code",
        lang,
        label: texts.codeNow,
        error: errorOf(errors, "code"),
      })}`,
      submit: texts.finishLink,
    })}`,
  });
};
