import { err, ok, type Result } from "@gov/kit/result.ts";
import type { SuspensionKind } from "#src/protection/suspension-queries.ts";

/** What an operator can ask for. */
export const acts = ["suspend", "lift", "reset", "proofing"] as const;
export type Act = (typeof acts)[number];

/** How the account stands when the operator asks. */
export type Standing =
  | Readonly<{ state: "active" }>
  | Readonly<{ state: "suspended"; kind: SuspensionKind; liftAskedBy: string | null }>;

/** What then happens. */
export type Step = "suspend" | "ask-lift" | "lift" | "reset" | "proofing";

export const refusals = ["own-account", "already", "not-suspended", "needs-another"] as const;
export type Refusal = (typeof refusals)[number];

type Operator = Readonly<{ username: string; isThePerson: boolean }>;

const liftStep = (standing: Standing, username: string): Result<Step, Refusal> => {
  if (standing.state === "active") return err("not-suspended");
  if (standing.kind === "intervention") return ok("lift");
  if (standing.liftAskedBy === null) return ok("ask-lift");
  return standing.liftAskedBy === username ? err("needs-another") : ok("lift");
};

/**
 * What an operator's act comes to. A suspension that the person asked for, or that waits for
 * proof, is lifted by two operators: the first asks, another decides.
 */
export const decideAct = (
  standing: Standing,
  act: Act,
  { username, isThePerson }: Operator,
): Result<Step, Refusal> => {
  if (isThePerson) return err("own-account");
  if (act === "lift") return liftStep(standing, username);
  if (act === "reset") return ok("reset");
  return standing.state === "suspended" ? err("already") : ok(act);
};
