import { money, toDecimal } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { selectField } from "@gov/kit/ui/choice-fields.ts";
import { errorOf, type FieldError } from "@gov/kit/ui/error-summary.ts";
import { hiddenField, moneyField, textareaField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, type Html } from "@gov/kit/ui/html.ts";
import { refundGrounds } from "#src/refund/refund-order.ts";
import type { PaymentRow } from "#src/payment/payment-queries.ts";
import { paymentHref } from "./console-texts.ts";
import { groundTexts, refundTexts } from "./refund-texts.ts";

/** What was typed into the refund form, and what is wrong with it. */
export type RefundFormState = Readonly<{
  typed: Readonly<Record<string, string>>;
  errors: readonly FieldError[];
  csrfToken: string;
  formKey: string;
}>;

const leftOf = (payment: PaymentRow) =>
  money(payment.amount_minor - payment.refunded_minor, payment.currency);

/** What may be refunded, how much, why, and a note. All that is left stands there to begin with. */
export const refundForm = (payment: PaymentRow, state: RefundFormState, lang: Lang): Html => {
  const { typed, errors } = state;
  const left = leftOf(payment);
  const common = (name: string, label: Text) => ({
    name,
    label,
    lang,
    error: errorOf(errors, name),
  });
  return form({
    action: `${paymentHref(payment.id)}/refunds`,
    lang,
    csrfToken: state.csrfToken,
    body: html`${hiddenField("key", state.formKey)}${moneyField({
      ...common("amount", refundTexts.amount),
      currency: payment.currency,
      hint: html`${refundTexts.left[lang]}: ${amount(left, lang)}`,
      value: typed["amount"] ?? toDecimal(left),
    })}${selectField({
      ...common("reason", refundTexts.reason),
      value: typed["reason"],
      options: refundGrounds.map((value) => ({ value, label: groundTexts[value] })),
    })}${textareaField({
      ...common("note", refundTexts.note),
      hint: refundTexts.noteHint,
      value: typed["note"] ?? "",
      rows: 3,
      maxlength: 500,
    })}`,
    submit: refundTexts.send,
  });
};
