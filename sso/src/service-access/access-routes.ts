import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { requirePerson } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import { queueSignOut } from "#src/logout/sign-out-queries.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { revokePage, servicesPage, type ShownService } from "./access-pages.ts";
import { listServiceAccess, revokeServiceAccess } from "./access-queries.ts";
import { accessTexts as texts } from "./access-texts.ts";

const noteOf = (c: AppContext): Html => {
  const lang = c.get("lang");
  const done = c.req.query("done");
  if (done === "revoked") {
    return notice({ kind: "success", title: texts.done, body: texts.doneBody, lang, live: true });
  }
  return done === "gone" ? notice({ kind: "info", title: texts.gone, lang, live: true }) : nothing;
};

const findServices = async (
  { db, clients }: Pick<SignInDeps, "db" | "clients">,
  personId: string,
): Promise<ShownService[]> => {
  const access = await listServiceAccess(db, personId);
  const shown = access.map(async (service) => {
    const client = await clients.find(service.clientId);
    if (!client || reservedClientIds.includes(service.clientId)) return [];
    const { name, firstParty } = client.metadata;
    return [{ ...service, name, ofGovernment: firstParty }];
  });
  return (await Promise.all(shown)).flat();
};

/** Takes a service's access back, and tells the service, in one transaction. */
const revoke = async (
  deps: SignInDeps,
  c: AppContext,
  personId: string,
  clientId: string,
): Promise<boolean> => {
  return await inTransaction(deps.db, async (tx) => {
    const sessions = await revokeServiceAccess(tx, personId, clientId);
    if (!sessions) return false;
    for (const { uid, sid } of sessions) {
      const signOut = { uid: `${uid}/${sid ?? clientId}`, personId };
      await queueSignOut(tx, { ...signOut, services: [{ clientId, sid }] });
    }
    await recordEvent(tx, {
      event: "service.revoked",
      personId,
      clientId,
      ...requestOrigin(deps, c),
    });
    return true;
  });
};

/** `/account/services`: which service was given what, and how to take it back. */
export const addServiceAccessRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/account/services", async (c) => {
    const own = await requirePerson(deps, c);
    if (own instanceof Response) return own;
    const view = { lang: c.get("lang"), path: c.req.path, note: noteOf(c) };
    return c.html(servicesPage(view, await findServices(deps, own.person.id)));
  });

  app.get("/account/services/revoke", async (c) => {
    const own = await requirePerson(deps, c);
    if (own instanceof Response) return own;
    const services = await findServices(deps, own.person.id);
    const service = services.find(({ clientId }) => clientId === c.req.query("service"));
    if (!service) return c.redirect("/account/services?done=gone", 303);
    const here = new URL(c.req.url);
    const path = `${here.pathname}${here.search}`;
    return c.html(
      revokePage({ lang: c.get("lang"), path, csrfToken: deps.csrf.token(c) }, service),
    );
  });

  app.post("/account/services/revoke", async (c) => {
    const own = await requirePerson(deps, c, { back: "/account/services" });
    if (own instanceof Response) return own;
    const clientId = typedForm(await c.req.parseBody())["service"] ?? "";
    const done = await revoke(deps, c, own.person.id, clientId);
    return c.redirect(`/account/services?done=${done ? "revoked" : "gone"}`, 303);
  });
};
