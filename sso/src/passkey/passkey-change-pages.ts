import type { Text } from "@gov/kit/text.ts";
import { textField } from "@gov/kit/ui/fields.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { signInFrame } from "#src/page/frame.ts";
import type { SecurityView } from "#src/security/security-pages.ts";
import { securityTexts as texts } from "#src/security/security-texts.ts";
import { passkeyForm, passkeyScript } from "./passkey-form-pages.ts";

/** A name, and the button that has the device make a key. */
export const newPasskeyPage = (
  view: SecurityView,
  input: Readonly<{ name: string; error?: Text | undefined; options: string }>,
): Html => {
  const { lang, path, csrfToken } = view;
  const { name, error, options } = input;
  return page({
    ...signInFrame(lang, path),
    title: texts.addPasskeyTitle,
    back: { href: "/account/security", text: texts.backHere },
    errors: error ? [{ name: "name", text: error }] : [],
    scripts: [passkeyScript],
    main: html`${heading(texts.addPasskeyTitle, lang, { below: texts.addPasskeyLede })}${passkeyForm(
      {
        action: path,
        csrfToken,
        lang,
        options,
        ask: "create",
        text: texts.makePasskey,
        primary: true,
        fields: textField({
          name: "name",
          lang,
          label: texts.passkeyName,
          hint: texts.passkeyNameHint,
          value: name,
          error,
          width: "half",
          maxlength: 60,
        }),
      },
    )}`,
  });
};
