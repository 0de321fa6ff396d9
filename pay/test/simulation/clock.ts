import { mock } from "node:test";
import type pg from "pg";

export type Clock = Readonly<{
  /** Told of every step: after some of them, time goes on. */
  tick: (step: number) => Promise<void> | undefined;
  stop: () => void;
}>;

// A Monday morning in Ramallah.
const startMs = Date.UTC(2026, 2, 2, 7);
const stepsATick = 32;
const tickMs = 500;

/** The months of which the ledger has partitions in a simulation. */
export const firstDay = "2026-03-01";

/**
 * The one time of a simulation, for JavaScript and for the rows (sim.now): it stands between two
 * ticks, and is the same in every run of a seed.
 */
export const startClock = async (monitor: pg.Client): Promise<Clock> => {
  let nowMs = startMs;
  const set = async (): Promise<void> => {
    await monitor.query({ name: "clock", text: "select setval('sim.clock', $1)", values: [nowMs] });
  };
  mock.timers.enable({ apis: ["Date", "setInterval"], now: nowMs });
  await set();
  return {
    tick: (step) => {
      if (step % stepsATick > 0) return undefined;
      nowMs += tickMs;
      // What the gateway does at intervals, such as renewing leases, it does by this time.
      mock.timers.tick(tickMs);
      return set();
    },
    stop: () => mock.timers.reset(),
  };
};
