import { type Currency, money } from "@gov/kit/money.ts";
import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount } from "@gov/kit/ui/bdi.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { tag } from "@gov/kit/ui/tag.ts";

export const refundedTexts = defineTexts({
  paid: { ar: "مدفوع", en: "Paid" },
  refunded: { ar: "أعيد المبلغ كله", en: "Refunded" },
  partly: { ar: "أعيد جزء من المبلغ", en: "Partly refunded" },
  returning: { ar: "مبلغ في طريقه إلى الدافع", en: "Money is on its way back" },
  backBody: {
    ar: "أعادته الجهة بالطريقة التي دفع بها. يظهر في حساب الدافع خلال أيام.",
    en: "The institution sent it back the way it was paid. The payer's account shows it within days.",
  },
  noProof: {
    ar: "لا يثبت هذا الإيصال دفعا قائما: أعيد المبلغ.",
    en: "This receipt proves no payment any more: the money went back.",
  },
  returnedSum: { ar: "أعيد إلى الدافع", en: "Sent back to the payer" },
  returningSum: { ar: "في طريقه إلى الدافع", en: "On its way to the payer" },
});

/** How much of a payment went back, and how much is on its way. */
export type Refunded = Readonly<{
  amountMinor: bigint;
  currency: Currency;
  returnedMinor: bigint;
  returningMinor: bigint;
}>;

export const isRefundedInFull = (of: Refunded): boolean =>
  of.returnedMinor > 0n && of.returnedMinor >= of.amountMinor;

const standingText = (of: Refunded): Text | undefined => {
  if (isRefundedInFull(of)) return refundedTexts.refunded;
  if (of.returnedMinor > 0n) return refundedTexts.partly;
  return of.returningMinor > 0n ? refundedTexts.returning : undefined;
};

/** The pill of a receipt: paid, refunded, or in between. */
export const paidTag = (of: Refunded, lang: Lang): Html => {
  const text = standingText(of);
  return text
    ? tag(text, isRefundedInFull(of) ? "done" : "waits", lang)
    : tag(refundedTexts.paid, "runs", lang);
};

/** The sums that went back, as facts. */
export const refundedRows = (of: Refunded, lang: Lang) => [
  ...(of.returnedMinor > 0n
    ? [
        {
          key: refundedTexts.returnedSum,
          value: html`<strong>${amount(money(of.returnedMinor, of.currency), lang)}</strong>`,
        },
      ]
    : []),
  ...(of.returningMinor > 0n
    ? [
        {
          key: refundedTexts.returningSum,
          value: amount(money(of.returningMinor, of.currency), lang),
        },
      ]
    : []),
];

/** Says it in words, where money went back. */
export const refundNotice = (of: Refunded, lang: Lang): Html => {
  const title = standingText(of);
  if (!title) return nothing;
  return notice({
    kind: isRefundedInFull(of) ? "warn" : "info",
    lang,
    title,
    body: isRefundedInFull(of)
      ? html`${refundedTexts.noProof[lang]} ${refundedTexts.backBody[lang]}`
      : refundedTexts.backBody,
  });
};
