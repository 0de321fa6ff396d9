import type { ServiceDefinition } from "./definition.ts";
import { modelOf } from "./model.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveExpression } from "./prove-expressions.ts";
import { repeated } from "./prove-names.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Check, State } from "./workflow-schema.ts";

const proveCheck = (
  definition: ServiceDefinition,
  path: string,
  check: Check,
  { institutions }: Surroundings,
): Problem[] => {
  const { institution, when, shows, reasons } = check;
  const problems: Problem[] = [];
  if (institutions?.has(institution) === false) {
    problems.push(proofProblem(`${path}.institution`, "unknownInstitution", institution));
  }
  if (when !== undefined) {
    const placed = { path: `${path}.when`, source: when, wanted: "boolean" as const };
    problems.push(...proveExpression(definition, placed));
  }
  for (const [index, name] of shows.entries()) {
    if (modelOf(definition).names.find(name) === undefined) {
      problems.push(proofProblem(`${path}.shows.${index}`, "unknownShown", name));
    }
  }
  const codes = reasons.map(({ code }) => code);
  return [...problems, ...repeated(`${path}.reasons`, codes)];
};

const proveState = (
  definition: ServiceDefinition,
  path: string,
  { code, kind, task, checks }: State,
  surroundings: Surroundings,
): Problem[] => {
  const goesOn = definition.workflow.transitions.some(
    ({ from, event }) => from === code && event === "checked",
  );
  if (checks === undefined) {
    return goesOn ? [proofProblem(path, "checkedWithoutChecks", code)] : [];
  }
  return [
    ...(kind === "work" ? [] : [proofProblem(path, "checksOnlyWork", code)]),
    ...(task === undefined ? [] : [proofProblem(path, "taskAndChecks", code)]),
    ...(goesOn ? [] : [proofProblem(path, "checkedNeeded", code)]),
    ...checks.flatMap((check, index) =>
      proveCheck(definition, `${path}.checks.${index}`, check, surroundings),
    ),
  ];
};

/** Checks: asked of somebody, about something, and gone on from when all have answered. */
export const proveChecks = (
  definition: ServiceDefinition,
  surroundings: Surroundings,
): Problem[] => {
  const { states } = definition.workflow;
  const codes = states.flatMap(({ checks }) => (checks ?? []).map(({ code }) => code));
  return [
    ...repeated("workflow.states", codes),
    ...states.flatMap((state, index) =>
      proveState(definition, `workflow.states.${index}`, state, surroundings),
    ),
  ];
};
