import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { html } from "@gov/kit/ui/html.ts";
import type { Kysely, Transaction } from "kysely";
import type { AuditEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { done, requireFresh, securityPath, securityView } from "./security-context.ts";
import { confirmPage } from "./security-pages.ts";
import { removeFactor, tellChange } from "./security.ts";

/** One of several ways in of a kind, as its owner named it. */
type Named = Readonly<{ id: string; name: string }>;

/** How ways in of one kind are removed. */
export type Removal = Readonly<{
  /** Its page, under that of all ways in; with `:id` where there may be several. */
  path: string;
  texts: Readonly<{ title: Text; body: Text; submit: Text }>;
  /** The person's own, where there may be several. */
  list?: (db: Kysely<SsoDatabase>, personId: string) => Promise<readonly Named[]>;
  /** False when it was gone already. */
  remove: (tx: Transaction<SsoDatabase>, personId: string, id: string) => Promise<boolean>;
  event: AuditEvent["event"];
  /** What it is called in the notice to its owner. */
  factor: Text;
}>;

/** Asks before a way in is removed, and removes it unless it is the last; its owner is told. */
export const addRemovalRoutes = (app: HttpApp, deps: SignInDeps, removal: Removal): void => {
  const path = `${securityPath}/${removal.path}`;
  /** The one that is to go, by its name; an empty one where there is but one of its kind. */
  const find = async (c: AppContext, personId: string): Promise<Partial<Named> | undefined> =>
    removal.list
      ? (await removal.list(deps.db, personId)).find(({ id }) => id === c.req.param("id"))
      : {};
  const ask = (c: AppContext, { name }: Partial<Named>, refused = false) => {
    const what =
      name === undefined
        ? {}
        : {
            what: html`<p>
              <b><bdi>${name}</bdi></b>
            </p>`,
          };
    const view = securityView(deps, c);
    return c.html(confirmPage(view, { ...removal.texts, refused, ...what }), refused ? 409 : 200);
  };
  app.get(path, async (c) => {
    const session = await requireFresh(deps, c, securityPath);
    if (session instanceof Response) return session;
    const found = await find(c, session.person.id);
    return found ? ask(c, found) : c.redirect(securityPath, 303);
  });
  app.post(path, async (c) => {
    const session = await requireFresh(deps, c, c.req.path);
    if (session instanceof Response) return session;
    const { person } = session;
    const found = await find(c, person.id);
    if (!found) return c.redirect(securityPath, 303);
    const removed = await removeFactor(deps.db, person, async (tx) => {
      if (!(await removal.remove(tx, person.id, found.id ?? ""))) return;
      await tellChange(tx, person, {
        event: removal.event,
        origin: requestOrigin(deps, c),
        notice: "factor-removed",
        factor: removal.factor,
      });
    });
    return removed.ok ? done(c, "removed") : ask(c, found, true);
  });
};
