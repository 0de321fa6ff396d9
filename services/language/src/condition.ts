import type { CaseData } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { evaluate, type Entry } from "./evaluate.ts";
import { isNo, isYes } from "./expression/value.ts";
import { answerOf, modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";

/**
 * Whether a condition holds, and the names that decided it; while waiting, the names that must
 * become known first.
 */
export type Decision = Readonly<{
  holds: boolean | "waiting";
  because: readonly string[];
  /** Why it could not be worked out; it does not hold then. */
  problem?: Problem;
}>;

/** Whether a name may still become known: not yet answered, or not yet fetched. */
export const isOpen = (definition: ServiceDefinition, data: CaseData, name: string): boolean => {
  // A check that was not asked stays unanswered.
  if (name.startsWith("check.")) return false;
  const answer = answerOf(modelOf(definition), name);
  return answer === undefined
    ? !Object.hasOwn(data.facts, name)
    : !Object.hasOwn(data.answers, answer);
};

/**
 * Decides a condition over settled data. What is still to be answered or fetched is waited for;
 * a condition about a question that was passed over or does not stand, or about something the
 * registry does not hold (all null), does not hold.
 */
export const decide = (
  definition: ServiceDefinition,
  condition: string | undefined,
  data: CaseData,
  entry?: Entry,
): Decision => {
  if (condition === undefined) return { holds: true, because: [] };
  const result = evaluate(definition, condition, data, entry);
  if (!result.ok) return { holds: false, because: [], problem: result.error };
  const { value, because } = result.value;
  if (isYes(value) || isNo(value)) return { holds: isYes(value), because };
  const open = because.filter((name) => isOpen(definition, data, name));
  return open.length > 0 ? { holds: "waiting", because: open } : { holds: false, because };
};
