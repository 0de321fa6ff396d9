import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { clientPath, confirmPage, listPath, secretPage, type Confirmed } from "./client-pages.ts";
import { consoleDeps } from "./client-routes.ts";
import { loadKept, viewOf, type KeptHere } from "./console-access.ts";
import { deleteClient, setClientStatus } from "./console-queries.ts";
import { consoleTexts as texts } from "./console-texts.ts";
import { renewSecret } from "./publish-version.ts";
import { findVersionIn, lockVersions, saveVersionState, supersede } from "./version-queries.ts";

const newSecret = async (
  deps: SignInDeps,
  c: AppContext,
  { client, staff }: KeptHere,
): Promise<Response> => {
  const secret = await renewSecret(consoleDeps(deps), client.clientId, staff.username);
  if (!secret.ok) return c.redirect(clientPath(client.clientId), 303);
  const view = viewOf(deps, c, clientPath(client.clientId));
  return c.html(secretPage(view, client.clientId, secret.value));
};

const setStatus = async (
  deps: SignInDeps,
  c: AppContext,
  { client, staff }: KeptHere,
  status: "active" | "suspended",
): Promise<Response> => {
  const { clientId } = client;
  await inTransaction(deps.db, async (tx) => {
    await lockVersions(tx, clientId);
    await setClientStatus(tx, clientId, status);
    const event = status === "active" ? "client.resumed" : "client.suspended";
    await recordEvent(tx, { event, clientId, actor: staff.username });
  });
  deps.clients.forget(clientId);
  return c.redirect(clientPath(clientId), 303);
};

const remove = async (
  deps: SignInDeps,
  c: AppContext,
  { client, staff }: KeptHere,
): Promise<Response> => {
  const { clientId } = client;
  const typed = typedForm(await c.req.parseBody())["typedId"] ?? "";
  if (typed.trim() !== clientId) {
    const errors = [{ name: "typedId", text: texts.typeIdWrong }];
    return c.html(confirmPage(viewOf(deps, c), clientId, "delete", errors), 400);
  }
  await inTransaction(deps.db, async (tx) => {
    await lockVersions(tx, clientId);
    await supersede(tx, clientId);
    const proposed = await findVersionIn(tx, clientId, "proposed");
    if (proposed) await saveVersionState(tx, proposed, "withdrawn", undefined);
    await deleteClient(tx, clientId);
    await recordEvent(tx, { event: "client.deleted", clientId, actor: staff.username });
  });
  deps.clients.forget(clientId);
  return c.redirect(listPath, 303);
};

const steps: Readonly<
  Record<
    Confirmed,
    Readonly<{
      /** Only its own institution; operators may stop any service. */
      change: boolean;
      take: (deps: SignInDeps, c: AppContext, kept: KeptHere) => Promise<Response>;
    }>
  >
> = {
  secret: { change: true, take: newSecret },
  suspend: { change: false, take: (deps, c, kept) => setStatus(deps, c, kept, "suspended") },
  resume: { change: false, take: (deps, c, kept) => setStatus(deps, c, kept, "active") },
  delete: { change: true, take: remove },
};

/** Steps of a client that are asked about before they are taken. */
export const addClientStepRoutes = (app: HttpApp, deps: SignInDeps): void => {
  for (const step of Object.keys(steps) as Confirmed[]) {
    const { change, take } = steps[step];
    app.get(`${listPath}/:id/${step}`, async (c) => {
      const kept = await loadKept(deps, c, { change });
      if (kept instanceof Response) return kept;
      return c.html(confirmPage(viewOf(deps, c), kept.client.clientId, step));
    });
    app.post(`${listPath}/:id/${step}`, async (c) => {
      const back = `${clientPath(c.req.param("id"))}/${step}`;
      const kept = await loadKept(deps, c, { change, back });
      return kept instanceof Response ? kept : await take(deps, c, kept);
    });
  }
};
