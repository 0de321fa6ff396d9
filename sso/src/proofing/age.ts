/**
 * From this age people open an account themselves; before it a guardian acts for them. [A] Assumed:
 * the age of an identity card of one's own. To be set by the Ministry of Interior.
 */
export const youngestAlone = 16;

/** From this age a match with the registry is enough for full assurance. [A] Assumed: majority. */
export const fullAge = 18;

/** Whole years between a day of birth and a day, both `YYYY-MM-DD`. */
export const ageOn = (dateOfBirth: string, day: string): number => {
  const years = Number(day.slice(0, 4)) - Number(dateOfBirth.slice(0, 4));
  return day.slice(5) < dateOfBirth.slice(5) ? years - 1 : years;
};

const here = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Hebron" });

/** The calendar day in Palestine. */
export const dayOf = (moment: Date): string => here.format(moment);
