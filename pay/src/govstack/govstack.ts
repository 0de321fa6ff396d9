import type { ChargeStatus } from "#src/charge/charge.ts";
import type { BillStatus } from "#src/db-types.ts";
import type { BillRow } from "#src/bill/bill.ts";

/**
 * The P2G half of GovStack's Payments building block, as far as our core has what it speaks of.
 * Which calls are taken, and why so, stands in docs/adr/0021-govstack-adapter.md.
 */
export const operations = [
  "billInquiry",
  "billTransfer",
  "requestToPay",
  "transferStatus",
  "voucherRedemption",
] as const;
export type Operation = (typeof operations)[number];

/** Member names of an answer: whether it went well, in words, and which request it answers. */
export type Envelope = Readonly<{ code: string; text: string; id: string }>;

/** The published files call the same three things by other names in each call and outcome. */
export const envelopes: Readonly<
  Record<Operation, Readonly<{ accepted: Envelope; refused: Envelope }>>
> = {
  billInquiry: {
    accepted: { code: "responseCode", text: "reason", id: "requestId" },
    refused: { code: "responseCode", text: "reason", id: "requestId" },
  },
  billTransfer: {
    accepted: { code: "responseCode", text: "reason", id: "requestID" },
    refused: { code: "code", text: "reason", id: "requestID" },
  },
  requestToPay: {
    accepted: { code: "responseCode", text: "responseDescription", id: "requestID" },
    refused: { code: "responseCode", text: "responseDescription", id: "requestID" },
  },
  transferStatus: {
    accepted: { code: "responseCode", text: "reason", id: "requestID" },
    refused: { code: "code", text: "reason", id: "requestID" },
  },
  voucherRedemption: {
    accepted: { code: "code", text: "reason", id: "RequestID" },
    refused: { code: "code", text: "reason", id: "RequestID" },
  },
};

export const successCode = "00";
export const failureCode = "01";
/** The longest text that a reason may be. */
export const reasonCharacters = 200;

/** What is said, in the names of this call. */
export const writeEnvelope = (
  { code, text, id }: Envelope,
  said: Readonly<{ code: string; text: string; id: string | undefined }>,
): Record<string, string> => ({
  [code]: said.code,
  [text]: [...said.text].slice(0, reasonCharacters).join(""),
  ...(said.id === undefined ? {} : { [id]: said.id }),
});

/** States of a transfer: completed, pending, expired, cancelled, rejected. */
export const transferStates = ["COM", "PND", "EXP", "CAN", "RJC"] as const;
export type TransferState = (typeof transferStates)[number];

export const transferStateOf: Readonly<Record<ChargeStatus, TransferState>> = {
  created: "PND",
  pending: "PND",
  captured: "COM",
  // The money came and paid nothing: it goes back, or has gone back.
  surplus: "RJC",
  refunded: "RJC",
  failed: "RJC",
  reversed: "CAN",
  cancelled: "CAN",
  expired: "EXP",
};

/** How a bill stands, in at most ten characters. */
export const billStates = ["unpaid", "pending", "paid", "cancelled", "overdue"] as const;
export type BillState = (typeof billStates)[number];

const stateOfStatus: Readonly<Record<BillStatus, BillState>> = {
  open: "unpaid",
  // Another attempt to pay it is under way.
  claimed: "pending",
  paid: "paid",
  cancelled: "cancelled",
};

/** A bill that is past its date is not taken at counters; its institution makes a new one. */
export const billStateOf = (bill: Pick<BillRow, "status" | "due_at">, now: Date): BillState => {
  const state = stateOfStatus[bill.status];
  const overdue = bill.due_at !== null && bill.due_at < now;
  return overdue && (state === "unpaid" || state === "pending") ? "overdue" : state;
};

export const epochSeconds = (date: Date): number => Math.floor(date.getTime() / 1_000);
