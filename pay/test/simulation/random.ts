export type Random = () => number;

/** Numbers from 0 to 1 that a seed repeats (mulberry32). */
export const createRandom = (seed: number): Random => {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
};

export const chance = (random: Random, of: number): boolean => random() < of;

export const below = (random: Random, limit: number): number => Math.floor(random() * limit);

export const pick = <T>(random: Random, all: readonly T[]): T => {
  const one = all[below(random, all.length)];
  if (one === undefined) throw new Error("nothing to pick from");
  return one;
};

/** One of the names, as likely as its weight says. */
export const weigh = <K extends string>(
  random: Random,
  weights: Readonly<Record<K, number>>,
): K => {
  const entries = Object.entries(weights) as [K, number][];
  let left = random() * entries.reduce((sum, [, weight]) => sum + weight, 0);
  for (const [name, weight] of entries) {
    left -= weight;
    if (left < 0) return name;
  }
  return pick(random, entries)[0];
};
