import { currencySchema } from "@gov/kit/money-schema.ts";
import { currencies, type Currency } from "@gov/kit/money.ts";
import { z } from "zod";

/** An amount with its currency's decimals, else undefined. */
export function minorOf(decimal: string, currency: Currency): bigint | undefined {
  const [, whole = "", fraction = ""] = /^(\d{1,13})\.(\d+)$/.exec(decimal) ?? [];
  return fraction.length === currencies[currency].decimals ? BigInt(whole + fraction) : undefined;
}

/** An amount above nothing in a message of ISO 20022, as it is read from XML. */
export const isoMoney = z
  .object({ "#text": z.string().max(24), "@Ccy": currencySchema })
  .transform(({ "#text": decimal, "@Ccy": currency }, context) => {
    const amountMinor = minorOf(decimal, currency);
    if (amountMinor !== undefined && amountMinor > 0n) return { amountMinor, currency };
    context.addIssue({ code: "custom", message: "not an amount" });
    return z.NEVER;
  });
