import { inTransaction } from "@gov/kit/db.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { collectLegs, collectNobodys, getMark, setMark, type LegMark } from "./entry-queries.ts";
import { resolveOrders } from "./line-queries.ts";
import type { Reconciliation } from "./reconciliation.ts";
import { railsOf } from "./reconciliation.ts";

const batchLegs = 2_000;
/** A transaction may be that old when it commits. */
const overlapMs = 600_000;

type Window = Readonly<{ from: Date; to: Date }>;

/** Keeps what our books have on a rail's accounts in a window, each movement once. */
export const collectEntries = async (
  { deps, treasury, dayEndsAtMinutes: endsAtMinutes }: Reconciliation,
  rail: RailCode,
  window: Window,
): Promise<void> => {
  let after: LegMark | undefined;
  do {
    const part = { ...window, after, limit: batchLegs };
    after = await inTransaction(deps.db, (tx) => collectLegs(tx, rail, part, endsAtMinutes));
  } while (after);
  await inTransaction(deps.db, async (tx) => {
    if (rail === "instant") await collectNobodys(tx, window, { treasury, endsAtMinutes });
    await resolveOrders(tx, rail);
  });
};

/** Keeps what was posted since the last time, for every rail. */
export const collectNew = async (reconciliation: Reconciliation): Promise<void> => {
  const { db } = reconciliation.deps;
  for (const rail of railsOf(reconciliation)) {
    const to = new Date();
    const mark = await getMark(db, rail, to);
    const from = new Date(mark.getTime() - overlapMs);
    await collectEntries(reconciliation, rail, { from, to });
    await setMark(db, rail, to);
  }
};
