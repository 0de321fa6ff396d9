import { startRepeating, type Repeating } from "@gov/kit/repeating.ts";
import { expireBills } from "#src/bill/bill-expiry-queries.ts";
import type { PayDeps } from "#src/deps.ts";
import { askRail } from "./ask-rail.ts";
import { takeDueCharges } from "./charge-queries.ts";

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
export const startSweep = (deps: PayDeps, everyMs: number): Repeating =>
  startRepeating(
    async (isClosed) => {
      while (!isClosed() && (await sweepCharges(deps)) === atOnce);
      if (!isClosed()) await expireBills(deps);
    },
    {
      everyMs,
      atStart: true,
      failed: (error) => deps.log.error({ err: error }, "the sweep stopped for now"),
    },
  );
