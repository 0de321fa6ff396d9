import { money, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { explain, type Because } from "./evaluate.ts";
import type { Exemption, FeeSchedule } from "./fee-schema.ts";
import { partOf } from "./fee-parts.ts";
import type { Problem } from "./problem.ts";

/** What a person is let off, and why. */
export type ExemptionGiven = Readonly<{
  code: string;
  label: Text;
  /** What it takes off; never more than what the lines came to. */
  off: Money;
  source: Exemption["source"];
  because: readonly Because[];
}>;

type Charged = Readonly<{ code: string; amount: Money }>;

export type Exempted =
  | Readonly<{
      exemptions: readonly ExemptionGiven[];
      /** By line, what is left of it. */
      due: ReadonlyMap<string, Money>;
    }>
  | Readonly<{ missing: readonly string[] }>
  | Readonly<{ problem: Problem }>;

/**
 * Takes exemptions off the lines charged, in the schedule's order. One that cannot be decided
 * yet leaves the fee undecided: nobody is asked for money that they need not pay.
 */
export const exempt = (
  definition: ServiceDefinition,
  schedule: FeeSchedule,
  lines: readonly Charged[],
  data: CaseData,
): Exempted => {
  const due = new Map(lines.map(({ code, amount }) => [code, amount]));
  const exemptions: ExemptionGiven[] = [];
  const missing = new Set<string>();
  for (const exemption of schedule.exemptions ?? []) {
    const { code, label, when, basisPoints, source } = exemption;
    const decided = decide(definition, when, data);
    if (decided.problem) return { problem: decided.problem };
    if (decided.holds === "waiting") for (const name of decided.because) missing.add(name);
    if (decided.holds !== true) continue;
    let off = 0n;
    for (const [line, left] of due) {
      if (exemption.lines !== undefined && !exemption.lines.includes(line)) continue;
      const waived = partOf(left, basisPoints);
      off += waived.amountMinor;
      due.set(line, money(left.amountMinor - waived.amountMinor, left.currency));
    }
    if (off === 0n) continue;
    const because = explain(definition, decided.because, data);
    exemptions.push({ code, label, off: money(off, schedule.currency), source, because });
  }
  return missing.size > 0 ? { missing: [...missing] } : { exemptions, due };
};
