import type { Fault, FaultBook } from "../faults.ts";
import { wireFaultKinds } from "../misbehave.ts";

const ofAnswers = [...wireFaultKinds, "badSignature", "wrongAnswer"] as const;
const ofOrders = ["rejectOrder", "receivedOnly", "duplicate"] as const;
const ofPayments = [
  "reject",
  "undecided",
  "rejectLate",
  "bookTwice",
  "otherAmount",
  "rejectAndBook",
  "returnLater",
] as const;

/**
 * Beyond the wire's faults, of an order:
 * - `rejectOrder`: the whole order is refused (AM04, no funds).
 * - `receivedOnly`: taken in, and nothing said yet of its payments.
 * - `duplicate`: refused as a duplicate, also where it was carried out before.
 * Of a payment: `reject`: refused when it is decided (AC04). `undecided`: it stays pending until
 * the bank settles. `rejectLate`: taken, and refused when it would be booked. `bookTwice`.
 * `otherAmount`: one minor unit more is booked. `rejectAndBook`: refused, and booked all the same.
 * `returnLater`: booked, and back after `delayMs`.
 * Of any answer: `badSignature`: signed by a stranger. `wrongAnswer`: about another order, or a
 * statement that does not add up.
 */
export const bankFaultKinds = [...ofAnswers, ...ofOrders, ...ofPayments] as const;
export type BankFaultKind = (typeof bankFaultKinds)[number];

/** What a fault may be matched on. */
export const bankFaultFacts = ["operation", "messageId", "endToEndId", "iban"] as const;

export type BankOperation = "ORDER" | "STATUS" | "PAYMENT" | "STATEMENT";
export type BankFacts = { operation: BankOperation } & Record<string, string>;
export type BankFault = Fault<BankFaultKind> | undefined;

/** A fault waits for an operation that can have it. */
const kindsByOperation: Record<BankOperation, readonly BankFaultKind[]> = {
  ORDER: [...ofAnswers, ...ofOrders],
  STATUS: ofAnswers,
  STATEMENT: ofAnswers,
  PAYMENT: ofPayments,
};

export const takeBankFault = (book: FaultBook<BankFaultKind>, facts: BankFacts): BankFault =>
  book.take(facts, kindsByOperation[facts.operation]);
