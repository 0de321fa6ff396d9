const dayMs = 86_400_000;

/** The ISO date so many days from a day; below zero is past. Seeds stay true on any day. */
export const daysFrom = (today: Date, days: number): string =>
  new Date(today.getTime() + days * dayMs).toISOString().slice(0, 10);
