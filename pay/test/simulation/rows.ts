import type { World } from "./world.ts";

export type Row = Record<string, string | bigint | null>;

export const rowsOf = async ({ monitor }: Pick<World, "monitor">, query: string): Promise<Row[]> =>
  (await monitor.query<Row>(query)).rows;

/** Sums by a name; what comes to nothing is left out. */
export const add = (sums: Map<string, bigint>, name: string, amountMinor: bigint): void => {
  const sum = (sums.get(name) ?? 0n) + amountMinor;
  if (sum === 0n) sums.delete(name);
  else sums.set(name, sum);
};

export const inOrder = (sums: ReadonlyMap<string, bigint>): string[] =>
  [...sums].map(([name, sum]) => `${name} ${sum}`).toSorted((a, b) => (a < b ? -1 : 1));
