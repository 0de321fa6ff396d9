import type { PayDeps } from "#src/deps.ts";
import { railOf } from "#src/rails/rail-of.ts";
import { basketChargeKey, getCharge, keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import { settleCharge } from "./settle-charge.ts";

type Options = Readonly<{ gaveUp?: boolean }>;

/** The rail knows only the basket's charge; a share is what that charge is. */
const askForShare = async (
  deps: PayDeps,
  share: ChargeRow,
  options: Options,
): Promise<ChargeRow> => {
  await askRail(deps, await getCharge(deps.db, basketChargeKey(share)), options);
  return await getCharge(deps.db, keyOfCharge(share));
};

/**
 * Asks the charge's rail what became of it and settles on its word. A rail that does not answer
 * changes nothing: the charge is as it was.
 */
export const askRail = async (
  deps: PayDeps,
  charge: ChargeRow,
  options: Options = {},
): Promise<ChargeRow> => {
  if (charge.basket_charge_id) return await askForShare(deps, charge, options);
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
