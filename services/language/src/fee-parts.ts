import { addMoney, allocate, money, type Currency, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import type { FeeSchedule } from "./fee-schema.ts";
import type { Problem } from "./problem.ts";

export type FeeSplit = Readonly<{ institution: string; amount: Money }>;
export type Instalment = Readonly<{ label: Text; amount: Money; dueAfterDays: number }>;

const whole = 10_000n;

/** Hundredths of a percent of an amount, half rounded up; all of it for 10,000. */
export const partOf = ({ amountMinor, currency }: Money, basisPoints: number): Money =>
  money((2n * amountMinor * BigInt(basisPoints) + whole) / (2n * whole), currency);

export const sumOf = (amounts: readonly Money[], currency: Currency): Money =>
  amounts.reduce(addMoney, money(0n, currency));

/** Divides what is due among institutions, to the last fils. */
export const splitFee = (
  owner: string,
  schedule: FeeSchedule,
  due: ReadonlyMap<string, Money>,
): FeeSplit[] => {
  const shares = new Map<string, Money>();
  const give = (institution: string, amount: Money): void => {
    if (amount.amountMinor === 0n) return;
    const before = shares.get(institution);
    shares.set(institution, before ? addMoney(before, amount) : amount);
  };
  for (const line of schedule.lines) {
    const left = due.get(line.code);
    if (left === undefined) continue;
    if (line.splits === undefined) give(owner, left);
    else {
      const parts = allocate(
        left,
        line.splits.map(({ basisPoints }) => BigInt(basisPoints)),
      );
      for (const [index, { institution }] of line.splits.entries()) {
        give(institution, parts[index] ?? money(0n, left.currency));
      }
    }
  }
  return [...shares].map(([institution, amount]) => ({ institution, amount }));
};

type Plan =
  | Readonly<{ instalments: readonly Instalment[] }>
  | Readonly<{ missing: readonly string[] }>
  | Readonly<{ problem: Problem }>;

/**
 * The parts that the total may be paid in by this person; none where it is paid at once, as an
 * amount too small to be divided is.
 */
export const instalmentsOf = (
  definition: ServiceDefinition,
  schedule: FeeSchedule,
  total: Money,
  data: CaseData,
): Plan => {
  const plan = schedule.instalments;
  if (plan === undefined) return { instalments: [] };
  const decided = decide(definition, plan.when, data);
  if (decided.problem) return { problem: decided.problem };
  if (decided.holds === "waiting") return { missing: decided.because };
  if (!decided.holds) return { instalments: [] };
  const amounts = allocate(
    total,
    plan.parts.map(({ basisPoints }) => BigInt(basisPoints)),
  );
  if (amounts.some(({ amountMinor }) => amountMinor === 0n)) return { instalments: [] };
  return {
    instalments: plan.parts.map(({ label, dueAfterDays }, index) => ({
      label,
      dueAfterDays,
      amount: amounts[index] ?? money(0n, total.currency),
    })),
  };
};
