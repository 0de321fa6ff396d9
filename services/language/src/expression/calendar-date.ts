/** Calendar dates as ISO text; no clock, no zone. */

const dayMs = 86_400_000;
const ms = (date: string): number => Date.parse(`${date}T00:00:00Z`);
const fromMs = (time: number): string | undefined => {
  if (Math.abs(time) > 8.64e15) return undefined;
  const text = new Date(time).toISOString().slice(0, 10);
  return isDate(text) ? text : undefined;
};

/** Whether a text is a real date between 1000-01-01 and 9999-12-31. */
export const isDate = (text: string): boolean => {
  if (!/^[1-9][0-9]{3}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const time = ms(text);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
};

export const addDays = (date: string, days: number): string | undefined =>
  fromMs(ms(date) + days * dayMs);

/** The same day of a later month, or that month's last day where it is shorter. */
export const addMonths = (date: string, months: number): string | undefined => {
  const [year = 0, month = 1, day = 1] = date.split("-").map(Number);
  const index = year * 12 + month - 1 + months;
  const newYear = Math.floor(index / 12);
  if (newYear < 1000 || newYear > 9999) return undefined;
  const newMonth = index - newYear * 12;
  const lastDay = new Date(Date.UTC(newYear, newMonth + 1, 0)).getUTCDate();
  return fromMs(Date.UTC(newYear, newMonth, Math.min(day, lastDay)));
};

export const daysBetween = (from: string, to: string): number => (ms(to) - ms(from)) / dayMs;

/** Whole months from one date to another; negative when the second is earlier. */
export const monthsBetween = (from: string, to: string): number => {
  if (to < from) return 0 - monthsBetween(to, from);
  const [y1 = 0, m1 = 0, d1 = 0] = from.split("-").map(Number);
  const [y2 = 0, m2 = 0, d2 = 0] = to.split("-").map(Number);
  return (y2 - y1) * 12 + (m2 - m1) - (d2 < d1 ? 1 : 0);
};

/** Whole years, as ages are counted. */
export const yearsBetween = (from: string, to: string): number => {
  const months = monthsBetween(from, to);
  return months < 0 ? 0 - Math.floor(-months / 12) : Math.floor(months / 12);
};
