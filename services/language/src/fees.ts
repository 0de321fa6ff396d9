import { money, type Money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import type { WireMoney } from "./basic-schema.ts";
import type { CaseData } from "./case-data.ts";
import { decide } from "./condition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate, explain, type Because } from "./evaluate.ts";
import { isNo } from "./expression/value.ts";
import { exempt, type ExemptionGiven } from "./fee-exemptions.ts";
import { instalmentsOf, splitFee, sumOf, type FeeSplit, type Instalment } from "./fee-parts.ts";
import type { FeeLine, FeeSchedule } from "./fee-schema.ts";
import type { Problem } from "./problem.ts";
import { settle } from "./settle.ts";

export type FeeLineCharged = Readonly<{
  code: string;
  label: Text;
  /** What the line comes to before exemptions. */
  amount: Money;
  /** The answers and facts that decided this amount. */
  because: readonly Because[];
}>;

export type Fee =
  | Readonly<{ outcome: "free"; exemptions: readonly ExemptionGiven[] }>
  | Readonly<{
      outcome: "known";
      lines: readonly FeeLineCharged[];
      exemptions: readonly ExemptionGiven[];
      total: Money;
      /** Whose money it is, adding up to the total; the institution's own part among them. */
      splits: readonly FeeSplit[];
      /** The parts it may be paid in, adding up to the total; empty where it is paid at once. */
      instalments: readonly Instalment[];
      source: FeeSchedule["source"];
      from: string;
    }>
  | Readonly<{ outcome: "unknown"; missing: readonly string[] }>
  | Readonly<{ outcome: "failed"; problem: Problem }>;

type Charged =
  | Readonly<{ amount: Money; label: Text; because: readonly string[] }>
  | Readonly<{ missing: readonly string[] }>
  | Readonly<{ problem: Problem }>;

const toMoney = ({ amountMinor, currency }: WireMoney): Money =>
  money(BigInt(amountMinor), currency);

/**
 * The first row whose condition holds. An undecided row before it leaves the fee undecided, even
 * where a registry holds nothing: nobody pays a later row's amount for lack of data.
 */
const fromTable = (
  definition: ServiceDefinition,
  line: Extract<FeeLine, { kind: "table" }>,
  data: CaseData,
): Charged => {
  const because = new Set<string>();
  for (const row of line.rows) {
    if (row.when !== undefined) {
      const result = evaluate(definition, row.when, data);
      if (!result.ok) return { problem: result.error };
      const { value, because: names } = result.value;
      if (value.type === "unknown") return { missing: names };
      for (const name of names) because.add(name);
      if (isNo(value)) continue;
    }
    return { amount: toMoney(row.amount), label: row.label ?? line.label, because: [...because] };
  }
  return { missing: [...because] };
};

const fromFormula = (
  definition: ServiceDefinition,
  line: Extract<FeeLine, { kind: "formula" }>,
  data: CaseData,
): Charged => {
  const result = evaluate(definition, line.amount, data);
  if (!result.ok) return { problem: result.error };
  const { value, because } = result.value;
  if (value.type !== "money") return { missing: because };
  // A negative sum is no charge: refunds are decided by people, not by a formula.
  const amount = money(BigInt(Math.max(0, value.value)), value.currency);
  return { amount, label: line.label, because };
};

const charge = (definition: ServiceDefinition, line: FeeLine, data: CaseData): Charged => {
  if (line.kind === "table") return fromTable(definition, line, data);
  if (line.kind === "formula") return fromFormula(definition, line, data);
  return { amount: toMoney(line.amount), label: line.label, because: [] };
};

/** The schedule in force on a date: the latest that has begun. */
export const scheduleOn = (definition: ServiceDefinition, date: string): FeeSchedule | undefined =>
  definition.fees
    .filter(({ from }) => from <= date)
    .toSorted((a, b) => (a.from < b.from ? 1 : -1))[0];

/**
 * Works out what the application costs today, line by line, with what decided each amount.
 * `unknown` names what must be known first; `failed` is a mistake in the definition.
 */
export const computeFee = (definition: ServiceDefinition, data: CaseData): Fee => {
  if (definition.fees.length === 0) return free;
  const schedule = scheduleOn(definition, data.today);
  if (!schedule) return { outcome: "failed", problem: noSchedule };
  const settled = settle(definition, data);
  const lines: FeeLineCharged[] = [];
  const missing = new Set<string>();
  for (const line of schedule.lines) {
    const wanted = decide(definition, line.when, settled);
    if (wanted.problem) return { outcome: "failed", problem: wanted.problem };
    if (wanted.holds === "waiting") for (const name of wanted.because) missing.add(name);
    if (wanted.holds !== true) continue;
    const charged = charge(definition, line, settled);
    if ("problem" in charged) return { outcome: "failed", problem: charged.problem };
    if ("missing" in charged) for (const name of charged.missing) missing.add(name);
    if (!("amount" in charged) || charged.amount.amountMinor === 0n) continue;
    const because = [...new Set([...wanted.because, ...charged.because])];
    const { amount, label } = charged;
    lines.push({ code: line.code, label, amount, because: explain(definition, because, settled) });
  }
  if (missing.size > 0) return { outcome: "unknown", missing: [...missing] };
  const stray = lines.find(({ amount }) => amount.currency !== schedule.currency);
  if (stray) return { outcome: "failed", problem: strayCurrency(stray.code) };
  const exempted = exempt(definition, schedule, lines, settled);
  if ("problem" in exempted) return { outcome: "failed", problem: exempted.problem };
  if ("missing" in exempted) return { outcome: "unknown", missing: exempted.missing };
  const { exemptions, due } = exempted;
  const total = sumOf([...due.values()], schedule.currency);
  if (total.amountMinor === 0n) return { outcome: "free", exemptions };
  const splits = splitFee(definition.institution, schedule, due);
  const plan = instalmentsOf(definition, schedule, total, settled);
  if ("problem" in plan) return { outcome: "failed", problem: plan.problem };
  if ("missing" in plan) return { outcome: "unknown", missing: plan.missing };
  const { source, from } = schedule;
  return { outcome: "known", lines, exemptions, total, splits, ...plan, source, from };
};

const free: Fee = { outcome: "free", exemptions: [] };

const noSchedule: Problem = {
  path: "fees",
  code: "noFeeSchedule",
  reason: {
    ar: "لا توجد لائحة رسوم سارية في هذا التاريخ.",
    en: "No schedule of fees is in force on this date.",
  },
};

const strayCurrency = (line: string): Problem => ({
  path: `fees.${line}`,
  code: "feeCurrency",
  reason: {
    ar: "بند الرسم بعملة غير عملة اللائحة.",
    en: "A fee line is in another currency than its schedule.",
  },
});
