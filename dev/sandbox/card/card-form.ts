import type { CardFieldErrors, CardForm } from "./checkout-html.ts";
import type { PaymentCard } from "./decisions.ts";
import { findTestCard, passesLuhn } from "./test-cards.ts";

export type ReadCardForm =
  | { ok: true; card: PaymentCard }
  | { ok: false; typed: CardForm; wrong: CardFieldErrors };

/** Reads number, expiry and security code as people type them, Arabic-Indic digits included. */
export function readCardForm(body: Record<string, unknown>): ReadCardForm {
  const number = westernDigits(body["number"]).replace(/[\s-]/g, "");
  const typedExpiry = westernDigits(body["expiry"]).trim();
  const cvv = westernDigits(body["cvv"]).trim();
  const expiry = /^(0?[1-9]|1[0-2])\s*[/-]?\s*(?:20)?(\d{2})$/.exec(typedExpiry);
  const numberIsRight = passesLuhn(number) && findTestCard(number) !== undefined;
  if (numberIsRight && expiry && /^\d{3,4}$/.test(cvv)) {
    const month = (expiry[1] ?? "").padStart(2, "0");
    return { ok: true, card: { number, expiry: `${month}/${expiry[2]}` } };
  }
  const wrong: CardFieldErrors = {
    ...(numberIsRight ? {} : { number: true as const }),
    ...(expiry ? {} : { expiry: true as const }),
    ...(/^\d{3,4}$/.test(cvv) ? {} : { cvv: true as const }),
  };
  return { ok: false, typed: { number: number.slice(0, 19), expiry: typedExpiry }, wrong };
}

function westernDigits(value: unknown): string {
  const text = typeof value === "string" ? value.slice(0, 40) : "";
  return text.replace(/[٠-٩۰-۹]/g, (digit) => String(digit.charCodeAt(0) & 0xf));
}
