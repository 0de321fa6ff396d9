import { localTime } from "@gov/country/time-zone.ts";
import type { Selectable } from "kysely";
import type { Money } from "@gov/kit/money.ts";
import type { BillStatus, PayDatabase } from "#src/db-types.ts";

/** Cash that an agent takes for a bill. Its whole life is the table below. */
export const collectionStatuses = [
  "reserved",
  "confirmed",
  "cancelled",
  "expired",
  "refused",
  "voided",
] as const;
export type CollectionStatus = (typeof collectionStatuses)[number];

export const collectionEvents = [
  "confirmed",
  "confirmedLate",
  "confirmRefused",
  "cancelled",
  "timedOut",
  "voided",
] as const;
export type CollectionEvent = (typeof collectionEvents)[number];

type CollectionTransition = readonly [
  from: CollectionStatus,
  event: CollectionEvent,
  to: CollectionStatus,
];

/** Every legal step. What is not here cannot happen. */
export const collectionTransitions: readonly CollectionTransition[] = [
  ["reserved", "confirmed", "confirmed"],
  ["reserved", "cancelled", "cancelled"],
  ["reserved", "timedOut", "expired"],
  // The bill was paid some other way all the same: the payer gets the cash back.
  ["reserved", "confirmRefused", "refused"],
  // The agent took the cash and said so late.
  ["expired", "confirmedLate", "confirmed"],
  ["expired", "confirmRefused", "refused"],
  ["expired", "cancelled", "cancelled"],
  ["confirmed", "voided", "voided"],
];

const byFromAndEvent = new Map(
  collectionTransitions.map(([from, event, to]) => [`${from} ${event}`, to]),
);

/** Where the event leads, or undefined where it is not legal. */
export const nextCollectionStatus = (
  from: CollectionStatus,
  event: CollectionEvent,
): CollectionStatus | undefined => byFromAndEvent.get(`${from} ${event}`);

export type CollectionRow = Selectable<PayDatabase["cash_collection"]>;

export const collectionAmount = (row: CollectionRow): Money => ({
  amountMinor: row.amount_minor,
  currency: row.currency,
});

/** What holds the bill when an agent says that the cash is in the drawer. */
type BillHold = Readonly<{
  status: BillStatus;
  claimedByUs: boolean;
  /** At least this collection's amount is still due. */
  covers: boolean;
}>;

type ConfirmDecision =
  | "confirm"
  | "confirmLate"
  /** It was confirmed before: the same answer again. */
  | "already"
  /** Somebody else's attempt holds the bill: its rail is asked before the cash is refused. */
  | "claimedElsewhere"
  | "refuse"
  | "voided";

/**
 * What a confirmation leads to. Cash that comes while the bill still waits for it pays the bill,
 * late or not; once refused it stays refused, because the payer was told to take the cash back.
 */
export const decideConfirm = (status: CollectionStatus, bill: BillHold): ConfirmDecision => {
  if (status === "confirmed") return "already";
  if (status === "voided") return "voided";
  if (status === "cancelled" || status === "refused") return "refuse";
  const ours = bill.claimedByUs || bill.status === "open";
  if (bill.status === "paid" || bill.status === "cancelled" || !bill.covers) return "refuse";
  if (!ours) return "claimedElsewhere";
  return status === "reserved" ? "confirm" : "confirmLate";
};

const dayOf = (date: Date): string => localTime(date).date;

/** A collection is taken back only on the day it was made, by the clock in Palestine. */
export const mayVoid = (row: CollectionRow, now: Date): boolean =>
  row.confirmed_at !== null && dayOf(row.confirmed_at) === dayOf(now);
