import assert from "node:assert/strict";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Bank } from "../bank.ts";
import type { Truth } from "./crash-world.ts";

/** What the card bank's own books say, order by order the same as our charges. */
export const cardTruth = async (db: Database<PayDatabase>, bank: Bank): Promise<Truth> => {
  const orders = await bank.truth();
  const charges = await db.selectFrom("charge").select(["id", "taken_minor"]).execute();
  let netMinor = 0n;
  for (const [orderId, order] of orders) {
    const charge = charges.find((one) => one.id === orderId);
    assert.equal(String(charge?.taken_minor), order.takenMinor, `order ${orderId}`);
    netMinor += BigInt(order.netMinor);
  }
  return {
    netMinor,
    keptFor: (_bill, own) =>
      own.reduce((sum, one) => sum + BigInt(orders.get(one.id)?.netMinor ?? "0"), 0n),
  };
};
