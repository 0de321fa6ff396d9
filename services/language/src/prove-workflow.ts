import type { ServiceDefinition } from "./definition.ts";
import type { Problem } from "./problem.ts";
import { proofProblem } from "./proof-texts.ts";
import { proveChecks } from "./prove-checks.ts";
import { proveExpression } from "./prove-expressions.ts";
import type { Surroundings } from "./surroundings.ts";
import type { Actor, State, Transition, WorkflowEvent } from "./workflow-schema.ts";

/** Who may cause an event, and in which kinds of state it makes sense. */
const rights: Readonly<
  Record<WorkflowEvent, Readonly<{ by: readonly Actor[]; in: readonly State["kind"][] }>>
> = {
  submit: { by: ["applicant"], in: ["draft"] },
  pay: { by: ["system"], in: ["payment"] },
  approve: { by: ["officer", "supervisor", "system"], in: ["work"] },
  reject: { by: ["officer", "supervisor", "system"], in: ["work"] },
  requestInformation: { by: ["officer", "supervisor"], in: ["work"] },
  answerInformation: { by: ["applicant"], in: ["information"] },
  checked: { by: ["system"], in: ["work"] },
  withdraw: { by: ["applicant"], in: ["draft", "payment", "work", "information"] },
};

/** The states reached from some, following transitions forwards or backwards. */
const spread = (
  from: readonly string[],
  transitions: readonly Transition[],
  start: "from" | "to",
): Set<string> => {
  const reached = new Set(from);
  for (const state of reached) {
    for (const transition of transitions) {
      if (transition[start] === state) reached.add(transition[start === "from" ? "to" : "from"]);
    }
  }
  return reached;
};

const proveState = (definition: ServiceDefinition, path: string, state: State): Problem[] => {
  const { code, kind, outcome, task, checks } = state;
  const leaving = definition.workflow.transitions.filter(({ from }) => from === code);
  const problems: Problem[] = [];
  if (kind === "final" && leaving.length > 0)
    problems.push(proofProblem(path, "finalGoesOn", code));
  if (kind === "final" && !outcome) problems.push(proofProblem(path, "outcomeNeeded", code));
  if (kind !== "final" && outcome) problems.push(proofProblem(path, "outcomeOnlyFinal", code));
  if (kind === "work" && !task && !checks) problems.push(proofProblem(path, "taskNeeded", code));
  if (kind !== "work" && task) problems.push(proofProblem(path, "taskOnlyWork", code));
  if (leaving.length > 0 && leaving.every(({ event }) => event === "withdraw")) {
    problems.push(proofProblem(path, "onlyWithdrawal", code));
  }
  for (const [index, document] of (state.issues ?? []).entries()) {
    if (!definition.documents.some((each) => each.code === document)) {
      problems.push(proofProblem(`${path}.issues.${index}`, "unknownDocument", document));
    }
  }
  return problems;
};

const proveTransition = (
  definition: ServiceDefinition,
  path: string,
  transition: Transition,
): Problem[] => {
  const { states } = definition.workflow;
  const problems: Problem[] = [];
  for (const end of ["from", "to"] as const) {
    if (!states.some(({ code }) => code === transition[end])) {
      problems.push(proofProblem(`${path}.${end}`, "unknownState", transition[end]));
    }
  }
  const kind = states.find(({ code }) => code === transition.from)?.kind;
  const right = rights[transition.event];
  if (kind !== undefined && kind !== "final") {
    if (!right.by.includes(transition.by) || !right.in.includes(kind)) {
      problems.push(proofProblem(path, "wrongActor", transition.event));
    }
  }
  if (transition.when !== undefined) {
    const placed = { path: `${path}.when`, source: transition.when, wanted: "boolean" as const };
    problems.push(...proveExpression(definition, placed));
  }
  return problems;
};

/** For one event of one state and actor: guards first, exactly one transition without, last. */
const proveGuards = (definition: ServiceDefinition): Problem[] => {
  const groups = new Map<string, Transition[]>();
  for (const transition of definition.workflow.transitions) {
    const key = `${transition.from} ${transition.event} ${transition.by}`;
    groups.set(key, [...(groups.get(key) ?? []), transition]);
  }
  return [...groups.values()].flatMap((group): Problem[] => {
    const event = `${group[0]?.from} → ${group[0]?.event}`;
    const firstOpen = group.findIndex(({ when }) => when === undefined);
    if (firstOpen === -1) return [proofProblem("workflow.transitions", "guardFallback", event)];
    return firstOpen === group.length - 1
      ? []
      : [proofProblem("workflow.transitions", "transitionShadowed", event)];
  });
};

const provePaths = (definition: ServiceDefinition): Problem[] => {
  const { states, transitions, initial } = definition.workflow;
  const start = states.find(({ code }) => code === initial);
  if (!start) return [proofProblem("workflow.initial", "unknownState", initial)];
  const reached = spread([initial], transitions, "from");
  const finals = states.filter(({ kind }) => kind === "final").map(({ code }) => code);
  const ending = spread(finals, transitions, "to");
  return [
    ...(start.kind === "draft" ? [] : [proofProblem("workflow.initial", "initialNotDraft")]),
    ...states.flatMap(({ code }, index) => [
      ...(reached.has(code)
        ? []
        : [proofProblem(`workflow.states.${index}`, "unreachableState", code)]),
      ...(ending.has(code) ? [] : [proofProblem(`workflow.states.${index}`, "deadEnd", code)]),
    ]),
  ];
};

/** The workflow: every state reachable, every path ends, every step belongs to someone. */
export const proveWorkflow = (
  definition: ServiceDefinition,
  surroundings: Surroundings,
): Problem[] => {
  const { states, transitions } = definition.workflow;
  const paid = states.some(({ kind }) => kind === "payment");
  const hasFees = definition.fees.length > 0;
  const issued = new Set(states.flatMap(({ issues }) => issues ?? []));
  return [
    ...provePaths(definition),
    ...states.flatMap((state, index) => proveState(definition, `workflow.states.${index}`, state)),
    ...transitions.flatMap((transition, index) =>
      proveTransition(definition, `workflow.transitions.${index}`, transition),
    ),
    ...proveGuards(definition),
    ...proveChecks(definition, surroundings),
    ...(hasFees && !paid ? [proofProblem("workflow.states", "noPayment")] : []),
    ...(paid && !hasFees ? [proofProblem("fees", "noFees")] : []),
    ...definition.documents.flatMap(({ code }, index) =>
      issued.has(code) ? [] : [proofProblem(`documents.${index}`, "neverIssued", code)],
    ),
  ];
};
