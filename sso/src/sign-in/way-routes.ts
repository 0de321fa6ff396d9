import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Person } from "#src/account/account.ts";
import type { NextStep } from "#src/factor/next-step.ts";
import { beginWay } from "./code-routes.ts";
import { findNextStep } from "./continue-sign-in.ts";
import { answerInteraction, loadInteraction, type OpenInteraction } from "./interaction.ts";
import { loadSecondStep, personOf } from "./second-step.ts";
import { endedAnswer, kindOf, viewOf, type SignInDeps } from "./sign-in-context.ts";
import { chooseWay } from "./sign-in-queries.ts";
import { findAskedAgain } from "./signed-in-already.ts";
import { typedForm } from "./typed-form.ts";
import { unmetPage, waysPage } from "./way-pages.ts";

/** Whoever this sign-in is about so far: by their password, or by the session of this browser. */
const findSubject = async (
  deps: SignInDeps,
  open: OpenInteraction,
): Promise<{ person: Person; step: NextStep } | undefined> => {
  const { pending } = open;
  const person = pending
    ? await personOf(deps, open, pending)
    : (await findAskedAgain(deps, open))?.person;
  if (!person) return undefined;
  return { person, step: await findNextStep(deps, open, person, pending?.proven ?? []) };
};

/** The dead end of this sign-in, or the answer that leads back to where it is not dead. */
const loadUnmet = async (deps: SignInDeps, c: AppContext) => {
  const loaded = await loadInteraction(deps, c);
  if (!loaded.ok || loaded.value.details.prompt.name !== "login") return await endedAnswer(deps, c);
  const open = loaded.value;
  const subject = await findSubject(deps, open);
  const step = subject?.step;
  if (step?.kind === "unmet") return { open, lacks: step.lacks };
  if (step?.kind === "no-way") return { open, lacks: "second-step" as const };
  return c.redirect(`/interaction/${open.id}`, 303);
};

/** Choosing another second step, and what is said where none will do. */
export const addWayRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id/ways", async (c) => {
    const step = await loadSecondStep(deps, c);
    if (step instanceof Response) return step;
    const { open, person } = step;
    return c.html(waysPage(viewOf(deps, c, open), { kind: person.kind, ways: step.step.ways }));
  });

  app.post("/interaction/:id/way", async (c) => {
    const step = await loadSecondStep(deps, c);
    if (step instanceof Response) return step;
    const { open, person } = step;
    const typed = typedForm(await c.req.parseBody())["way"];
    const way = step.step.ways.find((one) => one === typed);
    if (way === undefined) return c.redirect(`/interaction/${open.id}/ways`, 303);
    await chooseWay(deps.db, open.id, way);
    return await beginWay(deps, c, open, person)(way);
  });

  app.get("/interaction/:id/unmet", async (c) => {
    const unmet = await loadUnmet(deps, c);
    if (unmet instanceof Response) return unmet;
    const { open, lacks } = unmet;
    return c.html(unmetPage(viewOf(deps, c, open), { kind: kindOf(open), lacks }), 403);
  });

  app.post("/interaction/:id/unmet", async (c) => {
    const unmet = await loadUnmet(deps, c);
    if (unmet instanceof Response) return unmet;
    const refusal = {
      error: "unmet_authentication_requirements",
      error_description: "the person cannot sign in as strongly as was asked",
    };
    return c.redirect(await answerInteraction(unmet.open.details, refusal), 303);
  });
};
