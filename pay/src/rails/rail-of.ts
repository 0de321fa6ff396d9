import type { PayDeps } from "#src/deps.ts";
import { isTestLane } from "#src/lane/lane.ts";
import type { Rail, RailCode } from "./rail.ts";

/**
 * The rail that serves a lane: a test lane has the simulator in the card rail's place and no
 * other, so that nothing of it ever reaches a real rail.
 */
export const railOf = (
  deps: Pick<PayDeps, "rails" | "simulator">,
  institutionId: string,
  code: RailCode,
): Rail | undefined => {
  if (!isTestLane(institutionId)) return deps.rails[code];
  return code === "card" ? deps.simulator : undefined;
};
