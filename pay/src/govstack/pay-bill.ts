import type { Tx } from "@gov/kit/db.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { collectionAmount, type CollectionRow } from "#src/rails/cash/collection.ts";
import type { AgentRow } from "#src/rails/cash/company-queries.ts";
import { confirmCollection, type ConfirmError } from "#src/rails/cash/confirm.ts";
import { reserveCollection, type Reservation, type ReserveError } from "#src/rails/cash/reserve.ts";
import { findTenantBill } from "./find-tenant-bill.ts";
import { findInquiry, rememberRequest } from "./request-queries.ts";

/** A bank's customer has paid a bill that the bank had inquired about. */
export type PaidBill = Readonly<{
  party: AgentRow;
  clientId: string;
  requestId: string;
  inquiryId: string;
  tenant: string;
  billId: string;
  /** The bank's own number of the payment: one payment pays one bill, whatever it is called by. */
  paymentReference: string;
}>;

export type Finish<T> = (tx: Tx<PayDatabase>, row: CollectionRow) => Promise<T>;

/** What is to be collected: exactly what the inquiry was answered with. */
export const reservationOf = async (
  cash: Cash,
  paid: PaidBill,
): Promise<Result<Reservation, "billNumberUnknown" | "inquiryUnknown">> => {
  const bill = await findTenantBill(cash, paid.tenant, paid.billId);
  if (!bill) return err("billNumberUnknown");
  const told = await findInquiry(cash.pay.db, paid);
  if (told?.bill_id !== bill.id) return err("inquiryUnknown");
  return ok({
    agent: paid.party,
    reference: paid.paymentReference,
    number: bill.billing_number,
    amount: { amountMinor: told.amount_minor, currency: told.currency },
    person: paid.clientId,
  });
};

export type PayBillError = "inquiryUnknown" | ReserveError | ConfirmError;

/**
 * Pays a bill out of the bank's float: reserved and confirmed as at any counter, so that it is
 * paid once and the float never falls below zero. A bill that cannot be paid is refused, and the
 * float is as it was: the bank gives its customer the money back. `finish` runs in the transaction
 * that pays. Interrupted in between, the same payment goes on where it stood.
 */
export const payBill = async <T>(
  cash: Cash,
  paid: PaidBill,
  finish: Finish<T>,
): Promise<Result<T, PayBillError>> => {
  const reservation = await reservationOf(cash, paid);
  if (!reservation.ok) return reservation;
  const reserved = await reserveCollection(cash, reservation.value);
  if (!reserved.ok) return reserved;
  const row = reserved.value;
  const said = { agentCode: row.agent_code, amount: collectionAmount(row) };
  return await confirmCollection(cash, row, said, noting(paid, finish));
};

/** Also notes which attempt the request became. */
export const noting =
  <T>({ clientId, requestId }: PaidBill, finish: Finish<T>): Finish<T> =>
  async (tx, row) => {
    const became = { institutionId: row.institution_id, chargeId: row.charge_id };
    await rememberRequest(tx, { clientId, requestId }, became);
    return await finish(tx, row);
  };
