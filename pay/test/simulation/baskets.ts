import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { claimBill, openCharge } from "#src/charge/open-charge.ts";
import { treasury } from "./parties.ts";
import { tried } from "./payers.ts";
import type { SimBill, World } from "./world.ts";

/** A payer puts bills into a basket; undefined where one of them is paid already, or it crashed. */
export const makeSimBasket = async (
  world: World,
  bills: readonly SimBill[],
): Promise<SimBill | undefined> => {
  await world.step("basket");
  const made: SimBill[] = [];
  await tried(() =>
    world.call(async ({ deps }) => {
      const rows = await Promise.all(bills.map(({ number }) => findBillByNumber(deps.db, number)));
      const basket = await makeBasket(
        deps.db,
        rows.filter((row) => row !== undefined),
      );
      if (!basket.ok) return;
      const { id, billing_number: number, amount_minor: amountMinor, currency } = basket.value;
      const bill = { id, number, institutionId: treasury, amountMinor, currency };
      made.push({ ...bill, partLowerMinor: undefined });
    }),
  );
  return made[0];
};

/** An attempt at a basket, started at its page: nobody insists after a crash. */
export const startBasket = async (
  world: World,
  basket: SimBill,
  rail: "card" | "instant",
): Promise<string | undefined> => {
  await world.step("basket starts");
  const opened: string[] = [];
  await tried(() =>
    world.call(async ({ deps }) => {
      const bill = { institutionId: treasury, billId: basket.id };
      const claimed = await claimBill(deps, { bill, rail, returnUrl: undefined });
      if (!claimed.ok) return;
      const charge = await openCharge(deps, claimed.value, "ar");
      if (charge.ok) opened.push(charge.value.id);
    }),
  );
  return opened[0];
};
