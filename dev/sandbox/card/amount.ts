/** Currencies that the acquirer settles, with their decimals (ISO 4217). */
export const decimalsByCurrency = { ILS: 2, USD: 2, JOD: 3 } as const;
export type CardCurrency = keyof typeof decimalsByCurrency;

/** `"120.5"` in ILS gives 12050n; undefined when it is no positive amount of that currency. */
export function parseAmount(text: string, currency: CardCurrency): bigint | undefined {
  const match = /^(\d{1,12})(?:\.(\d{1,3}))?$/.exec(text);
  if (!match) return undefined;
  const decimals = decimalsByCurrency[currency];
  const fraction = match[2] ?? "";
  if (fraction.length > decimals && Number(fraction.slice(decimals)) !== 0) return undefined;
  const minor = BigInt(match[1] + fraction.slice(0, decimals).padEnd(decimals, "0"));
  return minor > 0n ? minor : undefined;
}

/** 12050n in ILS gives `"120.50"`. */
export function amountText(amountMinor: bigint, currency: CardCurrency): string {
  const decimals = decimalsByCurrency[currency];
  const digits = amountMinor.toString().padStart(decimals + 1, "0");
  return `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

/** The gateway writes amounts as JSON numbers; 15 digits stay exact. */
export const amountNumber = (amountMinor: bigint, currency: CardCurrency): number =>
  Number(amountText(amountMinor, currency));
