import type { BillRow } from "#src/bill/bill.ts";
import type { RailCode, Rails } from "#src/rails/rail.ts";

/** The ways in which a payer can pay this bill at its page, in the order they are offered. */
export const railsFor = (rails: Rails, bill: BillRow): readonly RailCode[] =>
  // The simulator stands in the card rail's place; no other rail hears of a test bill.
  bill.live ? liveRailsFor(rails, bill) : ["card"];

const liveRailsFor = (rails: Rails, bill: BillRow): readonly RailCode[] => [
  ...(rails.card ? (["card"] as const) : []),
  // Instant payment moves shekels only.
  ...(rails.instant && bill.currency === "ILS" ? (["instant"] as const) : []),
  ...(rails.esadad ? (["esadad"] as const) : []),
  ...(rails.cash ? (["cash"] as const) : []),
];
