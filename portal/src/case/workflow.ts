import { err, ok, type Result } from "@gov/kit/result.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { holds } from "@gov/services/language/evaluate.ts";
import { findState, nextState } from "@gov/services/language/workflow.ts";
import type {
  Actor as WorkflowActor,
  Check,
  State,
  Transition,
  WorkflowEvent,
} from "@gov/services/language/workflow-schema.ts";
import type { Officer, WaitsFor } from "./case.ts";

/** What a state asks of the case's record. */
export type Step = Readonly<{
  state: string;
  waitsFor: WaitsFor;
  final: boolean;
  /** How it ended, where it ended. */
  outcome?: State["outcome"];
  task?: Readonly<{
    role: string;
    kind: string;
    workingMinutes: number;
    /** Working minutes after it was due, a supervisor has it. */
    escalateMinutes?: number;
  }>;
  /** The state that it leaves asks others: what they have not answered is dropped. */
  leavesChecks: boolean;
  /** What other institutions are asked now; undefined where the state asks nothing. */
  checks?: readonly Check[];
  /** Documents issued on arrival. */
  issues: readonly string[];
  reasons: NonNullable<Transition["reasons"]>;
}>;

const waitsFor: Readonly<Record<State["kind"], WaitsFor>> = {
  draft: "citizen",
  payment: "citizen",
  information: "citizen",
  work: "institution",
  final: "nobody",
};

/** Who must act while a case is in this state. */
export const waitsForIn = (state: State): WaitsFor => waitsFor[state.kind];

/** Who is asked: not again who saw no objection; what cannot be decided is asked, too. */
export const checksToAsk = (
  definition: ServiceDefinition,
  checks: readonly Check[],
  data: CaseData,
): Check[] =>
  checks.filter(
    ({ code, when }) =>
      data.facts[`check.${code}`] !== "clear" &&
      (when === undefined || holds(definition, when, data).holds !== false),
  );

/** The state a case comes to by an event, or that the service's workflow does not allow it now. */
export const stepAfter = (
  definition: ServiceDefinition,
  state: string,
  event: WorkflowEvent,
  by: WorkflowActor,
  data: CaseData,
): Result<Step, "notAllowedNow"> => {
  const next = nextState(definition, state, event, by, data);
  if (!next.ok) return err("notAllowedNow");
  const arrived = next.value.state;
  return ok({
    state: arrived.code,
    waitsFor: waitsForIn(arrived),
    final: arrived.kind === "final",
    leavesChecks: findState(definition, state)?.checks !== undefined,
    ...(arrived.outcome === undefined ? {} : { outcome: arrived.outcome }),
    ...(arrived.task
      ? {
          task: {
            role: arrived.task.role,
            kind: arrived.code,
            workingMinutes: arrived.task.slaWorkingHours * 60,
            ...(arrived.task.escalateAfterWorkingHours === undefined
              ? {}
              : { escalateMinutes: arrived.task.escalateAfterWorkingHours * 60 }),
          },
        }
      : {}),
    ...(arrived.checks ? { checks: checksToAsk(definition, arrived.checks, data) } : {}),
    issues: arrived.issues ?? [],
    reasons: next.value.transition.reasons ?? [],
  });
};

/** The part an officer plays in a workflow: supervisors may do what officers may. */
export const partsOf = (officer: Officer): WorkflowActor[] =>
  officer.roles.includes("supervisor")
    ? ["supervisor", "officer"]
    : officer.roles.includes("officer")
      ? ["officer"]
      : [];

/** The step an officer may take, in whichever of their parts allows it. */
export const stepByOfficer = (
  definition: ServiceDefinition,
  state: string,
  event: WorkflowEvent,
  officer: Officer,
  data: CaseData,
): Result<Step, "notAllowedNow"> => {
  for (const part of partsOf(officer)) {
    const step = stepAfter(definition, state, event, part, data);
    if (step.ok) return step;
  }
  return err("notAllowedNow");
};
