import type { Lang } from "./text.ts";
import { err, ok, type Result } from "./result.ts";

/** Currencies the treasury keeps, with decimals as ISO 4217 and the national payment hub use. */
export const currencies = {
  ILS: { decimals: 2, numeric: "376", sign: { ar: "₪", en: "₪" } },
  USD: { decimals: 2, numeric: "840", sign: { ar: "$", en: "$" } },
  JOD: { decimals: 3, numeric: "400", sign: { ar: "د.أ", en: "JOD" } },
} as const;

export type Currency = keyof typeof currencies;

/** An amount: whole minor units (agorot, cents, fils), never without its currency. */
export type Money = Readonly<{ amountMinor: bigint; currency: Currency }>;

export type MoneyError = "empty" | "notAnAmount" | "tooManyDecimals" | "tooLarge";

/** The largest amount the ledger takes, in minor units: 15 digits, safe in a PostgreSQL bigint. */
export const maxAmountMinor = 999_999_999_999_999n;

export const money = (amountMinor: bigint, currency: Currency): Money => ({
  amountMinor,
  currency,
});

export const moneyToJson = (amount: Money): { amountMinor: string; currency: Currency } => ({
  amountMinor: amount.amountMinor.toString(),
  currency: amount.currency,
});

const westernDigits = (text: string): string =>
  text
    .replace(/[٠-٩]/g, (d) => String(d.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (d) => String(d.charCodeAt(0) - 0x6f0));

/**
 * Reads an amount as a person types it: `312`, `312.5`, `1,250.00`, `١٢٫٥٠٠`.
 * A comma or Arabic thousands sign groups threes; anything else is refused, never guessed.
 */
export const parseMoney = (typed: string, currency: Currency): Result<Money, MoneyError> => {
  const text = westernDigits(typed).replace(/[\s\u200e\u200f\u2066-\u2069]/g, "");
  if (text === "") return err("empty");
  if (text.length > 32) return err("tooLarge");
  const match = /^(\d{1,3}(?:[,٬]\d{3})+|\d+)(?:[.٫](\d+))?$/.exec(text);
  if (!match) return err("notAnAmount");
  const decimals = currencies[currency].decimals;
  const fraction = match[2] ?? "";
  if (fraction.length > decimals) return err("tooManyDecimals");
  const units = BigInt((match[1] ?? "").replace(/[,٬]/g, "") + fraction.padEnd(decimals, "0"));
  return units > maxAmountMinor ? err("tooLarge") : ok(money(units, currency));
};

/** Digits only, with the currency's decimals and grouped thousands: `1,250.00`. */
export const formatAmount = ({ amountMinor, currency }: Money): string => {
  const decimals = currencies[currency].decimals;
  const sign = amountMinor < 0n ? "-" : "";
  const digits = (amountMinor < 0n ? -amountMinor : amountMinor)
    .toString()
    .padStart(decimals + 1, "0");
  const whole = digits.slice(0, -decimals).replace(/\B(?=(\d{3})+$)/g, ",");
  return `${sign}${whole}.${digits.slice(-decimals)}`;
};

/** As people write it: `120.00 ₪`, `12.500 د.أ`, `$35.00`. Plain text; pages isolate it. */
export const formatMoney = (amount: Money, lang: Lang): string => {
  const sign = currencies[amount.currency].sign[lang];
  const digits = formatAmount(amount);
  if (amount.currency === "USD") return `${sign}${digits}`;
  return amount.currency === "JOD" && lang === "en" ? `${sign} ${digits}` : `${digits} ${sign}`;
};

/** The decimal text banks' interfaces want: `312.00`. */
export const toDecimal = (amount: Money): string => formatAmount(amount).replaceAll(",", "");

/**
 * Splits an amount by weights without losing a unit: the largest remainders get the odd units,
 * the earlier share first where they tie. The shares sum to the amount exactly.
 */
export const allocate = (amount: Money, weights: readonly bigint[]): Money[] => {
  const total = weights.reduce((sum, weight) => sum + weight, 0n);
  if (amount.amountMinor < 0n || total <= 0n || weights.some((weight) => weight < 0n)) {
    throw new Error("allocate needs a non-negative amount and weights that sum above zero");
  }
  const shares = weights.map((weight, index) => ({
    index,
    units: (amount.amountMinor * weight) / total,
    remainder: (amount.amountMinor * weight) % total,
  }));
  let left = amount.amountMinor - shares.reduce((sum, share) => sum + share.units, 0n);
  const byRemainder = shares.toSorted((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  );
  for (const share of byRemainder) {
    if (left === 0n) break;
    share.units += 1n;
    left -= 1n;
  }
  return shares.map((share) => money(share.units, amount.currency));
};

/** Adds amounts of one currency; mixing currencies is a bug. */
export const addMoney = (a: Money, b: Money): Money => {
  if (a.currency !== b.currency) throw new Error("amounts of two currencies cannot be added");
  return money(a.amountMinor + b.amountMinor, a.currency);
};
