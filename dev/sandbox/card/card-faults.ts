import type { Fault, FaultBook } from "../faults.ts";
import { wireFaultKinds } from "../misbehave.ts";

/**
 * Beyond the wire's faults:
 * - `decline`: the bank declines. `payTwice`: the bank takes the money twice.
 * - `otherAmount`: the bank takes one minor unit less than asked.
 * - `wrongAnswer`: the truth is right, the amounts in the answer are not (each one too high by 1).
 * - `answerTwice`: the notification comes twice.
 */
export const cardFaultKinds = [
  ...wireFaultKinds,
  "decline",
  "payTwice",
  "otherAmount",
  "wrongAnswer",
  "answerTwice",
] as const;
export type CardFaultKind = (typeof cardFaultKinds)[number];

/** What a fault may be matched on. */
export const cardFaultFacts = ["operation", "orderId", "transactionId", "channel"] as const;

export type CardOperation =
  | "INITIATE_CHECKOUT"
  | "RETRIEVE_ORDER"
  | "RETRIEVE_TRANSACTION"
  | "PAY"
  | "AUTHORIZE"
  | "CAPTURE"
  | "REFUND"
  | "VOID"
  | "CHECKOUT_PAGE"
  | "NOTIFICATION";

const reading = [...wireFaultKinds, "wrongAnswer"] as const;
const paying = cardFaultKinds.filter((kind) => kind !== "wrongAnswer");
const following = [...wireFaultKinds, "decline", "wrongAnswer", "answerTwice"] as const;

/** A fault waits for an operation that can have it: a page does not use up a `decline`. */
const kindsByOperation: Record<CardOperation, readonly CardFaultKind[]> = {
  INITIATE_CHECKOUT: wireFaultKinds,
  CHECKOUT_PAGE: wireFaultKinds,
  RETRIEVE_ORDER: reading,
  RETRIEVE_TRANSACTION: reading,
  PAY: paying,
  AUTHORIZE: paying,
  CAPTURE: following,
  REFUND: following,
  VOID: following,
  NOTIFICATION: ["timeoutNotDone", "lateDone", "wrongAnswer", "answerTwice"],
};

export type CardFacts = { operation: CardOperation } & Record<string, string>;

export const takeCardFault = (
  book: FaultBook<CardFaultKind>,
  facts: CardFacts,
): Fault<CardFaultKind> | undefined => book.take(facts, kindsByOperation[facts.operation]);

/** Every amount in an answer, too high by one. */
export function distortAmounts<T>(value: T): T {
  if (Array.isArray(value)) return value.map((one: unknown) => distortAmounts(one)) as T;
  if (typeof value !== "object" || value === null) return value;
  const entries = Object.entries(value).map(([key, one]) => [
    key,
    /amount$/i.test(key) && typeof one === "number" ? one + 1 : distortAmounts(one as unknown),
  ]);
  return Object.fromEntries(entries) as T;
}
