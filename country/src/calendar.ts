import type { Text } from "@gov/kit/text.ts";
import type { Governorate } from "./governorates.ts";
import { addDays, instantAt, localTime, weekday } from "./time-zone.ts";

/** Opening hours as minutes since midnight on the country's clocks. */
export type Hours = Readonly<{ from: number; to: number }>;

/** When public offices work. All of it is data: cabinets move feasts, armies close roads. */
export type WorkingCalendar = Readonly<{
  /** 0 Sunday … 6 Saturday. */
  workdays: readonly number[];
  hours: Hours;
  /** Other hours for a season (Ramadan); both dates included. */
  seasons: readonly Readonly<{ name: Text; from: string; to: string; hours: Hours }>[];
  /** Holidays on the same day each year, `MM-DD`. */
  yearly: readonly Readonly<{ monthDay: string; name: Text }>[];
  /** Holidays of one year; `expected` until announced. */
  holidays: readonly Readonly<{ from: string; to: string; name: Text; expected: boolean }>[];
  /** Offices shut in some governorates (all, when the list is empty); both dates included. */
  closures: readonly Readonly<{
    from: string;
    to: string;
    governorates: readonly Governorate[];
    reason: Text;
  }>[];
}>;

const spans = (date: string, { from, to }: { from: string; to: string }): boolean =>
  from <= date && date <= to;

/** The name of the public holiday on a date, if it is one. */
export const holidayOn = (calendar: WorkingCalendar, date: string): Text | undefined =>
  calendar.yearly.find(({ monthDay }) => monthDay === date.slice(5))?.name ??
  calendar.holidays.find((holiday) => spans(date, holiday))?.name;

/** The hours offices work on a date in a governorate; nothing when they are shut. */
export const hoursOn = (
  calendar: WorkingCalendar,
  date: string,
  governorate?: Governorate,
): Hours | undefined => {
  if (!calendar.workdays.includes(weekday(date)) || holidayOn(calendar, date)) return undefined;
  const shut = calendar.closures.some(
    (closure) =>
      spans(date, closure) &&
      (closure.governorates.length === 0 ||
        (governorate !== undefined && closure.governorates.includes(governorate))),
  );
  if (shut) return undefined;
  return calendar.seasons.find((season) => spans(date, season))?.hours ?? calendar.hours;
};

const minuteMs = 60_000;
/** A calendar shut for longer than this is a mistake in its data. */
const searchDays = 1100;

type Opening = Readonly<{ opens: number; closes: number }>;

/** The stretches of working time from an instant on, day by day. */
function* openings(
  calendar: WorkingCalendar,
  from: Date,
  governorate?: Governorate,
): Generator<Opening> {
  let date = localTime(from).date;
  for (let day = 0; day < searchDays; day++, date = addDays(date, 1)) {
    const hours = hoursOn(calendar, date, governorate);
    if (!hours) continue;
    const opens = Math.max(instantAt(date, hours.from).getTime(), from.getTime());
    const closes = instantAt(date, hours.to).getTime();
    if (closes > opens) yield { opens, closes };
  }
}

/**
 * The instant at which this much working time will have passed. Time outside office hours,
 * holidays and closures of the governorate do not count. Throws where the calendar has too
 * little working time in three years: a mistake in its data.
 */
export const addWorkingTime = (
  calendar: WorkingCalendar,
  start: Date,
  minutes: number,
  governorate?: Governorate,
): Date => {
  let leftMs = minutes * minuteMs;
  if (leftMs <= 0) return start;
  for (const { opens, closes } of openings(calendar, start, governorate)) {
    if (closes - opens >= leftMs) return new Date(opens + leftMs);
    leftMs -= closes - opens;
  }
  throw new Error(`the calendar has less than ${minutes} working minutes in ${searchDays} days`);
};

/** Working minutes between two instants; 0 when the second is not later. At most three years. */
export const workingMinutesBetween = (
  calendar: WorkingCalendar,
  start: Date,
  end: Date,
  governorate?: Governorate,
): number => {
  let workedMs = 0;
  for (const { opens, closes } of openings(calendar, start, governorate)) {
    if (opens >= end.getTime()) break;
    workedMs += Math.min(closes, end.getTime()) - opens;
  }
  return workedMs / minuteMs;
};
