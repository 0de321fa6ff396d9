import { instantAt, localTime } from "@gov/country/time-zone.ts";
import { currencies, type Currency } from "@gov/kit/money.ts";

/**
 * A decimal text as minor units, truncated to the currency's decimals as the hub does (`10.009` ILS
 * is 1000 agorot); undefined where it is no amount of at most 15 digits.
 */
export const truncateAmount = (text: string, currency: Currency): bigint | undefined => {
  const match = /^(\d{1,13})(?:\.(\d{1,10}))?$/.exec(text.trim());
  if (!match) return undefined;
  const { decimals } = currencies[currency];
  const fraction = (match[2] ?? "").slice(0, decimals).padEnd(decimals, "0");
  const units = BigInt(`${match[1]}${fraction}`);
  return units <= 999_999_999_999_999n ? units : undefined;
};

/** The hub's clock is the country's and its times name no zone: `2026-11-26T13:05:09`. */
export const toLocalStamp = (instant: Date): string => {
  const { date, minutes } = localTime(instant);
  const two = (value: number) => String(value).padStart(2, "0");
  const seconds = instant.getUTCSeconds();
  return `${date}T${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds)}`;
};

/** The instant of a local time (a fraction of a second is dropped, a stated zone is kept). */
export const fromLocalStamp = (text: string): Date | undefined => {
  const match =
    /^(\d{4}-\d{2}-\d{2})T(\d{2}):(\d{2}):(\d{2})(?:\.\d{1,9})?(Z|[+-]\d{2}:\d{2})?$/.exec(text);
  if (!match) return undefined;
  const [, date = "", hours, minutes, seconds, zone] = match;
  const stated = new Date(`${date}T${hours}:${minutes}:${seconds}${zone ?? "Z"}`);
  if (Number.isNaN(stated.getTime())) return undefined;
  if (zone !== undefined) return stated;
  const local = instantAt(date, Number(hours) * 60 + Number(minutes));
  return new Date(local.getTime() + Number(seconds) * 1_000);
};
