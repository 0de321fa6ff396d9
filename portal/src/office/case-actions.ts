import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Transition } from "@gov/services/language/workflow-schema.ts";
import { transitionsFrom } from "@gov/services/language/workflow.ts";
import { mayWorkOn, type GovernmentCase, type Officer } from "#src/case/case.ts";
import type { Task } from "#src/case/task-queries.ts";
import { partsOf } from "#src/case/workflow.ts";

export type Decision = "approve" | "reject" | "requestInformation";

/** What an officer can do with a request now. */
export type Actions = Readonly<{
  decisions: readonly (Transition & Readonly<{ event: Decision }>)[];
  take: boolean;
  release: boolean;
  /** A colleague holds it. */
  heldByAnother: boolean;
}>;

const isDecision = (transition: Transition): transition is Transition & { event: Decision } =>
  ["approve", "reject", "requestInformation"].includes(transition.event);

const none: Actions = { decisions: [], take: false, release: false, heldByAnother: false };

/** Pure: the same rules the commands enforce, so that no button is offered in vain. */
export const actionsFor = (
  definition: ServiceDefinition,
  current: GovernmentCase,
  task: Task | undefined,
  officer: Officer,
): Actions => {
  if (!task || task.paused) return none;
  const allowed = mayWorkOn(task, officer);
  if (!allowed.ok) return { ...none, heldByAnother: allowed.error === "claimedByAnother" };
  const seen = new Set<string>();
  const decisions = partsOf(officer)
    .flatMap((part) => transitionsFrom(definition, current.state, part))
    .filter(isDecision)
    .filter(({ event }) => !seen.has(event) && seen.add(event));
  return {
    decisions,
    take: task.assignee !== officer.username,
    release: task.assignee !== undefined,
    heldByAnother: task.assignee !== undefined && task.assignee !== officer.username,
  };
};
