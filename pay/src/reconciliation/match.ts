import type { Row } from "./judge.ts";

/** What stands against each other: one to one, one to several, or several to several. */
export type Matched<L extends Row, E extends Row> = Readonly<{
  lines: readonly L[];
  entries: readonly E[];
}>;

type Left<L extends Row, E extends Row> = Readonly<{
  matched: readonly Matched<L, E>[];
  lines: readonly L[];
  entries: readonly E[];
}>;

const sameAmount = (a: Row, b: Row): boolean =>
  a.currency === b.currency && a.amountMinor === b.amountMinor;

/** Takes pairs out of both sides, each line with the first entry that `agrees`. */
const takePairs = <L extends Row, E extends Row>(
  { matched, lines, entries }: Left<L, E>,
  agrees: (line: L, entry: E) => boolean,
): Left<L, E> => {
  const free = [...entries];
  const pairs: Matched<L, E>[] = [];
  const left = lines.filter((line) => {
    const at = free.findIndex((entry) => agrees(line, entry));
    const [entry] = at < 0 ? [] : free.splice(at, 1);
    if (entry) pairs.push({ lines: [line], entries: [entry] });
    return !entry;
  });
  return { matched: [...matched, ...pairs], lines: left, entries: free };
};

const sumOf = (rows: readonly Row[]): bigint =>
  rows.reduce((sum, { amountMinor }) => sum + amountMinor, 0n);

/** What is left of a currency is one thing in parts where both sides of it come to the same. */
const takeSums = <L extends Row, E extends Row>({ matched, lines, entries }: Left<L, E>) => {
  const both = new Set(lines.map(({ currency }) => currency));
  const sums: Matched<L, E>[] = [];
  let left = { lines: [...lines], entries: [...entries] };
  for (const currency of both) {
    const there = left.lines.filter((one) => one.currency === currency);
    const here = left.entries.filter((one) => one.currency === currency);
    if (here.length === 0 || sumOf(there) !== sumOf(here)) continue;
    sums.push({ lines: there, entries: here });
    left = {
      lines: left.lines.filter((one) => one.currency !== currency),
      entries: left.entries.filter((one) => one.currency !== currency),
    };
  }
  return { matched: [...matched, ...sums], ...left };
};

/**
 * Matches lines and entries of one order in one direction: by the rail's reference of the movement,
 * then by amount and day, then by amount, then in sums (several shares in one movement, one
 * payment in several parts).
 */
export const matchRows = <L extends Row, E extends Row>(
  lines: readonly L[],
  entries: readonly E[],
): Left<L, E> => {
  const start = { matched: [], lines, entries };
  const byReference = takePairs<L, E>(
    start,
    (line, entry) => line.reference === entry.reference && sameAmount(line, entry),
  );
  const byDay = takePairs(
    byReference,
    (line, entry) => line.day === entry.day && sameAmount(line, entry),
  );
  return takeSums(takePairs(byDay, sameAmount));
};
