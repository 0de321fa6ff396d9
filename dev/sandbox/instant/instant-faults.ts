import type { Fault, FaultBook } from "../faults.ts";
import { wireFaultKinds } from "../misbehave.ts";

/**
 * Beyond the wire's faults:
 * - `decline`: the payer's bank, or for a transfer the system, rejects.
 * - `payTwice`: the money is booked twice. `otherAmount`: one minor unit less than asked.
 * - `otherCurrency`: booked in dollars. `settleLate`: agreed now, booked after `delayMs`.
 * - `settleAfterExpiry`: the request is reported as never answered, and booked after `delayMs`.
 * - `wrongAnswer`: the truth is right, the message contradicts itself. `answerTwice`: it comes
 *   twice. `badSignature`: it is signed by a stranger. `undecided`: a transfer stays pending.
 * - `conflict`: a transfer is refused as one that cannot be, also where it was carried out before.
 */
export const instantFaultKinds = [
  ...wireFaultKinds,
  "decline",
  "payTwice",
  "otherAmount",
  "otherCurrency",
  "settleLate",
  "settleAfterExpiry",
  "wrongAnswer",
  "answerTwice",
  "badSignature",
  "undecided",
  "conflict",
] as const;
export type InstantFaultKind = (typeof instantFaultKinds)[number];

/** What a fault may be matched on. */
export const instantFaultFacts = ["operation", "reference", "transactionId", "payer"] as const;

export type InstantOperation =
  | "REQUEST"
  | "STATUS"
  | "CREDITS"
  | "TRANSFER"
  | "TRANSFER_STATUS"
  | "PAY"
  | "NOTIFICATION";

/** A fault waits for an operation that can have it. */
const kindsByOperation: Record<InstantOperation, readonly InstantFaultKind[]> = {
  REQUEST: [...wireFaultKinds, "decline", "badSignature"],
  STATUS: [...wireFaultKinds, "wrongAnswer", "badSignature"],
  CREDITS: [...wireFaultKinds, "wrongAnswer", "badSignature"],
  TRANSFER: [...wireFaultKinds, "decline", "undecided", "conflict", "badSignature"],
  TRANSFER_STATUS: [...wireFaultKinds, "badSignature"],
  PAY: ["decline", "payTwice", "otherAmount", "otherCurrency", "settleLate", "settleAfterExpiry"],
  NOTIFICATION: ["timeoutNotDone", "lateDone", "wrongAnswer", "answerTwice", "badSignature"],
};

export type InstantFacts = { operation: InstantOperation } & Record<string, string>;
export type InstantFault = Fault<InstantFaultKind> | undefined;

export const takeInstantFault = (
  book: FaultBook<InstantFaultKind>,
  facts: InstantFacts,
): InstantFault => book.take(facts, kindsByOperation[facts.operation]);
