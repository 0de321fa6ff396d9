import { readCookie } from "@gov/kit/cookie.ts";
import type { HttpApp } from "@gov/kit/http.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { continueSignIn } from "#src/sign-in/continue-sign-in.ts";
import { loadInteraction } from "#src/sign-in/interaction.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { noteProven } from "#src/sign-in/sign-in-queries.ts";
import { registrationCookie } from "./registration-cookie.ts";
import { spendFinishedRegistration } from "./registration-queries.ts";

/**
 * Whoever has just opened an account in this browser chose a password and typed the code of their
 * phone: the sign-in that waits here is answered with that, once.
 */
export const addRegisteredRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/interaction/:id", async (c, next) => {
    const token = readCookie(c, registrationCookie);
    if (token === undefined) return await next();
    const open = await loadInteraction(deps, c);
    const waits = open.ok && open.value.details.prompt.name === "login";
    if (!waits || open.value.registration.audience !== "citizens") return await next();
    const personId = await spendFinishedRegistration(deps.db, token);
    const person = personId && (await findPerson(deps.db, "citizens", personId));
    if (!person || person.kind !== "citizen") return await next();
    const { id, kind, nationalId } = person;
    const proven = ["password", "sms"] as const;
    for (const factor of proven) {
      const signIn = { personId: id, kind, identifier: nationalId, factor };
      await noteProven(deps.db, open.value.id, signIn);
    }
    return await continueSignIn(deps, c, open.value, { person, proven }, () =>
      Promise.resolve(c.redirect(`/interaction/${open.value.id}/code`, 303)),
    );
  });
};
