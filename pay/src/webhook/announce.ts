import type { Tx } from "@gov/kit/db.ts";
import { moneyToJson } from "@gov/kit/money.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import type { ChargeEvent } from "#src/charge/charge.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { tellClient } from "./message-queries.ts";
import type { BillData, WebhookType } from "./webhook-message.ts";

/** Tells the bill's client, in the transaction of what happened. */
const announce = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow | undefined,
  message: Readonly<{ type: WebhookType; status: string; more?: Partial<BillData> }>,
): Promise<void> => {
  const data: BillData = {
    billId: bill.id,
    billingNumber: bill.billing_number,
    reference: bill.reference,
    billerCode: bill.biller_code,
    amount: moneyToJson(billAmount(bill)),
    status: message.status,
    ...(charge ? { chargeId: charge.id, rail: charge.rail } : {}),
    ...(charge?.failure_reason ? { failureReason: charge.failure_reason } : {}),
    ...message.more,
  };
  const timestamp = new Date().toISOString();
  const said = { type: message.type, timestamp, data };
  await tellClient(tx, bill.client_id, said, { billId: bill.id });
};

export const announcePaid = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  more: Readonly<{ paidAt: string; receiptUrl: string }>,
): Promise<void> => announce(tx, bill, charge, { type: "bill.paid", status: "paid", more });

/** A bill was made, cancelled, or ended by itself. */
export const announceBill = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  type: "bill.created" | "bill.cancelled" | "bill.expired",
): Promise<void> => announce(tx, bill, undefined, { type, status: bill.status });

export const announceCharge = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
  type: Extract<WebhookType, `charge.${string}`>,
): Promise<void> => announce(tx, bill, charge, { type, status: charge.status });

export const announceReversed = async (
  tx: Tx<PayDatabase>,
  bill: BillRow,
  charge: ChargeRow,
): Promise<void> => {
  const more = { reversedAt: new Date().toISOString() };
  await announce(tx, bill, charge, { type: "payment.reversed", status: bill.status, more });
};

/** Which message a step of an attempt is told by; what is not here only its timeline tells. */
const typeOfStep: Partial<Record<ChargeEvent, Extract<WebhookType, `charge.${string}`>>> = {
  opened: "charge.pending",
  openingRefused: "charge.failed",
  captured: "charge.captured",
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
