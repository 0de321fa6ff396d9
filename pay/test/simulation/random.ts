export type Random = () => number;

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
