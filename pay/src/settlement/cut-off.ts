import { nationalCalendar } from "@gov/country/calendar-data.ts";
import { hoursOn, type WorkingCalendar } from "@gov/country/calendar.ts";
import { addDays, instantAt, localTime } from "@gov/country/time-zone.ts";

/**
 * Until when money counts that is paid out now: the end of a day by the clock in Palestine,
 * `afterDays` days ago (1: of yesterday). With 0 it is now.
 */
export const cutOffAt = (now: Date, afterDays: number): Date =>
  afterDays === 0 ? now : instantAt(addDays(localTime(now).date, 1 - afterDays), 0);

/** The last day that lies before the cut-off as a whole, or in part. */
export const lastDayOf = (cutOff: Date): string => localTime(new Date(cutOff.getTime() - 1)).date;

const searchDays = 60;

/** The day itself where banks work on it, else the next on which they do. */
export const workingDayFrom = (
  date: string,
  calendar: WorkingCalendar = nationalCalendar,
): string => {
  for (let step = 0, day = date; step < searchDays; step += 1, day = addDays(day, 1)) {
    if (hoursOn(calendar, day)) return day;
  }
  throw new Error(`the calendar has no working day in ${searchDays} days from ${date}`);
};

/** `08:30` as minutes since midnight. */
export const clockMinutes = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(":").map(Number);
  return hours * 60 + minutes;
};

/** The day for which a run is drafted by itself now: a working day after its hour, else none. */
export const scheduledDay = (
  now: Date,
  atMinutes: number,
  calendar: WorkingCalendar = nationalCalendar,
): string | undefined => {
  const { date, minutes } = localTime(now);
  return minutes >= atMinutes && hoursOn(calendar, date) ? date : undefined;
};
