import type { BillRow } from "#src/bill/bill.ts";
import type { RailCode, Rails } from "#src/rails/rail.ts";

/**
 * A way to pay as the bill's page offers it. `attempt`: an attempt is started and claims the bill,
 * and the payer goes where the rail opened a page. `page`: the payer starts elsewhere (their bank,
 * an agent) and only gets a page of ours with what they need there; nothing is claimed.
 */
export type RailChoice = Readonly<{
  code: RailCode;
  allowed: (bill: BillRow, now: Date) => boolean;
}> &
  (Readonly<{ kind: "attempt" }> | Readonly<{ kind: "page"; path: string }>);

const notPastDue = (bill: BillRow, now: Date): boolean => bill.due_at === null || bill.due_at > now;

const choices: Readonly<Record<RailCode, RailChoice>> = {
  card: { code: "card", kind: "attempt", allowed: () => true },
  // Instant payment moves shekels only.
  instant: { code: "instant", kind: "attempt", allowed: (bill) => bill.currency === "ILS" },
  esadad: { code: "esadad", kind: "page", path: "esadad", allowed: () => true },
  // Agents take no cash for a bill that is past its date.
  cash: { code: "cash", kind: "page", path: "cash", allowed: notPastDue },
};

const order: readonly RailCode[] = ["instant", "card", "esadad", "cash"];

/** The ways to pay this bill that are wired and allowed for it, in the order they are offered. */
export const offeredRails = (rails: Rails, bill: BillRow, now = new Date()): RailChoice[] =>
  // The simulator stands in the card rail's place; no other rail hears of a test bill.
  bill.live ? liveRails(rails, bill, now) : [choices.card];

const liveRails = (rails: Rails, bill: BillRow, now: Date): RailChoice[] =>
  order
    .filter((code) => rails[code] !== undefined)
    .map((code) => choices[code])
    .filter((choice) => choice.allowed(bill, now));

/** Whether the payer can go on with an attempt over this rail from our page. */
export const isStartedHere = (code: RailCode): boolean => choices[code].kind === "attempt";
