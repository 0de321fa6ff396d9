import type { Tx } from "@gov/kit/db.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import { dueMinor } from "#src/bill/bill-due.ts";
import type { ChargeEvent } from "#src/charge/charge.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { tellClients } from "./message-queries.ts";
import type { BillData, WebhookType } from "./webhook-message.ts";
import type { PayerRefund } from "#src/refund/payer-refund-queries.ts";

type News = Readonly<{
  bill: BillRow;
  charge?: ChargeRow;
  type: WebhookType;
  status: string;
  more?: Partial<BillData>;
}>;

const dataOf = ({ bill, charge, status, more }: News): BillData => ({
  billId: bill.id,
  billingNumber: bill.billing_number,
  reference: bill.reference,
  billerCode: bill.biller_code,
  amount: moneyToJson(billAmount(bill)),
  status,
  ...(charge ? { chargeId: charge.id, rail: charge.rail } : {}),
  ...(charge?.failure_reason ? { failureReason: charge.failure_reason } : {}),
  ...(bill.live ? {} : { test: true as const }),
  ...more,
});

/** Tells each bill's client, in the transaction of what happened. */
const announceAll = async (tx: Tx<PayDatabase>, news: readonly News[]): Promise<void> => {
  const timestamp = new Date().toISOString();
  await tellClients(
    tx,
    news.map((one) => ({
      clientId: one.bill.client_id,
      billId: one.bill.id,
      message: { type: one.type, timestamp, data: dataOf(one) },
    })),
  );
};

/** Bills that were paid now, in whole or in part; `bill` as it is after that. */
export const announcePaid = async (
  tx: Tx<PayDatabase>,
  paid: readonly Readonly<{
    bill: BillRow;
    charge: ChargeRow;
    paidMinor: bigint;
    paidAt: Date;
    receiptUrl: string;
  }>[],
): Promise<void> => {
  const news = paid.flatMap(({ bill, charge, paidMinor, paidAt, receiptUrl }): News[] => {
    const { currency } = bill;
    const whole = bill.status === "paid";
    const more = {
      paidAt: paidAt.toISOString(),
      receiptUrl,
      paid: moneyToJson({ amountMinor: paidMinor, currency }),
      due: moneyToJson({ amountMinor: dueMinor(bill), currency }),
    };
    const type = whole ? "bill.paid" : "bill.partlyPaid";
    return [
      { bill, charge, type: "charge.captured", status: "captured" },
      { bill, charge, type, status: whole ? "paid" : "partlyPaid", more },
    ];
  });
  await announceAll(tx, news);
};

export const announceReversed = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
): Promise<void> =>
  await announceAll(tx, [{ bill, charge, type: "payment.reversed", status: "reversed" }]);

type BillNews = "bill.created" | "bill.cancelled" | "bill.expired";

/** Bills were made, cancelled, or ended by themselves. */
export const announceBills = async (
  tx: Tx<PayDatabase>,
  bills: readonly BillRow[],
  type: BillNews,
): Promise<void> =>
  await announceAll(
    tx,
    bills.map((bill) => ({ bill, type, status: bill.status })),
  );

export const announceBill = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  type: BillNews,
): Promise<void> => await announceBills(tx, [bill], type);

export const announceCharge = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  type: Extract<WebhookType, `charge.${string}`>,
): Promise<void> => await announceAll(tx, [{ bill, charge, type, status: charge.status }]);

/** Attempts that were made now. */
export const announceCharges = async (
  tx: Tx<PayDatabase>,
  made: readonly Readonly<{ bill: BillRow; charge: ChargeRow }>[],
): Promise<void> =>
  await announceAll(
    tx,
    made.map(({ bill, charge }) => ({
      bill,
      charge,
      type: "charge.created",
      status: charge.status,
    })),
  );

/** What a step of an attempt is told by; captures are told with the bill that they pay. */
const typeOfStep: Partial<Record<ChargeEvent, Extract<WebhookType, `charge.${string}`>>> = {
  opened: "charge.pending",
  openingRefused: "charge.failed",
  capturedInExcess: "charge.surplus",
  tookAgain: "charge.surplus",
  declined: "charge.failed",
  cancelledByPayer: "charge.failed",
  timedOut: "charge.failed",
  refunded: "charge.refunded",
};

export const announceStep = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  event: ChargeEvent,
): Promise<void> => {
  const type = typeOfStep[event];
  if (type) await announceCharge(tx, bill, charge, type);
};

/** A refund began, was decided about, or its rail spoke: a biller's or a surplus alike. */
export const announceRefund = async (
  tx: Tx<PayDatabase>,
  { bill, charge }: Readonly<{ bill: BillRow; charge: ChargeRow }>,
  refund: Pick<PayerRefund, "id" | "amount_minor" | "currency" | "status"> & { reason: string },
  type: Extract<WebhookType, `refund.${string}`>,
): Promise<void> => {
  const more = {
    refundId: refund.id,
    refundAmount: moneyToJson(billAmount(refund)),
    refundReason: refund.reason,
  };
  await announceAll(tx, [{ bill, charge, type, status: refund.status, more }]);
};
