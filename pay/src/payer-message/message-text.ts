import { formatMoney, type Money } from "@gov/kit/money.ts";
import type { Lang, Text } from "@gov/kit/text.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";

/** What a payer is told by SMS. `link` opens the receipt, or the basket with its receipts. */
export type PayerNews = Readonly<{
  kind: "receipt" | "basket" | "refund" | "cashRefund";
  amount: Money;
  billerName: Text;
  billingNumber: string;
  link: string | undefined;
}>;

type Words = Readonly<{ sum: string; to: string; number: string }>;

const sentences: Readonly<Record<PayerNews["kind"], Readonly<Record<Lang, (w: Words) => string>>>> =
  {
    receipt: {
      ar: ({ sum, to, number }) => `دفعت ${sum} إلى ${to}، فاتورة ${number}. الإيصال:`,
      en: ({ sum, to, number }) => `You paid ${sum} to ${to}, bill ${number}. Receipt:`,
    },
    basket: {
      ar: ({ sum, number }) => `دفعت ${sum} عن فواتير السلة ${number}. الإيصالات:`,
      en: ({ sum, number }) => `You paid ${sum} for the bills of basket ${number}. Receipts:`,
    },
    refund: {
      ar: ({ sum, to, number }) => `أعيد إليك ${sum} من ${to}، فاتورة ${number}.`,
      en: ({ sum, to, number }) => `${sum} was sent back to you by ${to}, bill ${number}.`,
    },
    cashRefund: {
      ar: ({ sum, to, number }) => `استلمت ${sum} نقدا، ردا من ${to}، فاتورة ${number}.`,
      en: ({ sum, to, number }) => `You collected ${sum} in cash from ${to}, bill ${number}.`,
    },
  };

/** A name of any length: the amount, the number and the link are what matters. */
const shortened = (name: string): string => {
  const letters = [...name];
  return letters.length > 40 ? `${letters.slice(0, 39).join("")}…` : name;
};

/** The message, the link in a line of its own so that no phone makes more of it. */
export const messageText = (news: PayerNews, lang: Lang): string => {
  const said = sentences[news.kind][lang]({
    sum: formatMoney(news.amount, lang),
    to: shortened(news.billerName[lang]),
    number: groupBillingNumber(news.billingNumber),
  });
  return news.link === undefined ? said : `${said}\n${news.link}`;
};
