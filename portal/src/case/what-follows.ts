import type { CaseData } from "@gov/services/language/case-data.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import { findState } from "@gov/services/language/workflow.ts";
import type { Check, State } from "@gov/services/language/workflow-schema.ts";
import { caseDataOfCase } from "./case-data.ts";
import type { GovernmentCase } from "./case.ts";
import { checksToAsk, stepAfter } from "./workflow.ts";

/** One thing that is still before a case. */
export type Following =
  | Readonly<{ kind: "payment" }>
  /** Other institutions are asked, side by side. */
  | Readonly<{ kind: "asked"; institutions: readonly string[] }>
  /** The institution's own people look at it and decide; what comes then is theirs to say. */
  | Readonly<{ kind: "decided" }>
  /** It ends by itself; granted, with so many documents. */
  | Readonly<{ kind: "ended"; granted: boolean; documents: number }>;

/** As if each of these checks were answered with no objection; what was answered stands. */
const answeredClear = (data: CaseData, checks: readonly Check[]): CaseData => {
  const facts = { ...data.facts };
  for (const { code } of checks) facts[`check.${code}`] ??= "clear";
  return { ...data, facts };
};

const ended = ({ outcome, issues }: State): Following => ({
  kind: "ended",
  granted: outcome === "approved",
  documents: issues?.length ?? 0,
});

/**
 * What is before a case from where it stands, in order: up to somebody's decision, or the end
 * where nobody has to decide. Told as it goes where the fee is paid and nobody asked objects; the
 * rules that decide the way are the ones that will be asked then.
 */
export const whatFollows = (
  definition: ServiceDefinition,
  current: GovernmentCase,
  now: Date,
): Following[] => {
  const follows: Following[] = [];
  const seen = new Set<string>();
  let data = caseDataOfCase(current, now);
  let state = findState(definition, current.state);
  while (state !== undefined && !seen.has(state.code)) {
    seen.add(state.code);
    if (state.kind === "final") return [...follows, ended(state)];
    if (state.kind === "payment") follows.push({ kind: "payment" });
    else if (state.checks) {
      const asked = checksToAsk(definition, state.checks, data);
      const institutions = [...new Set(asked.map(({ institution }) => institution))];
      if (institutions.length > 0) follows.push({ kind: "asked", institutions });
      data = answeredClear(data, asked);
    } else return state.kind === "work" ? [...follows, { kind: "decided" }] : follows;
    const event = state.kind === "payment" ? "pay" : "checked";
    const step = stepAfter(definition, state.code, event, "system", data);
    state = step.ok ? findState(definition, step.value.state) : undefined;
  }
  return follows;
};
