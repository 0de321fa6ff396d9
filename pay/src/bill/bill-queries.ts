import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { insertDetails, splitRows } from "./bill-detail-queries.ts";
import { askedColumns, type BillRow, type NewBill } from "./bill.ts";
import { newBillingNumber } from "./billing-number.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type BillKey = Readonly<{ institutionId: string; billId: string }>;

/** A number nobody has: drawn again in the improbable case that it is taken. */
export const claimBillingNumber = async (tx: Tx<PayDatabase>, key: BillKey): Promise<string> => {
  for (let draw = 0; draw < 5; draw += 1) {
    const number = newBillingNumber();
    const { numInsertedOrUpdatedRows } = await tx
      .insertInto("public_number")
      .values({
        number,
        kind: "bill",
        institution_id: key.institutionId,
        subject_id: key.billId,
      })
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirst();
    if (numInsertedOrUpdatedRows === 1n) return number;
  }
  throw new Error("five billing numbers in a row were taken");
};

/** Makes an open bill; undefined where the biller already has one with this reference. */
export const insertBill = async (
  tx: Tx<PayDatabase>,
  input: { billId: string; institutionId: string; clientId: string; bill: NewBill },
): Promise<BillRow | undefined> => {
  const { bill, billId, institutionId } = input;
  const row = await tx
    .insertInto("bill")
    .values({
      institution_id: institutionId,
      id: billId,
      client_id: input.clientId,
      billing_number: await claimBillingNumber(tx, { institutionId, billId }),
      ...askedColumns(bill),
    })
    .onConflict((conflict) =>
      conflict.columns(["institution_id", "biller_code", "reference"]).doNothing(),
    )
    .returningAll()
    .executeTakeFirst();
  if (!row) {
    await tx.deleteFrom("public_number").where("subject_id", "=", billId).execute();
    return undefined;
  }
  const key = { institutionId, billId };
  await insertDetails(tx, key, bill.lines ?? [], bill.instalments ?? []);
  await insertRows(tx, "bill_split", splitRows(key, bill));
  return row;
};

/** The caller's bill of this id. */
export const findBillOfClient = async (
  db: Reader,
  clientId: string,
  billId: string,
): Promise<BillRow | undefined> =>
  await db
    .selectFrom("bill")
    .selectAll()
    .where("id", "=", billId)
    .where("client_id", "=", clientId)
    .executeTakeFirst();

/** A real bill by its number: what rails ask for. Of a test bill they hear nothing. */
export const findBillByNumber = async (
  db: Reader,
  billingNumber: string,
): Promise<BillRow | undefined> => {
  const bill = await findAnyBillByNumber(db, billingNumber);
  return bill?.live ? bill : undefined;
};

/** A bill by its number, a test bill too: what payers open. */
export const findAnyBillByNumber = async (
  db: Reader,
  billingNumber: string,
): Promise<BillRow | undefined> =>
  await db
    .selectFrom("public_number")
    .innerJoin("bill", (join) =>
      join
        .onRef("bill.institution_id", "=", "public_number.institution_id")
        .onRef("bill.id", "=", "public_number.subject_id"),
    )
    .selectAll("bill")
    .where("public_number.number", "=", billingNumber)
    .where("public_number.kind", "=", "bill")
    .executeTakeFirst();

export const getBill = async (db: Reader, key: BillKey): Promise<BillRow> =>
  await db
    .selectFrom("bill")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.billId)
    .executeTakeFirstOrThrow();

/** Whoever changes a bill or its charges locks the bill first: one order, no deadlock. */
export const lockBill = async (tx: Tx<PayDatabase>, key: BillKey): Promise<BillRow> =>
  await tx
    .selectFrom("bill")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.billId)
    .forUpdate()
    .executeTakeFirstOrThrow();

/**
 * Locks several bills, in the one order in which everybody locks them, baskets before what they
 * pay; gives them by id.
 */
export const lockBills = async (
  tx: Tx<PayDatabase>,
  keys: readonly BillKey[],
): Promise<Map<string, BillRow>> => {
  const { rows } = await sql<BillRow>`
    select b.* from bill b
      join unnest(${keys.map((key) => key.institutionId)}::text[],
        ${keys.map((key) => key.billId)}::uuid[]) as k (lane, id)
        on b.institution_id = k.lane and b.id = k.id
    order by b.kind = 'bill', b.institution_id, b.id for update of b`.execute(tx);
  return new Map(rows.map((row) => [row.id, row]));
};

type BillChange = Partial<
  Pick<BillRow, "status" | "claimed_by" | "paid_minor" | "paid_at" | "cancelled_at">
>;

export const updateBill = async (
  tx: Tx<PayDatabase>,
  key: BillKey,
  change: BillChange,
): Promise<BillRow> =>
  await tx
    .updateTable("bill")
    .set({ ...change, updated_at: new Date() })
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.billId)
    .returningAll()
    .executeTakeFirstOrThrow();
