import type { AppContext } from "@gov/kit/http.ts";
import { sessionEndedPage } from "@gov/kit/ui/status-pages.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, pathOf, show, signInHref } from "#src/frame.ts";
import type { CitizenSession } from "./citizen-session-queries.ts";

type Handler = (c: AppContext, session: CitizenSession) => Response | Promise<Response>;

/** Says that the session has ended, with the way back to `returnTo`. */
export const showSessionEnded = (
  c: AppContext,
  deps: PortalDeps,
  returnTo: string,
): Promise<Response> =>
  show(
    c,
    sessionEndedPage({
      ...frameOf(c, deps),
      reference: c.get("requestId"),
      signInHref: signInHref(returnTo),
    }),
    410,
  );

/**
 * A page for a signed-in person. Strangers are sent to sign in and come back here; a session that
 * ended says so first. `returnTo` is where a form's page is opened, for those that post.
 */
export const forCitizen =
  (deps: PortalDeps, handler: Handler, returnTo: (c: AppContext) => string = pathOf) =>
  async (c: AppContext): Promise<Response> => {
    const session = await deps.sessions.find(c);
    if (session) return await handler(c, session);
    const back = returnTo(c);
    if (deps.sessions.hadOne(c) || c.req.method !== "GET") {
      return await showSessionEnded(c, deps, back);
    }
    return c.redirect(signInHref(back));
  };
