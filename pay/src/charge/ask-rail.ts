import type { PayDeps } from "#src/deps.ts";
import { railOf } from "#src/rails/rail-of.ts";
import type { ChargeRow } from "./charge-queries.ts";
import { settleCharge } from "./settle-charge.ts";

/**
 * Asks the charge's rail what became of it and settles on its word. A rail that does not answer
 * changes nothing: the charge is as it was.
 */
export const askRail = async (
  deps: PayDeps,
  charge: ChargeRow,
  options: { gaveUp?: boolean } = {},
): Promise<ChargeRow> => {
  const rail = railOf(deps, charge.institution_id, charge.rail);
  if (!rail) return charge;
  const amount = { amountMinor: charge.amount_minor, currency: charge.currency };
  const word = await rail.ask({ chargeId: charge.id, amount });
  if (!word.ok) {
    deps.log.warn({ chargeId: charge.id, rail: charge.rail }, "the rail does not answer");
    return charge;
  }
  return await settleCharge(deps, charge, word.value, options.gaveUp ?? false);
};
