import { moneyToJson, type Money } from "@gov/kit/money.ts";
import { unwrap } from "@gov/kit/result.ts";
import type { CaseData, WireValues } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { documentFields } from "@gov/services/language/documents.ts";
import { computeFee } from "@gov/services/language/fees.ts";
import { initialState, nextState } from "@gov/services/language/workflow.ts";
import type { WorkflowEvent } from "@gov/services/language/workflow-schema.ts";

const shekels = ({ amountMinor }: Money): string => (Number(amountMinor) / 100).toFixed(2);

/**
 * A fee in a few lines: `year 600.00`, `-unemployed 600.00`, `= 0.00`, `> finance 10.00`,
 * `after 91 days 150.00`; or what its outcome is.
 */
export const feeLines = (service: ServiceDefinition, data: CaseData): string[] => {
  const fee = computeFee(service, data);
  if (fee.outcome === "unknown" || fee.outcome === "failed") return [fee.outcome];
  const off = fee.exemptions.map((one) => `-${one.code} ${shekels(one.off)}`);
  if (fee.outcome === "free") return [...off, "free"];
  return [
    ...fee.lines.map(({ code, amount }) => `${code} ${shekels(amount)}`),
    ...off,
    `= ${shekels(fee.total)}`,
    ...(fee.splits.length > 1
      ? fee.splits.map(({ institution, amount }) => `> ${institution} ${shekels(amount)}`)
      : []),
    ...fee.instalments.map(
      ({ amount, dueAfterDays }) => `after ${dueAfterDays} days ${shekels(amount)}`,
    ),
  ];
};

/** An event, or what checks answered: every one clear but those that object. */
export type Happening = WorkflowEvent | Readonly<{ objects: readonly string[] }>;

/** The states a case passes through, and the titles of the documents issued at the end. */
export const follow = (
  service: ServiceDefinition,
  applied: CaseData,
  happenings: readonly Happening[],
): string[] => {
  const fee = computeFee(service, applied);
  const total: WireValues = fee.outcome === "known" ? { "fee.total": moneyToJson(fee.total) } : {};
  let data: CaseData = {
    ...applied,
    facts: {
      ...applied.facts,
      ...total,
      "case.reference": `${service.referencePrefix}-2026-000001`,
      "case.issuedOn": applied.today,
    },
  };
  let state = initialState(service);
  const seen: string[] = [];
  for (const happening of happenings) {
    let event: WorkflowEvent = "checked";
    if (typeof happening === "string") event = happening;
    else {
      const answers = (state.checks ?? []).map(({ code }): [string, string] => [
        `check.${code}`,
        happening.objects.includes(code) ? "objection" : "clear",
      ]);
      data = { ...data, facts: { ...data.facts, ...Object.fromEntries(answers) } };
    }
    state = unwrap(nextState(service, state.code, event, undefined, data)).state;
    seen.push(state.code);
  }
  const issued = (state.issues ?? []).map(
    (code) => unwrap(documentFields(service, code, data)).title.en,
  );
  return [...seen, ...issued];
};
