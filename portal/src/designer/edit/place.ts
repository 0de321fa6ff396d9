/** Where something stands in a draft, as problems say it: `pages.0.fields.1`; empty: the whole. */
export type Place = string;

const steps = (place: Place): string[] => (place === "" ? [] : place.split("."));

/** The place of a part of what stands at a place. */
export const inside = (place: Place, ...parts: readonly (string | number)[]): Place =>
  [...steps(place), ...parts].join(".");

/** The place around it; the empty place for what stands outermost. */
export const outside = (place: Place): Place => steps(place).slice(0, -1).join(".");

/** The last step: a property's name, or a number in a list. */
export const lastStep = (place: Place): string => steps(place).at(-1) ?? "";

/** Whether a place is another one or stands in it. */
export const isWithin = (place: Place, outer: Place): boolean =>
  outer === "" || place === outer || place.startsWith(`${outer}.`);

/** A place with its numbers left open: `pages.*.fields.*`. */
export const patternOf = (place: Place): string =>
  steps(place)
    .map((step) => (/^\d+$/.test(step) ? "*" : step))
    .join(".");

const child = (value: unknown, step: string): unknown => {
  if (typeof value !== "object" || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string, unknown>)[step];
};

/** What stands there; undefined where nothing does. */
export const valueAt = (root: unknown, place: Place): unknown => steps(place).reduce(child, root);

/** What stands there, if it is a list; an empty one where nothing does. */
export const listAt = (root: unknown, place: Place): readonly unknown[] => {
  const value = valueAt(root, place);
  return Array.isArray(value) ? value : [];
};

const put = (value: unknown, [step, ...rest]: readonly string[], placed: unknown): unknown => {
  if (step === undefined) return placed;
  const next = put(child(value, step), rest, placed);
  if (Array.isArray(value)) return value.with(Number(step), next);
  const { [step]: _, ...others } = (value ?? {}) as Record<string, unknown>;
  if (next === undefined) return others;
  // A property keeps its place among the others, so that a version reads like the one before.
  return typeof value === "object" && value !== null && Object.hasOwn(value, step)
    ? { ...value, [step]: next }
    : { ...others, [step]: next };
};

/** A copy with something else there; `undefined` takes a property away. */
export const withValueAt = (root: unknown, place: Place, placed: unknown): unknown =>
  put(root, steps(place), placed);

/** Every place that a pattern stands for, in the draft's order. */
export const placesOf = (root: unknown, pattern: string): Place[] => {
  let places: Place[] = [""];
  for (const step of steps(pattern)) {
    places = places.flatMap((place) => {
      if (step === "*") return listAt(root, place).map((_, index) => inside(place, index));
      const next = inside(place, step);
      return valueAt(root, next) === undefined ? [] : [next];
    });
  }
  return places;
};
