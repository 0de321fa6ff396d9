import { allocate, type Money } from "@gov/kit/money.ts";

/**
 * Money on its way back to its payer, under one id from beginning to end. A biller's refund begins
 * as requested; what a rail took beyond what was due goes back by itself and begins as due.
 */
export const refundStatuses = [
  "requested",
  "approved",
  "due",
  "returned",
  "refusedByRail",
  "rejected",
  "withdrawn",
] as const;
export type RefundStatus = (typeof refundStatuses)[number];

export const refundEvents = [
  "approved",
  "rejected",
  "handedToRail",
  "railReturned",
  "railRefused",
  "askedAgain",
  "withdrawn",
] as const;
export type RefundEvent = (typeof refundEvents)[number];

export type RefundTransition = readonly [from: RefundStatus, event: RefundEvent, to: RefundStatus];

/** Every legal step. What is not here cannot happen. The API's description is made of it. */
export const refundTransitions: readonly RefundTransition[] = [
  ["requested", "approved", "approved"],
  ["requested", "rejected", "rejected"],
  // The money is in suspense and the rail's order is written, in one transaction.
  ["approved", "handedToRail", "due"],
  ["due", "railReturned", "returned"],
  ["due", "railRefused", "refusedByRail"],
  // A closed card: the rail is asked anew, or the money is the billers' again.
  ["refusedByRail", "askedAgain", "due"],
  ["refusedByRail", "withdrawn", "withdrawn"],
];

const byFromAndEvent = new Map(
  refundTransitions.map(([from, event, to]) => [`${from} ${event}`, to]),
);

/** Where the event leads, or undefined where it is not legal. */
export const nextRefundStatus = (
  from: RefundStatus,
  event: RefundEvent,
): RefundStatus | undefined => byFromAndEvent.get(`${from} ${event}`);

/** Over: nothing more happens to it. */
export const isRefundOver = (status: RefundStatus): boolean =>
  !refundTransitions.some(([from]) => from === status);

export const refundGrounds = [
  "serviceNotGiven",
  "paidTwice",
  "wrongAmount",
  "wrongPayer",
  "withdrawnByPayer",
  "courtOrder",
  "other",
] as const;
export type RefundGround = (typeof refundGrounds)[number];

/** Why money goes back that no biller sends: the bill was paid, it came twice, it was too little. */
export const surplusReasons = ["billSettled", "takenTwice", "takenShort"] as const;
export type SurplusReason = (typeof surplusReasons)[number];

/** Who acts: a system by its client id, a person by user name. */
export type Actor = Readonly<{ kind: "client" | "staff"; name: string }>;

/**
 * Whether one person's word is enough. All refunds of the payment count together, so that a large
 * one does not pass in pieces. Without a limit a second person always decides.
 */
export const needsSecondPerson = (input: {
  /** Refunded of this payment already, or asked to be. */
  heldMinor: bigint;
  amountMinor: bigint;
  limitMinor: bigint | undefined;
}): boolean => input.heldMinor + input.amountMinor > (input.limitMinor ?? 0n);

export type Part = Readonly<{ billerCode: string; amountMinor: bigint }>;

/**
 * From whom the amount is taken back: in proportion to what each party still has of the payment,
 * to the last unit. Nobody gives more than they got; a full refund takes each part whole.
 * `taken` is what earlier refunds took.
 */
export const takeBackParts = (
  amount: Money,
  parts: readonly Part[],
  taken: ReadonlyMap<string, bigint>,
): Part[] => {
  const left = parts.map((part) => part.amountMinor - (taken.get(part.billerCode) ?? 0n));
  const total = left.reduce((sum, one) => sum + one, 0n);
  if (amount.amountMinor > total) throw new Error("more is refunded than the parties have");
  const shares = allocate(amount, left);
  return parts.flatMap(({ billerCode }, index) => {
    const amountMinor = shares[index]?.amountMinor ?? 0n;
    return amountMinor > 0n ? [{ billerCode, amountMinor }] : [];
  });
};
