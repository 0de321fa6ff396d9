import type { Text } from "@gov/kit/text.ts";
import { codeField } from "@gov/kit/ui/fields.ts";
import { form, linkButton } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { payerTexts } from "./payer-texts.ts";

/** “Pay by billing number”: what was typed stays, and an error says how to put it right. */
export const lookupPage = (frame: Frame, typed = "", error?: Text): Html => {
  const { lang } = frame;
  const field = codeField({
    name: "number",
    lang,
    label: payerTexts.number,
    hint: payerTexts.numberHint,
    value: typed.slice(0, 60),
    inputmode: "numeric",
    autocomplete: "off",
    ...(error ? { error } : {}),
  });
  return page({
    ...frame,
    title: payerTexts.lookupTitle,
    ...(error ? { errors: [{ name: "number", text: error }] } : {}),
    main: html`${heading(payerTexts.lookupTitle, lang, { below: payerTexts.lookupLead })}
      ${form({ action: "/pay", lang, method: "get", body: field, submit: payerTexts.find })}
      <p>${linkButton({ href: "/basket", lang, kind: "plain", text: payerTexts.several })}</p>`,
  });
};
