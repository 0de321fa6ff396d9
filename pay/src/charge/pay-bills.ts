import type { Tx } from "@gov/kit/db.ts";
import type { Write } from "@gov/kit/insert-rows.ts";
import { payBasket } from "#src/basket/pay-basket.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { postCaptures, type Capture } from "./post-captures.ts";

/**
 * Pays locked bills with captured charges. A basket comes after the bills, because one of them may
 * be among its own; it pays what is due by then. `first` is what is to be written before any of it.
 */
export const payBills = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  captures: readonly Capture[],
  first: readonly Write[] = [],
): Promise<void> => {
  const isBasket = ({ bill }: Capture): boolean => bill.kind === "basket";
  await postCaptures(
    tx,
    deps,
    captures.filter((one) => !isBasket(one)),
    first,
  );
  for (const capture of captures.filter(isBasket)) await payBasket(tx, deps, capture);
};
