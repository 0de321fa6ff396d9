import { faultKinds } from "./fault-kinds.ts";
import type { Figures } from "./run-seed.ts";

/** The figures of all seeds so far, summed. */
export type Tally = Readonly<{
  add: (figures: Figures) => void;
  takings: () => number;
  /** One line for somebody who waits. */
  line: (seconds: number) => string;
  /** All of it: by rail, by kind of fault, by story. */
  summary: () => string;
  /** Faults that never occurred. */
  missing: () => string[];
}>;

const numbers = ["seeds", "bills", "paid", "attempts", "takings", "steps"] as const;
type Sums = Record<(typeof numbers)[number], number>;

const into = (sums: Map<string, number>, more: Readonly<Record<string, number>>): void => {
  for (const [name, value] of Object.entries(more)) {
    sums.set(name, (sums.get(name) ?? 0) + value);
  }
};
const listed = (sums: ReadonlyMap<string, number>): string =>
  [...sums].map(([name, value]) => `${name} ${value}`).join(", ");

export const createTally = (): Tally => {
  const sums: Sums = { seeds: 0, bills: 0, paid: 0, attempts: 0, takings: 0, steps: 0 };
  const rails = new Map<string, number>();
  const faults = new Map<string, number>(faultKinds.map((kind) => [kind, 0]));
  const stories = new Map<string, number>();
  const countOf = (kind: (typeof faultKinds)[number]): number => faults.get(kind) ?? 0;
  const occurred = () => new Map([...faults].filter(([, value]) => value > 0));
  const crashes = (): number => countOf("crashedBefore") + countOf("crashedAfter");
  return {
    add: (figures) => {
      sums.seeds += 1;
      for (const name of ["bills", "paid", "attempts", "takings", "steps"] as const) {
        sums[name] += figures[name];
      }
      into(rails, figures.rails);
      into(faults, figures.faults);
      into(stories, figures.stories);
    },
    takings: () => sums.takings,
    line: (seconds) =>
      `${seconds} s: ${sums.takings} takings (${(sums.takings / Math.max(seconds, 1)).toFixed(1)}/s),` +
      ` ${crashes()} crashes, ${sums.seeds} seeds; ${listed(occurred())}`,
    summary: () =>
      [
        numbers.map((name) => `${name} ${sums[name]}`).join(", "),
        `takings by rail: ${listed(rails)}`,
        `faults: ${listed(faults)}`,
        `stories: ${listed(stories)}`,
      ].join("\n"),
    missing: () => [...faults].filter(([, value]) => value === 0).map(([kind]) => kind),
  };
};
