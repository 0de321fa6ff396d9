/** Money on its way to a biller's account. Its whole life is the table below. */
export const payoutStatuses = ["ordered", "accepted", "paid", "rejected", "returned"] as const;
export type PayoutStatus = (typeof payoutStatuses)[number];

export const payoutEvents = [
  // The bank's status report.
  "accepted",
  "rejected",
  // The bank's statement: the debit, and the money that came back.
  "booked",
  "returned",
] as const;
export type PayoutEvent = (typeof payoutEvents)[number];

export type PayoutTransition = readonly [from: PayoutStatus, event: PayoutEvent, to: PayoutStatus];

/** Every legal step, corrections of an earlier belief included. What is not here cannot happen. */
export const payoutTransitions: readonly PayoutTransition[] = [
  ["ordered", "accepted", "accepted"],
  ["ordered", "rejected", "rejected"],
  ["accepted", "rejected", "rejected"],
  // Only the statement says that money moved, whether or not a report came before it.
  ["ordered", "booked", "paid"],
  ["accepted", "booked", "paid"],
  ["paid", "returned", "returned"],
  // Corrections: the bank refused it and paid it all the same.
  ["rejected", "booked", "paid"],
];

const byFromAndEvent = new Map(
  payoutTransitions.map(([from, event, to]) => [`${from} ${event}`, to] as const),
);

/** Where the event leads, or undefined where it changes nothing. */
export const nextPayoutStatus = (
  from: PayoutStatus,
  event: PayoutEvent,
): PayoutStatus | undefined => byFromAndEvent.get(`${from} ${event}`);

/** Nothing is heard of it any more but a return. */
export const isOnItsWay = (status: PayoutStatus): boolean =>
  status === "ordered" || status === "accepted";

/** It waits for a person before this biller is paid again. */
export const needsMending = (
  payout: Readonly<{ status: PayoutStatus; mended_at: Date | null }>,
): boolean =>
  (payout.status === "rejected" || payout.status === "returned") && payout.mended_at === null;
