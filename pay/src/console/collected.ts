import type { Currency } from "@gov/kit/money.ts";
import { railCodes, type RailCode } from "#src/rails/rail.ts";
import type { Collected } from "./console-queries.ts";

export type CollectedDay = Readonly<{
  day: string;
  byRail: ReadonlyMap<RailCode, bigint>;
  totalMinor: bigint;
}>;
export type CollectedCurrency = Readonly<{
  currency: Currency;
  rails: readonly RailCode[];
  days: readonly CollectedDay[];
}>;

const dayBefore = (day: string, days: number): string => {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() - days);
  return date.toISOString().slice(0, 10);
};

/** The fourteen days that end with `today`, the oldest first. */
export const lastDays = (today: string): string[] =>
  Array.from({ length: 14 }, (_, index) => dayBefore(today, 13 - index));

/** One series of days for each currency that anything was collected in; empty days stay. */
export const collectedByCurrency = (
  rows: readonly Collected[],
  days: readonly string[],
): CollectedCurrency[] =>
  (["ILS", "JOD", "USD"] as const).flatMap((currency) => {
    const own = rows.filter((row) => row.currency === currency);
    if (own.length === 0) return [];
    const rails = railCodes.filter((rail) => own.some((row) => row.rail === rail));
    return [
      {
        currency,
        rails,
        days: days.map((day) => {
          const ofDay = own.filter((row) => row.day === day);
          const byRail = new Map(ofDay.map((row) => [row.rail, row.sumMinor]));
          const totalMinor = ofDay.reduce((sum, row) => sum + row.sumMinor, 0n);
          return { day, byRail, totalMinor };
        }),
      },
    ];
  });
