import { loadavg } from "node:os";

export type Measured = Readonly<{ perSecond: number; cpuMsEach: number; p99Ms: number }>;

/** Runs `work` with so many callers at once, for so long. */
export const measure = async (
  work: () => Promise<unknown>,
  options: Readonly<{ callers: number; seconds: number; cpuMs: () => number }>,
): Promise<Measured> => {
  const { callers, seconds, cpuMs } = options;
  const cpuBefore = cpuMs();
  const began = performance.now();
  const times: number[] = [];
  const caller = async (): Promise<void> => {
    for (;;) {
      const start = performance.now();
      if (start - began >= seconds * 1_000) return;
      await work();
      times.push(performance.now() - start);
    }
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const perSecond = times.length / ((performance.now() - began) / 1_000);
  const p99Ms = times.toSorted((a, b) => a - b)[Math.floor(times.length * 0.99)] ?? Number.NaN;
  return { perSecond, cpuMsEach: (cpuMs() - cpuBefore) / times.length, p99Ms };
};

export const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** One line of figures, with what else the machine did. */
export const print = (line: object): void => {
  const load = rounded(loadavg()[0] ?? 0, 1);
  process.stdout.write(`${JSON.stringify({ ...line, load })}\n`);
};
