import { formatMoney, type Money } from "../money.ts";
import type { Lang } from "../text.ts";
import { html, type Html } from "./html.ts";

/** What stands inside a text of another direction. */
export type BdiKind =
  | "identifier"
  | "plate"
  | "phone"
  | "amount"
  | "date"
  | "latin"
  | "name"
  | "auto";

/**
 * Isolates a value, so that its order is its own whatever text it stands in: identifiers, plates,
 * phones, amounts and Latin words run left to right; names and `auto` by their first letter.
 */
export const bdi = (value: string, kind: BdiKind = "identifier"): Html => {
  if (kind === "name" || kind === "auto") return html`<bdi>${value}</bdi>`;
  if (kind === "latin") return html`<bdi dir="ltr">${value}</bdi>`;
  return html`<bdi dir="ltr" class="n">${value}</bdi>`;
};

/** An amount as people write it: `120.00 ₪`, `12.500 د.أ`, `$35.00`; never broken over lines. */
export const amount = (money: Money, lang: Lang): Html => {
  const text = formatMoney(money, lang);
  if (money.currency !== "JOD" || lang === "en") return bdi(text, "amount");
  // The dinar's sign is Arabic: number first, sign after it, to its left. A minus needs an anchor.
  const anchored = money.amountMinor < 0n ? `\u200e${text}` : text;
  return html`<bdi dir="rtl" class="n">${anchored}</bdi>`;
};
