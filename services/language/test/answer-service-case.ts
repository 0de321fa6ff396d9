import { bindingRequests } from "../src/bindings.ts";
import type { CaseData, WireValue } from "../src/case-data.ts";
import type { ServiceDefinition } from "../src/definition.ts";
import { eligibility } from "../src/eligibility.ts";
import { evaluate } from "../src/evaluate.ts";
import { computeFee } from "../src/fees.ts";
import { pagesToAsk } from "../src/pages.ts";
import { validatePage } from "../src/validate-page.ts";
import { nextState } from "../src/workflow.ts";
import type { Actor, WorkflowEvent } from "../src/workflow-schema.ts";
import { toWire } from "../src/wire-value.ts";

/** A question of the corpus to a whole service: exactly one of them. */
export type ServiceQuestion = Readonly<{
  ask: "fee" | "pages" | "eligibility" | "registries" | "step" | "value" | "form";
  /** Of `step`: where the case is, what happens, who does it. */
  step?: Readonly<{ from: string; event: string; by: string }> | undefined;
  /** Of `value`: an expression, within an entry's own rules where one is given. */
  expression?: string | undefined;
  entry?: Readonly<{ group: string; answers: Record<string, unknown> }> | undefined;
  /** Of `form`: the page, and what was typed into it. */
  form?: Readonly<{ page: string; typed: Record<string, string> }> | undefined;
}>;

type Wire = WireValue | readonly unknown[] | Readonly<Record<string, unknown>>;

const feeOf = (definition: ServiceDefinition, data: CaseData): Wire => {
  const fee = computeFee(definition, data);
  if (fee.outcome === "free") {
    return { outcome: "free", exemptions: fee.exemptions.map(({ code }) => code) };
  }
  if (fee.outcome === "unknown") return { outcome: "unknown", missing: fee.missing };
  if (fee.outcome === "failed") return { outcome: "failed", problem: fee.problem.code };
  const minor = ({ amountMinor }: { amountMinor: bigint }): string => String(amountMinor);
  return {
    outcome: "known",
    lines: Object.fromEntries(fee.lines.map(({ code, amount }) => [code, minor(amount)])),
    exemptions: Object.fromEntries(fee.exemptions.map(({ code, off }) => [code, minor(off)])),
    total: { amountMinor: minor(fee.total), currency: fee.total.currency },
    splits: Object.fromEntries(
      fee.splits.map(({ institution, amount }) => [institution, minor(amount)]),
    ),
    instalments: fee.instalments.map(({ amount, dueAfterDays }) => [minor(amount), dueAfterDays]),
  };
};

/** What an implementation answers to one question about a service, as plain JSON. */
export const answerServiceCase = (
  definition: ServiceDefinition,
  data: CaseData,
  question: ServiceQuestion,
): Wire => {
  switch (question.ask) {
    case "fee":
      return feeOf(definition, data);
    case "pages": {
      const { pages, next, waitingFor } = pagesToAsk(definition, data);
      const asked = pages.map(({ page, fields }) => [
        page.code,
        fields.map(({ field, required }) => `${field.code}${required ? "" : "?"}`),
      ]);
      return { pages: Object.fromEntries(asked), next: next?.page.code ?? null, waitingFor };
    }
    case "eligibility": {
      const found = eligibility(definition, data);
      return found.outcome === "ineligible"
        ? { outcome: found.outcome, reasons: found.reasons.map(({ code }) => code) }
        : found;
    }
    case "registries":
      return bindingRequests(definition, data).map(({ key }) => key);
    case "step": {
      const { from = "", event, by } = question.step ?? {};
      const step = nextState(definition, from, event as WorkflowEvent, by as Actor, data);
      return step.ok ? { state: step.value.state.code } : { refused: step.error };
    }
    case "value": {
      const entry = question.entry as Parameters<typeof evaluate>[3];
      const result = evaluate(definition, question.expression ?? "", data, entry);
      if (!result.ok) return { problem: result.error.code };
      const { value, because } = result.value;
      return value.type === "unknown" ? { unknown: because } : { value: toWire(value), because };
    }
    case "form": {
      const { page = "", typed = {} } = question.form ?? {};
      const read = validatePage(definition, page, typed, data);
      return read.ok ? { answers: read.value } : { errors: Object.keys(read.error) };
    }
  }
};
