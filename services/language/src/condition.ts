import type { CaseData } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { holds } from "./evaluate.ts";

/** Whether a page or field stands; while waiting, the names that must become known. */
export type Decision =
  | Readonly<{ shown: boolean; waitingFor: readonly [] }>
  | Readonly<{ shown: "waiting"; waitingFor: readonly string[] }>;

const isOpen = (data: CaseData, name: string): boolean =>
  !Object.hasOwn(name.includes(".") ? data.facts : data.answers, name);

/**
 * Decides a `showIf` over settled data. What is still to be answered or fetched is waited for;
 * a condition about a question that was passed over or does not stand, or about something the
 * registry does not hold (all null), does not hold.
 */
export const decideShown = (
  definition: ServiceDefinition,
  condition: string | undefined,
  data: CaseData,
): Decision => {
  if (condition === undefined) return { shown: true, waitingFor: [] };
  const decided = holds(definition, condition, data);
  if (decided.holds !== "unknown") return { shown: decided.holds, waitingFor: [] };
  const open = decided.because.filter((name) => isOpen(data, name));
  return open.length > 0
    ? { shown: "waiting", waitingFor: open }
    : { shown: false, waitingFor: [] };
};
