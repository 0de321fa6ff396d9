import { addDays, localTime } from "@gov/country/time-zone.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { ReportBook } from "./report-faults.ts";

/** Money that moved, as a party's own books have it. `at` is ISO 8601 in UTC. */
export type Movement = {
  at: string;
  order: string;
  /** One for each movement. */
  reference: string;
  /** In the words of the party's report. */
  kind: string;
  returned: boolean;
  amountMinor: bigint;
  currency: Currency;
  feeMinor: bigint;
};

export type DayReport = {
  day: string;
  lines: Movement[];
  totals: { currency: Currency; lines: number; statedMinor: bigint }[];
};

/** The day that a moment belongs to. */
export const dayOf = (at: string, endsMinutes: number): string => {
  const { date, minutes } = localTime(new Date(at));
  return minutes < endsMinutes ? addDays(date, -1) : date;
};

const otherCurrencyOf = (currency: Currency): Currency => (currency === "USD" ? "ILS" : "USD");

/** What the report of a day tells of one movement: mostly one line, by its faults none or two. */
function linesOf(movement: Movement, day: string, book: ReportBook): Movement[] {
  let told = dayOf(movement.at, book.endsMinutes);
  let times = 1;
  const line = { ...movement };
  for (const fault of book.faultsOf(movement)) {
    const by = BigInt(fault.byMinor);
    if (fault.kind === "missing") times = 0;
    if (fault.kind === "twice") times = 2;
    if (fault.kind === "heldOver") told = addDays(told, 1);
    if (fault.kind === "early") told = addDays(told, -1);
    if (fault.kind === "otherAmount") line.amountMinor += by;
    if (fault.kind === "fee") line.feeMinor += by;
    if (fault.kind === "otherCurrency") line.currency = otherCurrencyOf(line.currency);
  }
  return told === day ? Array.from({ length: times }, () => line) : [];
}

/** A day's report from what really moved, as wrong as the book of faults will have it. */
export function reportOf(movements: Movement[], day: string, book: ReportBook): DayReport {
  const lines = [...movements.flatMap((one) => linesOf(one, day, book)), ...book.inventedFor(day)];
  const found = [...new Set(lines.map(({ currency }) => currency))].toSorted();
  const listed: Currency[] = found.length > 0 ? found : ["ILS"];
  const totals = listed.map((currency) => {
    const own = lines.filter((line) => line.currency === currency);
    const net = own.reduce(
      (sum, one) => sum + (one.returned ? -one.amountMinor : one.amountMinor) - one.feeMinor,
      0n,
    );
    const statedMinor = net - book.shortFor(day, currency);
    return { currency, lines: own.length, statedMinor };
  });
  return { day, lines, totals };
}
