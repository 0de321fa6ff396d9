import type { HttpApp } from "@gov/kit/http.ts";
import { requirePerson } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { approverRemoval } from "#src/approval/approver-removal.ts";
import { listApprovers } from "#src/approval/approver-queries.ts";
import { findMeans, putPreferredWay } from "#src/factor/factor-queries.ts";
import { addPasskeyChangeRoutes } from "#src/passkey/passkey-change-routes.ts";
import { listPasskeys } from "#src/passkey/passkey-queries.ts";
import { countRecoveryCodes } from "#src/recovery-code/recovery-code-queries.ts";
import { addRecoveryRoutes } from "#src/recovery-code/recovery-routes.ts";
import { addTotpRoutes } from "#src/totp/totp-routes.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { addRemovalRoutes } from "./removal-routes.ts";
import { done, requireFresh } from "./security-context.ts";
import { securityPath, securityView } from "./security-context.ts";
import { askableWays, securityPage } from "./security-pages.ts";

/** `/account/security`: the ways into an account, and which is asked for first. */
export const addSecurityRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(securityPath, async (c) => {
    const session = await requirePerson(deps, c);
    if (session instanceof Response) return session;
    const { person } = session;
    const means = await findMeans(deps.db, person);
    return c.html(
      securityPage(securityView(deps, c), {
        passkeys: await listPasskeys(deps.db, person.id),
        approvers: person.kind === "citizen" ? await listApprovers(deps.db, person.id) : undefined,
        hasAuthenticator: means.ways.includes("totp"),
        recovery: await countRecoveryCodes(deps.db, person.id),
        ways: means.ways,
        preferredWay: means.preferredWay,
        done: c.req.query("done"),
      }),
    );
  });

  addPasskeyChangeRoutes(app, deps);
  addTotpRoutes(app, deps);
  addRemovalRoutes(app, deps, approverRemoval);
  addRecoveryRoutes(app, deps);
  app.post(`${securityPath}/preferred`, async (c) => {
    const session = await requireFresh(deps, c, securityPath);
    if (session instanceof Response) return session;
    const { person } = session;
    const typed = typedForm(await c.req.parseBody())["way"];
    const { ways } = await findMeans(deps.db, person);
    const way = askableWays(ways).find((one) => one === typed);
    if (way === undefined) return c.redirect(securityPath, 303);
    await putPreferredWay(deps.db, person.id, way);
    const event = "preferred-factor.set";
    const detail = { way };
    await recordEvent(deps.db, { event, personId: person.id, ...requestOrigin(deps, c), detail });
    return done(c, "saved");
  });
};
