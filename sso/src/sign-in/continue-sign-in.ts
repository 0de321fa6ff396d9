import type { AppContext } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import { acrOf, requirementOf } from "#src/factor/acr.ts";
import { findMeans, type OwnMeans } from "#src/factor/factor-queries.ts";
import { amrOf, type Factor, type Way } from "#src/factor/factor.ts";
import { nextStep, type NextStep } from "#src/factor/next-step.ts";
import { completeSignIn } from "./complete-sign-in.ts";
import type { OpenInteraction } from "./interaction.ts";
import type { SignInDeps } from "./sign-in-context.ts";
import type { PendingSignIn } from "./sign-in-queries.ts";

/** What this sign-in has to reach. */
export const requirementIn = ({ details, registration }: OpenInteraction) =>
  requirementOf(details.params, registration.minimumAcr);

/** Where a person's sign-in goes from what they proved. */
export const findNextStep = async (
  deps: SignInDeps,
  open: OpenInteraction,
  person: Person,
  proven: readonly Factor[],
  foundMeans?: OwnMeans,
): Promise<NextStep> => {
  const ofKnown = open.known?.person.id === person.id ? open.known.means : undefined;
  const means = foundMeans ?? ofKnown ?? (await findMeans(deps.db, person));
  const { preferredWay } = means;
  return nextStep({ means, proven, requirement: requirementIn(open), preferredWay });
};

/** The way that is being tried: the one that was chosen while it leads on, else the best. */
export const wayOf = (
  step: Extract<NextStep, { kind: "second" }>,
  pending: Pick<PendingSignIn, "way"> | undefined,
): Way => step.ways.find((way) => way === pending?.way) ?? step.ways[0];

/** The page of each step; what is complete and was not answered begins again. */
export const pathOf = (step: NextStep): string => {
  switch (step.kind) {
    case "complete":
    case "first":
      return "?change=1";
    case "second":
      return "/code";
    case "no-way":
    case "unmet":
      return "/unmet";
  }
};

/**
 * Goes on after a factor was proven: to the end, or to what is still missing. `begin` does what
 * a second step needs before its page can be shown (sends a code) and answers.
 */
export const continueSignIn = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
  input: Readonly<{
    person: Person;
    proven: readonly Factor[];
    way?: Way | undefined;
    /** What the person has, where it was just read. */
    means?: OwnMeans | undefined;
  }>,
  begin: (way: Way) => Promise<Response>,
): Promise<Response> => {
  const { person, proven, way, means } = input;
  const step = await findNextStep(deps, open, person, proven, means);
  if (step.kind === "complete") {
    const signIn = { person, acr: acrOf(step.level), amr: amrOf(proven) };
    return await completeSignIn(deps, c, open, signIn);
  }
  if (step.kind === "second") return await begin(wayOf(step, { way }));
  return c.redirect(`/interaction/${open.id}${pathOf(step)}`, 303);
};
