import type { Fault, FaultBook } from "../faults.ts";
import { wireFaultKinds } from "../misbehave.ts";

/**
 * Beyond the wire's faults:
 * - `decline`: the bank declines a payment. `payTwice`: it takes the money twice, each with an id
 *   of its own. `wrongAmount`: it takes one minor unit less. `reverse`: it takes the money, then
 *   takes the payment back.
 * - Of an inquiry or a refund: `badSignature` signs something else than is answered.
 * - Of a notification: `sameGuidTwice` sends it again as it was; `otherGuidTwice` again under a new
 *   GUID; `otherContent` sends other content under the GUID that was just used; `badSignature` signs
 *   something else; `dropMidAnswer` hangs up while the biller answers; `timeoutDone` does not wait
 *   for the answer; `timeoutNotDone` does not send; `lateDone` sends `delayMs` later.
 */
export const esadadFaultKinds = [
  ...wireFaultKinds,
  "decline",
  "payTwice",
  "wrongAmount",
  "reverse",
  "sameGuidTwice",
  "otherGuidTwice",
  "otherContent",
  "badSignature",
] as const;
export type EsadadFaultKind = (typeof esadadFaultKinds)[number];

/** What a fault may be matched on. `number` is the billing number. */
export const esadadFaultFacts = ["operation", "number", "trx"] as const;

export type EsadadOperation = "PAY" | "NOTIFICATION" | "INQUIRY" | "REFUND" | "BANK_PAGE";

const kindsByOperation: Record<EsadadOperation, readonly EsadadFaultKind[]> = {
  PAY: ["decline", "payTwice", "wrongAmount", "reverse"],
  NOTIFICATION: [
    "sameGuidTwice",
    "otherGuidTwice",
    "otherContent",
    "badSignature",
    "dropMidAnswer",
    "timeoutDone",
    "timeoutNotDone",
    "lateDone",
  ],
  INQUIRY: [...wireFaultKinds, "badSignature"],
  REFUND: [...wireFaultKinds, "decline", "badSignature"],
  BANK_PAGE: wireFaultKinds,
};

export type EsadadFacts = { operation: EsadadOperation } & Record<string, string>;

export const takeEsadadFault = (
  book: FaultBook<EsadadFaultKind>,
  facts: EsadadFacts,
): Fault<EsadadFaultKind> | undefined => book.take(facts, kindsByOperation[facts.operation]);
