import { randomUUID } from "node:crypto";
import type { Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { codeField, hiddenField } from "@gov/kit/ui/fields.ts";
import { buttonRow, form, linkButton } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { heading, page, type Frame } from "@gov/kit/ui/page.ts";
import { panel } from "@gov/kit/ui/panel.ts";
import { deskTexts } from "./desk-texts.ts";
import { sumFields } from "./sum-fields.ts";

export type PayoutForm = Readonly<{
  code: string;
  amount: string;
  currency: string;
  reference: string;
  errors: Readonly<{ code?: Text; amount?: Text }>;
}>;

export const emptyPayout = (): PayoutForm => ({
  code: "",
  amount: "",
  currency: "ILS",
  reference: randomUUID(),
  errors: {},
});

/** A refund is paid out of the drawer: the payer's code, and the amount to be sure. */
export const payoutPage = (frame: Frame, csrfToken: string, typed: PayoutForm): Html => {
  const { lang } = frame;
  const { errors } = typed;
  const body = html`${hiddenField("reference", typed.reference)}${codeField({
    name: "code",
    lang,
    label: deskTexts.code,
    hint: deskTexts.codeHint,
    value: typed.code.slice(0, 60),
    inputmode: "numeric",
    autocomplete: "off",
    autofocus: true,
    ...(errors.code ? { error: errors.code } : {}),
  })}${sumFields(lang, { ...typed, error: errors.amount, hint: deskTexts.payoutAmountHint })}`;
  return page({
    ...frame,
    title: deskTexts.payouts,
    errors: Object.entries(errors).map(([name, text]) => ({ name, text })),
    main: html`${heading(deskTexts.payouts, lang)}${form({
      action: "/agent/payouts",
      lang,
      csrfToken,
      body,
      submit: deskTexts.payOut,
    })}`,
  });
};

export const paidOutPage = (frame: Frame, sum: Money): Html => {
  const { lang } = frame;
  return page({
    ...frame,
    title: deskTexts.paidOut,
    main: html`${panel({
      title: deskTexts.paidOut,
      lang,
      reference: { label: deskTexts.amount, value: amount(sum, lang) },
      body: deskTexts.paidOutBody,
    })}${buttonRow(linkButton({ href: "/agent", lang, text: deskTexts.next }))}`,
  });
};
