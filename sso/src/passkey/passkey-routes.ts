import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { beginWay } from "#src/sign-in/code-routes.ts";
import { continueSignIn } from "#src/sign-in/continue-sign-in.ts";
import { answerInteraction, loadInteraction } from "#src/sign-in/interaction.ts";
import type { OpenInteraction } from "#src/sign-in/interaction.ts";
import { keyedDeps, endedAnswer, originOf, type SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { noteProven } from "#src/sign-in/sign-in-queries.ts";
import { findSameSignIn, findAskedAgain, identifierOf } from "#src/sign-in/signed-in-already.ts";
import { aboutSignIn } from "./offer-passkey.ts";
import type { PasskeyFailure } from "./passkey-failure.ts";
import { checkPasskey } from "./passkey-step.ts";
import { readAssertion, siteOf } from "./passkey.ts";

/** Longest answer of a device that is read, in characters. */
const longestAnswer = 12_000;

type Expected = Readonly<{ personId?: string; page: "" | "/code" }>;

/** Whose passkey it must be, and the page that asked for it. */
const findExpected = async (
  deps: SignInDeps,
  open: OpenInteraction,
  step: unknown,
): Promise<Expected> => {
  if (step !== "second") return { page: "" };
  const { pending } = open;
  if (pending) return { personId: pending.personId, page: "/code" };
  const asked = await findAskedAgain(deps, open);
  return asked ? { personId: asked.person.id, page: "" } : { page: "" };
};

const takeAnswer = async (
  deps: SignInDeps,
  c: AppContext,
  open: OpenInteraction,
): Promise<Response> => {
  const body = await c.req.parseBody();
  const { answer: typed, step } = body;
  const answer =
    typeof typed === "string" && typed.length <= longestAnswer ? readAssertion(typed) : undefined;
  const { page, ...expected } = await findExpected(deps, open, step);
  const refuse = (failure: PasskeyFailure): Response =>
    c.redirect(`/interaction/${open.id}${page}?passkey=${failure}`, 303);
  if (!answer) return refuse("malformed");
  const checked = await checkPasskey(
    { ...keyedDeps(deps), site: siteOf(deps.config.PUBLIC_URL) },
    {
      about: aboutSignIn(open.id),
      answer,
      audience: open.registration.audience,
      ...expected,
      origin: originOf(deps, c, open),
    },
  );
  if (!checked.ok) return refuse(checked.error);
  const { person, factor } = checked.value;
  const { kind, id: personId } = person;
  const signIn = { personId, kind, identifier: identifierOf(person), factor };
  const { proven } = await noteProven(deps.db, open.id, signIn);
  const begin = beginWay(deps, c, open, person);
  return await continueSignIn(deps, c, open, { person, proven }, begin);
};

/** Signing in with a passkey, as the first step or the second, and going on without one. */
export const addPasskeyRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.post("/interaction/:id/passkey", async (c) => {
    const open = await loadInteraction(deps, c);
    if (!open.ok || open.value.details.prompt.name !== "login") return await endedAnswer(deps, c);
    const { details } = open.value;
    if (details.result && "login" in details.result) return c.redirect(details.returnTo, 303);
    return await takeAnswer(deps, c, open.value);
  });

  app.post("/interaction/:id/as-it-is", async (c) => {
    const open = await loadInteraction(deps, c);
    if (!open.ok || open.value.details.prompt.name !== "login") return await endedAnswer(deps, c);
    const asked = await findAskedAgain(deps, open.value);
    const login = asked?.optional ? await findSameSignIn(deps, open.value) : undefined;
    if (!login) return c.redirect(`/interaction/${open.value.id}`, 303);
    return c.redirect(await answerInteraction(open.value.details, { login }), 303);
  });
};
