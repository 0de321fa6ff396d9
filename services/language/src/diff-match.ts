import { isRecord, type Json } from "./diff-said.ts";

/** A value's canonical text: properties in one order, so that equal values read the same. */
const canonical = (value: Json | undefined): string =>
  JSON.stringify(value, (_, part: unknown) =>
    typeof part === "object" && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  ) ?? "";

export const sameJson = (a: Json | undefined, b: Json | undefined): boolean =>
  canonical(a) === canonical(b);

/** What makes an item of a list the same item in the next version. */
const keyOf = (item: Json): string => {
  if (!isRecord(item)) return canonical(item);
  const { code, name, value, from, event, by, when, rule, institution, state } = item;
  if (event !== undefined) return canonical([from ?? null, event, by ?? null, when ?? null]);
  if (state !== undefined) return canonical([state]);
  for (const own of [code, name, institution, from, rule]) {
    if (own !== undefined) return canonical(own);
  }
  if ("amount" in item) return canonical(when ?? null);
  return value === undefined ? canonical(item) : canonical(value);
};

const keysOf = (items: readonly Json[]): string[] => {
  const seen = new Map<string, number>();
  return items.map((item) => {
    const key = keyOf(item);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return `${key} ${count}`;
  });
};

/** The longest run of places that rise: those that kept their order. */
const rising = (places: readonly number[]): Set<number> => {
  const best = places.map(() => 1);
  const before = places.map(() => -1);
  for (let i = 0; i < places.length; i++) {
    for (let j = 0; j < i; j++) {
      if ((places[j] ?? 0) < (places[i] ?? 0) && (best[j] ?? 0) + 1 > (best[i] ?? 0)) {
        best[i] = (best[j] ?? 0) + 1;
        before[i] = j;
      }
    }
  }
  const kept = new Set<number>();
  let last = best.indexOf(Math.max(0, ...best));
  while (last >= 0) {
    kept.add(last);
    last = before[last] ?? -1;
  }
  return kept;
};

export type Matched = Readonly<{
  /** Places in both lists of what is the same item. */
  pairs: readonly (readonly [number, number])[];
  gone: readonly number[];
  fresh: readonly number[];
  /** Places in the later list of what changed its order. */
  moved: readonly number[];
}>;

/**
 * Finds which items of two versions of a list are the same ones: by code, name or condition. An
 * item gone and another come in its place count as one that changed, where both have no code.
 */
export const matchItems = (was: readonly Json[], is: readonly Json[]): Matched => {
  const keysBefore = keysOf(was);
  const places = new Map(keysOf(is).map((key, index) => [key, index]));
  const pairs: (readonly [number, number])[] = [];
  const gone: number[] = [];
  const fresh = new Set(is.keys());
  for (const [index, key] of keysBefore.entries()) {
    const place = places.get(key);
    if (place === undefined) gone.push(index);
    else {
      pairs.push([index, place]);
      fresh.delete(place);
    }
  }
  const stable = (item: Json | undefined): boolean =>
    isRecord(item ?? null) && !("code" in (item as Readonly<Record<string, Json>>));
  const replaced = gone.filter(
    (index) => fresh.has(index) && stable(was[index]) && stable(is[index]),
  );
  for (const index of replaced) fresh.delete(index);
  const kept = rising(pairs.map(([, place]) => place));
  return {
    pairs: [...pairs, ...replaced.map((index) => [index, index] as const)].toSorted(
      ([, a], [, b]) => a - b,
    ),
    gone: gone.filter((index) => !replaced.includes(index)),
    fresh: [...fresh],
    moved: pairs.filter((_, index) => !kept.has(index)).map(([, place]) => place),
  };
};
