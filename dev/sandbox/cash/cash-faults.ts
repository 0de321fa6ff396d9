/**
 * How a payment company's tills go wrong:
 * - `confirmTwice`: two confirmations at once, under two keys.
 * - `confirmLate`: the cash is taken; the confirmation waits for `POST /_sandbox/release`.
 * - `neverConfirm`: the cash is taken and nobody is told (until `POST /_sandbox/recover`).
 * - `dropMidAnswer`: the connection is dropped in the middle of our answer, then asked again.
 * - `loseAnswer`: our answer is lost; asked again under another key.
 * - `wrongAmount`: confirms one minor unit less.
 * - `otherAgent`: confirms in another agent's name.
 * - `reserveTwice`: two agents ask for the same bill at once.
 */
export const cashFaultKinds = [
  "confirmTwice",
  "confirmLate",
  "neverConfirm",
  "dropMidAnswer",
  "loseAnswer",
  "wrongAmount",
  "otherAgent",
  "reserveTwice",
] as const;
export type CashFaultKind = (typeof cashFaultKinds)[number];

/** What a fault may be matched on. */
export const cashFaultFacts = ["operation", "agent", "billingNumber"] as const;
export type CashOperation = "RESERVE" | "CONFIRM" | "CANCEL" | "VOID" | "PAYOUT";

const onTheWire = ["dropMidAnswer", "loseAnswer"] as const;

/** A fault waits for an operation that can have it. */
export const kindsByOperation: Record<CashOperation, readonly CashFaultKind[]> = {
  RESERVE: [...onTheWire, "reserveTwice"],
  CONFIRM: [
    ...onTheWire,
    "confirmTwice",
    "confirmLate",
    "neverConfirm",
    "wrongAmount",
    "otherAgent",
  ],
  CANCEL: onTheWire,
  VOID: onTheWire,
  PAYOUT: onTheWire,
};
