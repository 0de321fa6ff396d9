import type { AppContext } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import type { NextStep } from "#src/factor/next-step.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { findNextStep, pathOf } from "./continue-sign-in.ts";
import { loadInteraction, type OpenInteraction } from "./interaction.ts";
import { endedAnswer, type SignInDeps } from "./sign-in-context.ts";
import type { PendingSignIn } from "./sign-in-queries.ts";

/** A sign-in that waits for its second step. */
export type SecondStep = Readonly<{
  open: OpenInteraction;
  pending: PendingSignIn;
  person: Person;
  step: Extract<NextStep, { kind: "second" }>;
}>;

/** Whoever proved something, while they may sign in to this client. */
export const personOf = async (
  deps: SignInDeps,
  { known, registration }: OpenInteraction,
  { personId }: PendingSignIn,
): Promise<Person | undefined> =>
  registration.audience === "citizens" && known?.person.status === "active"
    ? known.person
    : await findPerson(deps.db, registration.audience, personId);

/** A sign-in that began in this browser, or the answer to give where there is none. */
export const loadPending = async (
  deps: SignInDeps,
  c: AppContext,
): Promise<Pick<SecondStep, "open" | "pending" | "person"> | Response> => {
  const open = await loadInteraction(deps, c);
  if (!open.ok) return await endedAnswer(deps, c);
  const { details, id } = open.value;
  // Answered already, by a double click: go on to where the first one led.
  if (details.result && "login" in details.result) return c.redirect(details.returnTo, 303);
  const { pending } = open.value;
  const person = pending && (await personOf(deps, open.value, pending));
  if (!pending || !person) return c.redirect(`/interaction/${id}?change=1`, 303);
  return { open: open.value, pending, person };
};

/** The open second step of this browser, or the answer to give where there is none. */
export const loadSecondStep = async (
  deps: SignInDeps,
  c: AppContext,
): Promise<SecondStep | Response> => {
  const loaded = await loadPending(deps, c);
  if (loaded instanceof Response) return loaded;
  const { open, pending, person } = loaded;
  const step = await findNextStep(deps, open, person, pending.proven);
  if (step.kind !== "second") return c.redirect(`/interaction/${open.id}${pathOf(step)}`, 303);
  return { open, pending, person, step };
};
