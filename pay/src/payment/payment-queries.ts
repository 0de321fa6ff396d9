import type { Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type PaymentRow = Selectable<PayDatabase["payment"]>;

export const findPayment = async (db: Reader, paymentId: string): Promise<PaymentRow | undefined> =>
  await db.selectFrom("payment").selectAll().where("id", "=", paymentId).executeTakeFirst();

/** A bill's payments, the newest first: several where it is paid in parts. */
export const listPaymentsOfBill = async (
  db: Reader,
  bill: Readonly<{ institution_id: string; id: string }>,
): Promise<PaymentRow[]> =>
  await db
    .selectFrom("payment")
    .selectAll()
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .orderBy("paid_at", "desc")
    .orderBy("id", "desc")
    .limit(500)
    .execute();

export const getPayment = async (
  db: Reader,
  key: Readonly<{ institutionId: string; paymentId: string }>,
): Promise<PaymentRow> =>
  await db
    .selectFrom("payment")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.paymentId)
    .executeTakeFirstOrThrow();

/** The payment of a bill that this client made. */
export const findPaymentOfClient = async (
  db: Reader,
  clientId: string,
  paymentId: string,
): Promise<PaymentRow | undefined> =>
  await db
    .selectFrom("payment")
    .innerJoin("bill", (join) =>
      join
        .onRef("bill.institution_id", "=", "payment.institution_id")
        .onRef("bill.id", "=", "payment.bill_id"),
    )
    .selectAll("payment")
    .where("payment.id", "=", paymentId)
    .where("bill.client_id", "=", clientId)
    .executeTakeFirst();

/** The number of a payment's receipt. */
export const findReceiptOfPayment = async (
  db: Reader,
  payment: PaymentRow,
): Promise<string | undefined> => {
  const row = await db
    .selectFrom("receipt")
    .select("number")
    .where("institution_id", "=", payment.institution_id)
    .where("payment_id", "=", payment.id)
    .executeTakeFirst();
  return row?.number;
};
