/** A settlement run: what one person proposes to pay out and another approves. */
export const runStatuses = ["drafted", "proposed", "approved", "withdrawn"] as const;
export type RunStatus = (typeof runStatuses)[number];

export const runEvents = ["propose", "approve", "withdraw"] as const;
export type RunEvent = (typeof runEvents)[number];

/** Every legal step. A run that the schedule drafted still needs two people. */
export const runTransitions: readonly (readonly [RunStatus, RunEvent, RunStatus])[] = [
  ["drafted", "propose", "proposed"],
  ["drafted", "withdraw", "withdrawn"],
  ["proposed", "approve", "approved"],
  ["proposed", "withdraw", "withdrawn"],
];

const byFromAndEvent = new Map(
  runTransitions.map(([from, event, to]) => [`${from} ${event}`, to] as const),
);

export const nextRunStatus = (from: RunStatus, event: RunEvent): RunStatus | undefined =>
  byFromAndEvent.get(`${from} ${event}`);

export type RunRefusal = "runDecided" | "samePerson";

/** Where a person's decision leads, or why it may not be made. */
export const decideRun = (
  run: Readonly<{ status: RunStatus; proposed_by: string | null }>,
  event: RunEvent,
  person: string,
): RunStatus | RunRefusal => {
  const next = nextRunStatus(run.status, event);
  if (next === undefined) return "runDecided";
  return event === "approve" && run.proposed_by === person ? "samePerson" : next;
};
