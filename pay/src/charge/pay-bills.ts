import type { Tx } from "@gov/kit/db.ts";
import { payBasket } from "#src/basket/pay-basket.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { postCaptures, type Capture, type Together } from "./post-captures.ts";

/**
 * Pays locked bills with captured charges. A basket comes after the bills, because one of them may
 * be among its own; it pays what is due by then. What goes together with
 * them is written before any basket.
 */
export const payBills = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  captures: readonly Capture[],
  together: Together = {},
): Promise<void> => {
  const isBasket = ({ bill }: Capture): boolean => bill.kind === "basket";
  await postCaptures(
    tx,
    deps,
    captures.filter((one) => !isBasket(one)),
    together,
  );
  for (const capture of captures.filter(isBasket)) await payBasket(tx, deps, capture);
};
