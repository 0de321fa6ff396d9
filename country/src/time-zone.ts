/** Where the country's clocks are; Gaza's zone keeps the same time. */
export const timeZone = "Asia/Hebron";

const clock = new Intl.DateTimeFormat("en-US-u-ca-gregory-nu-latn", {
  timeZone,
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
  hourCycle: "h23",
});

/** What the wall clock shows: an ISO date and minutes since midnight. */
export type LocalTime = Readonly<{ date: string; minutes: number }>;

/** The wall clock at an instant, from the platform's time zone data (DST moves by decree). */
export const localTime = (instant: Date): LocalTime => {
  const part: Record<string, string> = {};
  for (const { type, value } of clock.formatToParts(instant)) part[type] = value;
  return {
    date: `${part["year"]?.padStart(4, "0")}-${part["month"]}-${part["day"]}`,
    minutes: Number(part["hour"]) * 60 + Number(part["minute"]),
  };
};

const dayMs = 86_400_000;
const utcMidnight = (date: string): number => Date.parse(`${date}T00:00:00Z`);

/** The ISO date some days later (or earlier). */
export const addDays = (date: string, days: number): string =>
  new Date(utcMidnight(date) + days * dayMs).toISOString().slice(0, 10);

/** 0 Sunday … 6 Saturday. */
export const weekday = (date: string): number => new Date(utcMidnight(date)).getUTCDay();

/** The instant at which the wall clock shows this; in a skipped hour, the moment after it. */
export const instantAt = (date: string, minutes: number): Date => {
  const asIfUtc = utcMidnight(date) + minutes * 60_000;
  let guess = asIfUtc;
  for (let round = 0; round < 3; round++) {
    const shown = localTime(new Date(guess));
    const error = utcMidnight(shown.date) + shown.minutes * 60_000 - asIfUtc;
    if (error === 0) break;
    guess -= error;
  }
  return new Date(guess);
};

/** Today's date in the country. */
export const localDate = (instant: Date): string => localTime(instant).date;
