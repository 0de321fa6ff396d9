import { createHash } from "node:crypto";
import { inTransaction, type Database } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { basketBiller, findSame, insertBasket } from "./basket-queries.ts";
import type { BasketItem } from "./share-queries.ts";

export const mostItems = 20;

export type BasketError = "tooFew" | "tooMany" | "currencies" | "notPayable";

/** What of each bill a basket would pay; or why these cannot be paid together. */
export const checkBasket = (bills: readonly BillRow[]): Result<BasketItem[], BasketError> => {
  const ids = new Set(bills.map((bill) => bill.id));
  if (ids.size < 2) return err("tooFew");
  if (bills.length > mostItems) return err("tooMany");
  if (new Set(bills.map((bill) => bill.currency)).size > 1) return err("currencies");
  const items: BasketItem[] = [];
  for (const bill of bills) {
    const payable = payableMinor(bill, undefined);
    const fits = bill.kind === "bill" && bill.status === "open" && payable.ok;
    if (!fits) return err("notPayable");
    items.push({ bill, amountMinor: payable.value });
  }
  return ok(items);
};

/** The same bills with the same amounts have the same name: an open basket of them is used again. */
const nameOf = (items: readonly BasketItem[]): string =>
  createHash("sha256")
    .update(items.map(({ bill, amountMinor }) => `${bill.id} ${amountMinor}`).join("\n"))
    .digest("hex")
    .slice(0, 40);

/** One bill that pays all of these. It claims nothing until an attempt to pay it starts. */
export const makeBasket = async (
  db: Database<PayDatabase>,
  bills: readonly BillRow[],
): Promise<Result<BillRow, BasketError>> => {
  const items = checkBasket(bills);
  if (!items.ok) return items;
  const treasury = await findBiller(db, basketBiller);
  if (!treasury) throw new Error("the account of baskets is missing");
  const name = nameOf(items.value);
  return await inTransaction(db, async (tx) => {
    const same = await findSame(tx, name);
    return ok(same ?? (await insertBasket(tx, treasury.institution, items.value, name)));
  });
};
