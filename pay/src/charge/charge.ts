/** One attempt to pay a bill. Its whole life is the table below. */
export const chargeStatuses = [
  "created",
  "pending",
  "captured",
  "surplus",
  "refunded",
  "reversed",
  "failed",
  "cancelled",
  "expired",
] as const;
export type ChargeStatus = (typeof chargeStatuses)[number];

export const chargeEvents = [
  "opened",
  "openingRefused",
  "captured",
  "capturedInExcess",
  "tookAgain",
  "declined",
  "cancelledByPayer",
  "timedOut",
  "refunded",
  "reversed",
] as const;
export type ChargeEvent = (typeof chargeEvents)[number];

export type ChargeTransition = readonly [from: ChargeStatus, event: ChargeEvent, to: ChargeStatus];

/** Every legal step, corrections of an earlier belief included. What is not here cannot happen. */
export const chargeTransitions: readonly ChargeTransition[] = [
  // The rail has a page for the payer, or will have none.
  ["created", "opened", "pending"],
  ["created", "openingRefused", "failed"],
  // The rail's word, whether or not its first answer reached us.
  ["created", "captured", "captured"],
  ["created", "capturedInExcess", "surplus"],
  ["created", "declined", "failed"],
  ["created", "cancelledByPayer", "cancelled"],
  ["created", "timedOut", "expired"],
  ["pending", "captured", "captured"],
  ["pending", "capturedInExcess", "surplus"],
  ["pending", "declined", "failed"],
  ["pending", "cancelledByPayer", "cancelled"],
  ["pending", "timedOut", "expired"],
  // Corrections: the rail has money for an attempt that we had given up.
  ["failed", "captured", "captured"],
  ["failed", "capturedInExcess", "surplus"],
  ["cancelled", "captured", "captured"],
  ["cancelled", "capturedInExcess", "surplus"],
  ["expired", "captured", "captured"],
  ["expired", "capturedInExcess", "surplus"],
  // The rail took more for an attempt that was settled: the rest goes back.
  ["captured", "tookAgain", "captured"],
  ["surplus", "tookAgain", "surplus"],
  ["refunded", "tookAgain", "surplus"],
  ["captured", "refunded", "captured"],
  ["surplus", "refunded", "refunded"],
  // The rail took a payment back (void, reversal, chargeback): the bill is owed again.
  ["captured", "reversed", "reversed"],
  ["reversed", "tookAgain", "surplus"],
  ["reversed", "refunded", "reversed"],
];

const byFromAndEvent = new Map(
  chargeTransitions.map(([from, event, to]) => [`${from} ${event}`, to]),
);

/** Where the event leads, or undefined where it is not legal. */
export const nextStatus = (from: ChargeStatus, event: ChargeEvent): ChargeStatus | undefined =>
  byFromAndEvent.get(`${from} ${event}`);

/** Money may still come over the rail: the bill stays claimed for this attempt. */
export const isUnderWay = (status: ChargeStatus): boolean =>
  status === "created" || status === "pending";
