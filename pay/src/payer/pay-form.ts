import { phoneErrorTexts, type PhoneError } from "@gov/country/phone.ts";
import { formatAmount, type Money, type MoneyError } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { radiosField } from "@gov/kit/ui/choice-fields.ts";
import { moneyField, phoneField } from "@gov/kit/ui/fields.ts";
import { form } from "@gov/kit/ui/form.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { planChoices } from "#src/bill/instalment.ts";
import { partBounds, type AmountError, type TypedAmount } from "./amount-choice.ts";
import type { PayerBill } from "./payer-bill.ts";
import { payerTexts } from "./payer-texts.ts";
import type { RailChoice } from "./rail-choice.ts";
import { billerFee, type RailFee } from "./rail-fee.ts";
import { railWords } from "./rail-words.ts";

/** What was sent and what of it cannot be; empty at first. */
export type PayFormState = Readonly<{
  typed?:
    | (TypedAmount & Readonly<{ rail: string | undefined; phone: string | undefined }>)
    | undefined;
  methodMissing?: boolean | undefined;
  amountError?: AmountError | undefined;
  phoneError?: PhoneError | undefined;
}>;

export type PayFormInput = PayFormState &
  Readonly<{
    lang: Lang;
    payer: PayerBill;
    csrfToken: string;
    rails: readonly RailChoice[];
    fees: readonly RailFee[];
    /** Payers can be sent their receipt by SMS. */
    sms: boolean;
  }>;

const texts = defineTexts({
  howMuch: { ar: "كم تدفع الآن؟", en: "How much do you pay now?" },
  all: { ar: "كل ما بقي", en: "All that is left" },
  next: { ar: "القسط القادم", en: "The next instalment" },
  upTo: { ar: "الأقساط حتى رقم", en: "Instalments up to number" },
  between: { ar: "من", en: "From" },
  and: { ar: "إلى", en: "to" },
  then: { ar: "ويبقى الباقي مستحقا.", en: "The rest stays due." },
  leaves: { ar: "يبقى بعدها", en: "Left after it" },
  nothingLeft: { ar: "ولا يبقى شيء.", en: "Nothing is left." },
  noFee: { ar: "بلا رسوم عليك.", en: "No fee for you." },
  phone: {
    ar: "رقم هاتفك المحمول، إن أردت الإيصال برسالة",
    en: "Your mobile number, if you want the receipt by SMS",
  },
  phoneHint: {
    ar: "ليس لازما. نرسل إليه الإيصال، وخبر المبلغ إن أعيد، ولا شيء غيرهما.",
    en: "Not needed. We send it the receipt, and word if money comes back; nothing else.",
  },
  billerBears: { ar: "تتحمل الجهة", en: "The institution bears" },
});

const sumErrors: Readonly<Record<MoneyError | "notChosen", Text>> = {
  empty: { ar: "اكتب المبلغ الذي تدفعه الآن.", en: "Enter the amount that you pay now." },
  notAnAmount: {
    ar: "اكتب المبلغ بالأرقام، مثل 120.00",
    en: "Write the amount in digits, like 120.00",
  },
  tooManyDecimals: {
    ar: "منازل أكثر مما في هذه العملة.",
    en: "More decimals than this currency has.",
  },
  tooLarge: { ar: "المبلغ كبير جدا.", en: "The amount is too large." },
  notChosen: { ar: "اختر كم تدفع الآن.", en: "Choose how much you pay now." },
};

const sum = (bill: BillRow, amountMinor: bigint): Money => ({
  amountMinor,
  currency: bill.currency,
});

const boundsText = (bill: BillRow, lang: Lang): Html => {
  const bounds = partBounds(bill);
  if (!bounds) return nothing;
  const { lowerMinor, upperMinor } = bounds;
  return html`${texts.between[lang]} ${amount(sum(bill, lowerMinor), lang)} ${texts.and[lang]}
  ${amount(sum(bill, upperMinor), lang)}`;
};

/** What is wrong with the amount, in a sentence. */
export const amountErrorText = (bill: BillRow, error: AmountError, lang: Lang): Html =>
  error === "outOfBounds"
    ? html`${lang === "ar" ? "يدفع في المرة" : "What can be paid at once:"}
      ${boundsText(bill, lang)}.`
    : words(sumErrors[error], lang);

const planField = ({ lang, payer, typed, amountError }: PayFormInput): Html => {
  const { bill, plan } = payer;
  const due = dueMinor(bill);
  const options = planChoices(bill, plan);
  const chosen = typed ? typed.upTo : String(options[0]?.position);
  return radiosField({
    name: "upTo",
    lang,
    label: texts.howMuch,
    value: chosen,
    options: options.map(({ position, amountMinor }, index) => {
      const money = amount(sum(bill, amountMinor), lang);
      const title =
        amountMinor === due
          ? html`${texts.all[lang]}`
          : index === 0
            ? html`${texts.next[lang]}`
            : html`${texts.upTo[lang]} ${position}`;
      const left = html`${texts.leaves[lang]} ${amount(sum(bill, due - amountMinor), lang)}`;
      return {
        value: String(position),
        label: html`${title}: ${money}`,
        hint: amountMinor === due ? texts.nothingLeft : left,
      };
    }),
    ...(amountError ? { error: amountErrorText(bill, amountError, lang) } : {}),
  });
};

const amountField = ({ lang, payer, typed, amountError }: PayFormInput): Html => {
  const { bill } = payer;
  const { currency } = bill;
  const bounds = partBounds(bill);
  return moneyField({
    name: "amount",
    lang,
    currency,
    label: texts.howMuch,
    hint: html`${boundsText(bill, lang)}. ${texts.then[lang]}`,
    value: typed ? (typed.amount ?? "") : formatAmount(sum(bill, bounds?.upperMinor ?? 0n)),
    autocomplete: "off",
    ...(amountError ? { error: amountErrorText(bill, amountError, lang) } : {}),
  });
};

const feeText = (input: PayFormInput, rail: RailChoice): Html => {
  const { lang, payer, fees } = input;
  const fee = billerFee(fees, rail.code, sum(payer.bill, dueMinor(payer.bill)));
  return html`<b>${texts.noFee[lang]}</b>${
      fee.amountMinor > 0n ? html` ${texts.billerBears[lang]} ${amount(fee, lang)}.` : nothing
    }`;
};

const railField = (input: PayFormInput): Html => {
  const { lang, rails, typed, methodMissing } = input;
  return radiosField({
    name: "rail",
    lang,
    label: payerTexts.method,
    value: typed ? typed.rail : rails[0]?.code,
    options: rails.map((rail) => {
      const { label, hint, takes } = railWords[rail.code];
      return {
        value: rail.code,
        label,
        hint: html`${words(hint, lang)} ${words(takes, lang)} ${feeText(input, rail)}`,
      };
    }),
    ...(methodMissing ? { error: payerTexts.chooseMethod } : {}),
  });
};

const receiptField = ({ lang, typed, phoneError }: PayFormInput): Html =>
  phoneField({
    name: "phone",
    lang,
    label: texts.phone,
    hint: texts.phoneHint,
    value: typed?.phone ?? "",
    maxlength: 40,
    ...(phoneError ? { error: phoneErrorTexts[phoneError] } : {}),
  });

/** How much, where the bill allows parts; over which rail, each with its fee; one button. */
export const payForm = (input: PayFormInput): Html => {
  const { lang, payer, csrfToken } = input;
  const { bill, plan } = payer;
  const inParts = bill.part_upper_minor !== null;
  const howMuch = !inParts ? nothing : plan.length > 0 ? planField(input) : amountField(input);
  const pay = lang === "ar" ? "ادفع" : "Pay";
  return form({
    action: `/pay/${bill.billing_number}/charges`,
    lang,
    csrfToken,
    body: html`${howMuch}${railField(input)}${input.sms ? receiptField(input) : nothing}`,
    submit: inParts ? html`${pay}` : html`${pay} ${amount(sum(bill, dueMinor(bill)), lang)}`,
  });
};
