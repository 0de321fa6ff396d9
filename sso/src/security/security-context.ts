import type { AppContext } from "@gov/kit/http.ts";
import { requirePerson, type OwnSession } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { SecurityView } from "./security-pages.ts";

/** Whoever opens or closes a way into their account proved themselves this lately, in seconds. */
const freshS = 600;

/** The page of all ways into an account. */
export const securityPath = "/account/security";

/** The person who changes their ways in, or the sign-in they have to do first. */
export const requireFresh = async (
  deps: SignInDeps,
  c: AppContext,
  back: string,
): Promise<OwnSession | Response> =>
  await requirePerson(deps, c, {
    withinS: freshS,
    ...(c.req.method === "GET" ? {} : { back }),
  });

export const securityView = (deps: SignInDeps, c: AppContext, path = c.req.path): SecurityView => ({
  lang: c.get("lang"),
  path,
  csrfToken: deps.csrf.token(c),
});

/** What was done, told on the page of all ways after it. */
export const done = (c: AppContext, what: string): Response =>
  c.redirect(`${securityPath}?done=${what}`, 303);
