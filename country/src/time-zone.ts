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

/** What the wall clock shows, in milliseconds as if it were UTC's. */
const shownAt = (instantMs: number): number => {
  const { date, minutes } = localTime(new Date(instantMs));
  return utcMidnight(date) + minutes * 60_000;
};

/**
 * The instant at which the wall clock shows this. A time that clocks skipped counts from where they
 * went on: a day whose midnight was skipped begins with its first moment. One that comes twice is
 * the first.
 */
export const instantAt = (date: string, minutes: number): Date => {
  const asIfUtc = utcMidnight(date) + minutes * 60_000;
  let guess = asIfUtc;
  for (let round = 0; round < 3; round++) {
    const error = shownAt(guess) - asIfUtc;
    if (error === 0) break;
    guess -= error;
  }
  // Skipped: the guesses stand now before the leap, now behind it.
  guess += Math.max(0, asIfUtc - shownAt(guess));
  // By how much clocks that went back on this day stood further on the day before.
  const wentBack = shownAt(guess - dayMs) + dayMs - shownAt(guess);
  const isTwice = wentBack > 0 && shownAt(guess - wentBack) === asIfUtc;
  return new Date(isTwice ? guess - wentBack : guess);
};

/** Today's date in the country. */
export const localDate = (instant: Date): string => localTime(instant).date;
