import type { Currency, Money } from "@gov/kit/money.ts";
import { billerPayable, railClearing } from "#src/ledger/ledger.ts";
import type { AccountName, Leg } from "#src/ledger/ledger.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { Direction } from "./report.ts";

/**
 * timing: told on another day than booked. fee: the rail kept other than we posted. amount,
 * currency: both know it, with other figures. duplicate: told twice. missingHere: the rail has it
 * and we do not; missingThere: the other way about.
 */
export const breakClasses = [
  "timing",
  "fee",
  "amount",
  "currency",
  "duplicate",
  "missingHere",
  "missingThere",
] as const;
export type BreakClass = (typeof breakClasses)[number];

export const breakStatuses = ["open", "proposed", "accepted", "resolvedByItself"] as const;
export type BreakStatus = (typeof breakStatuses)[number];

export const breakEvents = [
  "changed",
  "railAsked",
  "watched",
  "proposed",
  "withdrawn",
  "rejected",
  "accepted",
  "resolved",
] as const;
export type BreakEvent = (typeof breakEvents)[number];

type BreakTransition = readonly [from: BreakStatus, event: BreakEvent, to: BreakStatus];

/** Every legal step. What is not here cannot happen. */
export const breakTransitions: readonly BreakTransition[] = [
  // A new file or a new posting changed what differs: a proposal made before speaks of other money.
  ["open", "changed", "open"],
  ["proposed", "changed", "open"],
  ["open", "railAsked", "open"],
  ["proposed", "railAsked", "proposed"],
  ["open", "watched", "open"],
  ["open", "proposed", "proposed"],
  ["proposed", "withdrawn", "open"],
  ["proposed", "rejected", "open"],
  ["proposed", "accepted", "accepted"],
  // The other side came, or the rail corrected its file: nothing differs any more.
  ["open", "resolved", "resolvedByItself"],
  ["proposed", "resolved", "resolvedByItself"],
];

const byFromAndEvent = new Map(
  breakTransitions.map(([from, event, to]) => [`${from} ${event}`, to]),
);

/** Where the event leads, or undefined where it is not legal. */
export const nextBreakStatus = (from: BreakStatus, event: BreakEvent): BreakStatus | undefined =>
  byFromAndEvent.get(`${from} ${event}`);

/**
 * billerBears: the rail's fee is the biller's, as fees told with a payment are. treasuryBears: it is
 * a difference. takeRailsWord: the rail's figure is taken, ours is made even through `difference`.
 */
export const resolutions = ["billerBears", "treasuryBears", "takeRailsWord"] as const;
export type Resolution = (typeof resolutions)[number];

/** What of a break decides what may be done about it. */
export type BreakFacts = Readonly<{
  rail: RailCode;
  class: BreakClass;
  direction: Direction;
  reported: Money;
  booked: Money;
  billerCode: string | null;
}>;

/** What may be proposed: nothing for a day's delay, which ends by itself. */
export const resolutionsFor = (one: Pick<BreakFacts, "class" | "billerCode">): Resolution[] => {
  if (one.class === "timing") return [];
  if (one.class !== "fee") return ["takeRailsWord"];
  return one.billerCode === null ? ["treasuryBears"] : ["billerBears", "treasuryBears"];
};

/** By how much the rail's word is above ours, for each currency that differs. */
export const differencesOf = ({ reported, booked }: Pick<BreakFacts, "reported" | "booked">) => {
  const byCurrency = new Map<Currency, bigint>();
  const add = (currency: Currency, amountMinor: bigint): void =>
    void byCurrency.set(currency, (byCurrency.get(currency) ?? 0n) + amountMinor);
  add(reported.currency, reported.amountMinor);
  add(booked.currency, -booked.amountMinor);
  return [...byCurrency]
    .filter(([, amountMinor]) => amountMinor !== 0n)
    .map(([currency, amountMinor]): Money => ({ amountMinor, currency }));
};

export const difference = (rail: RailCode): AccountName => ({ kind: "difference", owner: rail });
const railFees = (rail: RailCode): AccountName => ({ kind: "railFees", owner: rail });

/** A leg of so much from `credit` to `debit`, the other way about where it is below zero. */
const legOf = (debit: AccountName, credit: AccountName, amountMinor: bigint): Leg =>
  amountMinor > 0n
    ? { debit, credit, amountMinor }
    : { debit: credit, credit: debit, amountMinor: -amountMinor };

export type Journal = readonly Readonly<{ currency: Currency; legs: readonly Leg[] }>[];

/** What accepting a break posts, in the lane it belongs to. */
export const journalOf = (one: BreakFacts, resolution: Resolution): Journal => {
  const { rail, billerCode, direction } = one;
  return differencesOf(one).map(({ amountMinor, currency }) => {
    if (one.class === "fee") {
      const bears =
        resolution === "billerBears" && billerCode !== null
          ? billerPayable(billerCode)
          : difference(rail);
      return { currency, legs: [legOf(bears, railFees(rail), amountMinor)] };
    }
    // What a rail gave back, it owes us no more.
    const owed = direction === "returned" ? -amountMinor : amountMinor;
    return { currency, legs: [legOf(railClearing(rail), difference(rail), owed)] };
  });
};
