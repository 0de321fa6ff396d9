import type { Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type PaymentRow = Selectable<PayDatabase["payment"]>;

export const findPayment = async (db: Reader, paymentId: string): Promise<PaymentRow | undefined> =>
  await db.selectFrom("payment").selectAll().where("id", "=", paymentId).executeTakeFirst();

/** The payment of a bill, where it was paid. */
export const findPaymentOfBill = async (
  db: Reader,
  bill: Readonly<{ institution_id: string; id: string }>,
): Promise<PaymentRow | undefined> =>
  await db
    .selectFrom("payment")
    .selectAll()
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .executeTakeFirst();

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
