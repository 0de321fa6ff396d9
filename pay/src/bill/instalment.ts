import { payableMinor } from "./bill-due.ts";
import type { BillRow } from "./bill.ts";

/** One part of a bill's plan. `dueOn` is a day, `2026-11-30`. */
export type Instalment = Readonly<{ dueOn: string; amountMinor: bigint }>;

export const instalmentStates = ["paid", "partlyPaid", "overdue", "next", "later"] as const;
export type InstalmentState = (typeof instalmentStates)[number];
export type InstalmentLine = Instalment &
  Readonly<{ position: number; leftMinor: bigint; state: InstalmentState }>;

/** Whether these are a plan for this amount: in the order of their days, summing to it exactly. */
export const isPlanFor = (plan: readonly Instalment[], amountMinor: bigint): boolean => {
  const sum = plan.reduce((total, one) => total + one.amountMinor, 0n);
  const ordered = plan.every((one, index) => (plan[index - 1]?.dueOn ?? "") <= one.dueOn);
  return sum === amountMinor && ordered;
};

/** A plan with what was paid: it covers the first instalments, in their order. */
export const planLines = (
  plan: readonly Instalment[],
  paidMinor: bigint,
  today: string,
): InstalmentLine[] => {
  let before = 0n;
  let nextSeen = false;
  return plan.map((one, index) => {
    const covered = paidMinor - before;
    const paid = covered <= 0n ? 0n : covered < one.amountMinor ? covered : one.amountMinor;
    before += one.amountMinor;
    const leftMinor = one.amountMinor - paid;
    const isNext = leftMinor > 0n && !nextSeen;
    nextSeen ||= isNext;
    const state: InstalmentState =
      leftMinor === 0n
        ? "paid"
        : one.dueOn < today
          ? "overdue"
          : paid > 0n
            ? "partlyPaid"
            : isNext
              ? "next"
              : "later";
    return { ...one, position: index + 1, leftMinor, state };
  });
};

/** What pays the plan up to each instalment that is not paid yet, where the bill allows it. */
export const planChoices = (
  bill: BillRow,
  lines: readonly InstalmentLine[],
): { position: number; amountMinor: bigint }[] => {
  let sum = 0n;
  const choices = lines
    .filter((line) => line.leftMinor > 0n)
    .map((line) => ({ position: line.position, amountMinor: (sum += line.leftMinor) }));
  return choices.filter((one) => payableMinor(bill, one.amountMinor).ok);
};
