import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { html } from "@gov/kit/ui/html.ts";
import type { Person } from "#src/account/account.ts";
import { changeOrigin, done, requireFresh } from "#src/security/security-context.ts";
import { securityPath, securityView } from "#src/security/security-context.ts";
import { confirmPage } from "#src/security/security-pages.ts";
import { securityTexts } from "#src/security/security-texts.ts";
import { removeFactor, tellChange } from "#src/security/security.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { approvalTexts as texts } from "./approval-texts.ts";
import { deleteApprover, listApprovers } from "./approver-queries.ts";

const path = `${securityPath}/apps/:id/remove`;

const showRemoval = async (
  deps: SignInDeps,
  c: AppContext,
  person: Person,
  refused = false,
): Promise<Response> => {
  const approvers = await listApprovers(deps.db, person.id);
  const approver = approvers.find(({ id }) => id === c.req.param("id"));
  if (!approver) return c.redirect(securityPath, 303);
  const markup = confirmPage(securityView(deps, c), {
    title: texts.removeTitle,
    body: texts.removeBody,
    what: html`<p>
      <b><bdi>${approver.name}</bdi></b>
    </p>`,
    submit: securityTexts.remove,
    refused,
  });
  return c.html(markup, refused ? 409 : 200);
};

/** Removing apps that approve sign-ins; they add themselves through the API. */
export const addApproverChangeRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(path, async (c) => {
    const session = await requireFresh(deps, c, securityPath);
    return session instanceof Response ? session : await showRemoval(deps, c, session.person);
  });
  app.post(path, async (c) => {
    const session = await requireFresh(deps, c, c.req.path);
    if (session instanceof Response) return session;
    const { person } = session;
    const id = c.req.param("id");
    const owned = (await listApprovers(deps.db, person.id)).some((one) => one.id === id);
    if (!owned) return c.redirect(securityPath, 303);
    const removed = await removeFactor(deps.db, person, async (tx) => {
      if (!(await deleteApprover(tx, person.id, id))) return;
      await tellChange(tx, person, {
        event: "approver.removed",
        origin: changeOrigin(deps, c),
        notice: "factor-removed",
        factor: texts.app,
      });
    });
    return removed.ok ? done(c, "removed") : await showRemoval(deps, c, person, true);
  });
};
