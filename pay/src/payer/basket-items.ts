import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { html, nothing, words, type Html } from "@gov/kit/ui/html.ts";
import { section } from "@gov/kit/ui/layout.ts";
import { table } from "@gov/kit/ui/table.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayerBill, PayerItem } from "./payer-bill.ts";

const texts = defineTexts({
  title: { ar: "الفواتير", en: "The bills" },
  what: { ar: "مقابل", en: "For" },
  to: { ar: "الجهة", en: "To" },
  sum: { ar: "المبلغ", en: "Amount" },
  state: { ar: "حالها", en: "State" },
  receipt: { ar: "الإيصال", en: "Receipt" },
});

type State = readonly [Text, Tone];

const returning: State = [
  { ar: "دفعت بطريقة أخرى، نعيد حصتها إليك", en: "Paid another way: its share comes back to you" },
  "waits",
];
const returned: State = [
  { ar: "دفعت بطريقة أخرى، أعيدت حصتها إليك", en: "Paid another way: its share was sent back" },
  "done",
];
const states: Readonly<Record<PayerItem["bill"]["status"], State>> = {
  open: [{ ar: "مستحقة", en: "Due" }, "waits"],
  claimed: [{ ar: "تدفع الآن", en: "Being paid" }, "waits"],
  paid: [{ ar: "مدفوعة", en: "Paid" }, "runs"],
  cancelled: [{ ar: "ألغتها الجهة", en: "Cancelled" }, "late"],
};

/** Where a bill stands, or what became of its share in an attempt that ended. */
const stateOf = (item: PayerItem, attempt: ChargeRow | undefined): State => {
  const share = item.shares.find((one) => one.basket_charge_id === attempt?.id);
  if (attempt && share?.status === "surplus") return returning;
  if (attempt && share?.status === "refunded") return returned;
  return states[item.bill.status];
};

/** The bills that a basket pays, each with its state and receipt; nothing for a single bill. */
export const basketItems = (
  { items, bill, charges }: PayerBill,
  shown: ChargeRow | undefined,
  lang: Lang,
): Html => {
  if (items.length === 0) return nothing;
  const attempt = shown ?? charges.find((one) => one.id === bill.claimed_by);
  const rows = items.map((item) => {
    const [text, tone] = stateOf(item, attempt);
    const { receiptNumber } = item;
    const number = bdi(groupBillingNumber(item.bill.billing_number), "identifier");
    const title = { ar: item.bill.description_ar, en: item.bill.description_en };
    return {
      cells: [
        html`<a href="/pay/${item.bill.billing_number}">${words(title, lang)}</a><br /><small
            >${number}</small
          >`,
        item.billerName,
        amount({ amountMinor: item.amountMinor, currency: item.bill.currency }, lang),
        html`${tag(text, tone, lang)}${
          receiptNumber && item.bill.status === "paid"
            ? html` <a href="/receipts/${receiptNumber}">${texts.receipt[lang]}</a>`
            : nothing
        }`,
      ],
    };
  });
  const columns = [
    { head: texts.what },
    { head: texts.to },
    { head: texts.sum, numeric: true },
    { head: texts.state },
  ];
  const list = table({ caption: texts.title, captionHidden: true, columns, rows, lang });
  return section(texts.title, lang, list);
};
