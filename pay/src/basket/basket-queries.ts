import { randomBytes } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { claimBillingNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { BasketItem } from "./share-queries.ts";

/** The collecting account of baskets, in the treasury's lane. It is paid nothing itself. */
export const basketBiller = "basket";

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

/** An open basket of this name. */
export const findSame = async (tx: Tx<PayDatabase>, name: string): Promise<BillRow | undefined> =>
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

export const insertBasket = async (
  tx: Tx<PayDatabase>,
  institutionId: string,
  items: readonly BasketItem[],
  name: string,
): Promise<BillRow> => {
  const billId = newOrderedId();
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
