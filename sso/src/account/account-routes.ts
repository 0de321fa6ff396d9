import type { HttpApp } from "@gov/kit/http.ts";
import { listSignIns } from "#src/audit/audit-queries.ts";
import { findPerson } from "#src/protocol/find-person.ts";
import { nodeOf, type NodeExchange } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import type { Person } from "./account.ts";
import { accountPage, nobodyPage } from "./account-pages.ts";

const shown = 20;

/** Whoever the browser's session belongs to, of either kind. */
const findSignedIn = async (
  { db, engine }: SignInDeps,
  node: NodeExchange,
): Promise<Person | undefined> => {
  const provider = engine.provider();
  const session = await provider.Session.get(
    provider.createContext(node.incoming, node.outgoing) as never,
  );
  const subject = session.accountId;
  if (!subject) return undefined;
  return (await findPerson(db, "citizens", subject)) ?? (await findPerson(db, "staff", subject));
};

/** `/account`: what the sign-in knows about the person, and what happened with it. */
export const addAccountRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/", (c) => c.redirect("/account", 302));
  app.get("/account", async (c) => {
    const person = await findSignedIn(deps, nodeOf(c));
    if (!person) return c.html(nobodyPage(c.get("lang"), c.req.path));
    const records = await listSignIns(deps.db, person.id, shown);
    const signIns = await Promise.all(
      records.map(async ({ clientId, ...record }) => {
        const client = clientId === null ? undefined : await deps.clients.find(clientId);
        return { ...record, service: client?.metadata.name ?? { ar: "—", en: "—" } };
      }),
    );
    return c.html(accountPage(c.get("lang"), c.req.path, person, signIns));
  });
};
