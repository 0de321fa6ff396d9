export type Measured = Readonly<{ perSecond: number; p50Ms: number; p99Ms: number }>;

const at = (sorted: readonly number[], share: number): number =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? Number.NaN;

/** Runs `work` with so many callers at once, for so long; each call's time is kept. */
export const measure = async (
  callers: number,
  seconds: number,
  work: () => Promise<boolean>,
): Promise<Measured> => {
  const began = performance.now();
  const times: number[] = [];
  const caller = async (): Promise<void> => {
    for (;;) {
      const start = performance.now();
      if (start - began > seconds * 1_000 || !(await work())) return;
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = times.length / ((performance.now() - began) / 1_000);
  const sorted = times.toSorted((a, b) => a - b);
  return { perSecond, p50Ms: at(sorted, 0.5), p99Ms: at(sorted, 0.99) };
};

/** The middle one. */
export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
};

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

export const print = (line: object): void => {
  process.stdout.write(`${JSON.stringify(line)}\n`);
};
