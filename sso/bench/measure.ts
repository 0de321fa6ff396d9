import { loadavg } from "node:os";
import type { Served } from "./served.ts";

export const turnSeconds = Number(process.env["SECONDS"] ?? 4);
const turns = Number(process.env["TURNS"] ?? 5);

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

const median = (values: readonly number[]): number =>
  values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;

export const rounded = (value: number, digits = 2): number => Number(value.toFixed(digits));

/** One line of figures, with what else the machine did. */
export const print = (line: object): void => {
  const load = rounded(loadavg()[0] ?? 0, 1);
  process.stdout.write(`${JSON.stringify({ ...line, load })}\n`);
};

/** One side of a comparison. */
export type Side = Readonly<{ run: () => Promise<Measured> }>;

export const sideOf = (served: Served, work: () => Promise<unknown>, callers: number): Side => ({
  run: () => measure(work, { callers, seconds: turnSeconds, cpuMs: served.cpuMs }),
});

const mostWarming = 12;

/**
 * Runs a side until two turns in succession cost no less processor than the best before: a service
 * that was just started is half as fast as one that has run for a minute, and one with more code
 * for longer.
 */
const warm = async (side: Side): Promise<void> => {
  let best = Infinity;
  let inVain = 0;
  for (let turn = 0; turn < mostWarming && inVain < 2; turn += 1) {
    const { cpuMsEach } = await side.run();
    inVain = cpuMsEach < best * 0.97 ? 0 : inVain + 1;
    best = Math.min(best, cpuMsEach);
  }
};

/** Both sides turn by turn; the middle of each, and of the ratios. */
export const compare = async (what: string, other: Side, ours: Side): Promise<void> => {
  for (const side of [other, ours]) await warm(side);
  const taken: { other: Measured; ours: Measured }[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    taken.push({ other: await other.run(), ours: await ours.run() });
  }
  const of = (value: (turn: (typeof taken)[number]) => number, digits?: number) =>
    rounded(median(taken.map(value)), digits);
  print({
    what,
    perSecond: [of((turn) => turn.other.perSecond, 0), of((turn) => turn.ours.perSecond, 0)],
    ratio: of((turn) => turn.ours.perSecond / turn.other.perSecond),
    cpuMs: [of((turn) => turn.other.cpuMsEach), of((turn) => turn.ours.cpuMsEach)],
    cpuRatio: of((turn) => turn.other.cpuMsEach / turn.ours.cpuMsEach),
    p99Ms: [of((turn) => turn.other.p99Ms, 0), of((turn) => turn.ours.p99Ms, 0)],
  });
};
