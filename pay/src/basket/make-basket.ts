import { createHash, randomBytes, randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, type Database, type Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import { claimBillingNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { BasketItem } from "./share-queries.ts";

/** The collecting account of baskets, in the treasury's lane. It is paid nothing itself. */
export const basketBiller = "basket";
export const mostItems = 20;

export type BasketError = "tooFew" | "tooMany" | "currencies" | "notPayable";

/** Makes the account of baskets where it is missing; run at every start. */
export const ensureBasketBiller = async (
  db: Database<PayDatabase>,
  treasury: string,
): Promise<void> => {
  await sql`insert into institution (institution_id) values (${treasury})
    on conflict do nothing`.execute(db);
  await sql`insert into biller (institution_id, code, name_ar, name_en)
    values (${treasury}, ${basketBiller}, 'الخزينة العامة', 'Treasury')
    on conflict do nothing`.execute(db);
};

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

const findSame = async (tx: Tx<PayDatabase>, name: string): Promise<BillRow | undefined> =>
  await tx
    .selectFrom("bill")
    .selectAll()
    .where("biller_code", "=", basketBiller)
    .where("client_id", "=", basketBiller)
    .where("reference", ">=", name)
    .where("reference", "<", `${name}~`)
    .where("status", "in", ["open", "claimed"])
    .limit(1)
    .executeTakeFirst();

const insertBasket = async (
  tx: Tx<PayDatabase>,
  institutionId: string,
  items: readonly BasketItem[],
  name: string,
): Promise<BillRow> => {
  const billId = randomUUID();
  const [first] = items;
  if (!first) throw new Error("a basket is never empty");
  const basket = await tx
    .insertInto("bill")
    .values({
      institution_id: institutionId,
      id: billId,
      kind: "basket",
      biller_code: basketBiller,
      client_id: basketBiller,
      reference: `${name}-${randomBytes(6).toString("hex")}`,
      billing_number: await claimBillingNumber(tx, { institutionId, billId }),
      description_ar: `${items.length} فواتير معا`,
      description_en: `${items.length} bills together`,
      amount_minor: items.reduce((sum, item) => sum + item.amountMinor, 0n),
      currency: first.bill.currency,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await tx
    .insertInto("basket_item")
    .values(
      items.map(({ bill, amountMinor }, index) => ({
        institution_id: institutionId,
        basket_id: billId,
        position: index + 1,
        item_institution_id: bill.institution_id,
        item_bill_id: bill.id,
        amount_minor: amountMinor,
      })),
    )
    .execute();
  return basket;
};

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
