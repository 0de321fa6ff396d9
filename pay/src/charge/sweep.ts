import { expireBills } from "#src/bill/bill-expiry-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { askRail } from "./ask-rail.ts";
import { takeDueCharges } from "./charge-queries.ts";

export type Sweep = Readonly<{ close: () => Promise<void> }>;

const atOnce = 8;

/** Asks the rails about every charge that is due, `atOnce` at a time; gives how many. */
export const sweepCharges = async (deps: PayDeps): Promise<number> => {
  const due = await takeDueCharges(deps.db, atOnce);
  await Promise.all(
    due.map(async (charge) => {
      try {
        await askRail(deps, charge);
      } catch (error) {
        deps.log.error({ err: error, chargeId: charge.id }, "asking the rail failed");
      }
    }),
  );
  return due.length;
};

/** Sweeps every `everyMs`, and at once at the start: what a crash left is asked for. */
export const startSweep = (deps: PayDeps, everyMs: number): Sweep => {
  let closed = false;
  let running: Promise<void> | undefined;
  const run = async (): Promise<void> => {
    try {
      while (!closed && (await sweepCharges(deps)) === atOnce);
      if (!closed) await expireBills(deps);
    } catch (error) {
      deps.log.error({ err: error }, "the sweep stopped for now");
    }
  };
  const start = (): void => {
    running ??= run().finally(() => (running = undefined));
  };
  const timer = setInterval(start, everyMs);
  start();
  return {
    close: async () => {
      closed = true;
      clearInterval(timer);
      await running;
    },
  };
};
