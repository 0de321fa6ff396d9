import type { CaseData } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { holds, type Entry } from "./evaluate.ts";
import { isAnswerName, modelOf } from "./model.ts";

/** Whether a page or field stands; while waiting, the names that must become known. */
export type Decision =
  | Readonly<{ shown: boolean; waitingFor: readonly [] }>
  | Readonly<{ shown: "waiting"; waitingFor: readonly string[] }>;

const isOpen = (definition: ServiceDefinition, data: CaseData, name: string): boolean =>
  isAnswerName(modelOf(definition), name)
    ? !Object.hasOwn(data.answers, name.split(".")[0] ?? name)
    : !Object.hasOwn(data.facts, name);

/**
 * Decides a `showIf` over settled data. What is still to be answered or fetched is waited for;
 * a condition about a question that was passed over or does not stand, or about something the
 * registry does not hold (all null), does not hold.
 */
export const decideShown = (
  definition: ServiceDefinition,
  condition: string | undefined,
  data: CaseData,
  entry?: Entry,
): Decision => {
  if (condition === undefined) return { shown: true, waitingFor: [] };
  const decided = holds(definition, condition, data, entry);
  if (decided.holds !== "unknown") return { shown: decided.holds, waitingFor: [] };
  const open = decided.because.filter((name) => isOpen(definition, data, name));
  return open.length > 0
    ? { shown: "waiting", waitingFor: open }
    : { shown: false, waitingFor: [] };
};
