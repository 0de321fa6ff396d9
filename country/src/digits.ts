/** Arabic-Indic (٠–٩) and Persian (۰–۹) digits as Western ones; every other character stays. */
export const toWesternDigits = (text: string): string =>
  text
    .replace(/[٠-٩]/g, (digit) => String(digit.charCodeAt(0) - 0x660))
    .replace(/[۰-۹]/g, (digit) => String(digit.charCodeAt(0) - 0x6f0));

/** Drops the invisible marks that copying from Arabic text brings along, and outer spaces. */
export const cleanTyped = (text: string): string =>
  toWesternDigits(
    text.replace(/[\u061c\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]/g, ""),
  ).trim();
