import { formatMoney, money, toDecimal, type Currency, type Money } from "@gov/kit/money.ts";
import { amount, bdi } from "@gov/kit/ui/bdi.ts";
import { groupBillingNumber } from "#src/bill/billing-number.ts";
import { listTexts } from "./console-texts.ts";
import type { ListColumn } from "./list-view.ts";

/** What every line of every list has. */
type Line = Readonly<{
  billing_number: string;
  reference: string;
  amount_minor: bigint;
  currency: Currency;
}>;

type Sum = Pick<Line, "amount_minor" | "currency">;
const moneyOf = (row: Sum): Money => money(row.amount_minor, row.currency);

export const numberColumn: ListColumn<Line> = {
  head: listTexts.number,
  cell: (row) => bdi(groupBillingNumber(row.billing_number)),
  text: (row) => row.billing_number,
};

export const whatColumn: ListColumn<Readonly<{ description_ar: string; description_en: string }>> =
  {
    head: listTexts.what,
    cell: (row) => ({ ar: row.description_ar, en: row.description_en }),
    text: (row, lang) => (lang === "ar" ? row.description_ar : row.description_en),
  };

export const referenceColumn: ListColumn<Line> = {
  head: listTexts.reference,
  cell: (row) => bdi(row.reference, "latin"),
  text: (row) => row.reference,
};

export const amountColumn: ListColumn<Sum> = {
  head: listTexts.amount,
  numeric: true,
  cell: (row, lang) => amount(moneyOf(row), lang),
  text: (row) => toDecimal(moneyOf(row)),
};

export const currencyColumn: ListColumn<Sum> = {
  head: listTexts.currency,
  fileOnly: true,
  cell: (row, lang) => formatMoney(moneyOf(row), lang),
  text: (row) => row.currency,
};
