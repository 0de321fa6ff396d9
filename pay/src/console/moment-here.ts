const clock = new Intl.DateTimeFormat("sv-SE", {
  timeZone: "Asia/Hebron",
  dateStyle: "short",
  timeStyle: "medium",
});

/** What the clock in Palestine shows: `2026-11-26T12:00:00`. */
export const clockHere = (at: Date): string => clock.format(at).replace(" ", "T");

/**
 * The instant at which the clock in Palestine shows this (`2026-11-26T12:00`, with or without
 * seconds): the earlier one where it does so twice, undefined where there is no such day or hour.
 */
export const momentHere = (typed: string): Date | undefined => {
  const [, day, minute, second] =
    /^((?:19|20)\d{2}-\d{2}-\d{2})T(\d{2}:\d{2})(:\d{2})?$/.exec(typed) ?? [];
  if (day === undefined || minute === undefined) return undefined;
  const text = `${day}T${minute}${second ?? ":00"}`;
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc) || !new Date(asUtc).toISOString().startsWith(text)) return undefined;
  // Palestine is two hours ahead of UTC in winter, three in summer.
  const found = [3, 2].map((hours) => new Date(asUtc - hours * 3_600_000));
  return found.find((instant) => clockHere(instant) === text);
};
