import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { nothing, type Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { requirePerson } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { reservedClientIds } from "#src/client/built-in-clients.ts";
import type { ClientCache } from "#src/client/client-cache.ts";
import { forgetDevices, listDevices } from "#src/device/device-queries.ts";
import { endSession, endSessions } from "#src/logout/end-session.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { sessionsPage } from "./session-pages.ts";
import { listSessions } from "./session-queries.ts";
import { endedOthersText, sessionTexts as texts } from "./session-texts.ts";

/** The names of services by client id; our own pages are none. */
export const serviceNames = async (
  clients: ClientCache,
  clientIds: readonly string[],
): Promise<Text[]> => {
  const names = clientIds.map(async (clientId) => {
    if (reservedClientIds.includes(clientId)) return [];
    const client = await clients.find(clientId);
    return client ? [client.metadata.name] : [];
  });
  return (await Promise.all(names)).flat();
};

/** What the page says after something was done, by the address it was sent back to. */
const noteOf = (c: AppContext): Html => {
  const lang = c.get("lang");
  const done = c.req.query("done");
  const count = Math.min(Math.max(Number(c.req.query("count")) || 0, 0), 1_000);
  const titles: Readonly<Record<string, Text>> = {
    ended: texts.ended,
    others: endedOthersText(count),
    forgotten: texts.forgotten,
    gone: texts.gone,
  };
  const title = done !== undefined && Object.hasOwn(titles, done) ? titles[done] : undefined;
  if (!title) return nothing;
  const body = done === "ended" || done === "others" ? texts.endedBody : undefined;
  return notice({ kind: done === "gone" ? "info" : "success", title, body, lang, live: true });
};

const back = "/account/sessions";

/** `/account/sessions`: where a person is signed in, and how to end it. */
export const addSessionRoutes = (app: HttpApp, deps: SignInDeps): void => {
  const { db, clients, csrf } = deps;

  app.get("/account/sessions", async (c) => {
    const own = await requirePerson(deps, c);
    if (own instanceof Response) return own;
    const [found, devices] = await Promise.all([
      listSessions(db, own.person.id),
      listDevices(db, own.person.id),
    ]);
    const sessions = await Promise.all(
      found.map(async (session) => ({
        ...session,
        services: await serviceNames(clients, session.clientIds),
      })),
    );
    const view = {
      lang: c.get("lang"),
      path: c.req.path,
      csrfToken: csrf.token(c),
      note: noteOf(c),
    };
    return c.html(sessionsPage(view, { current: own.uid, sessions, devices }));
  });

  app.post("/account/sessions/end", async (c) => {
    const own = await requirePerson(deps, c, { back });
    if (own instanceof Response) return own;
    const uid = typedForm(await c.req.parseBody())["session"] ?? "";
    const theirs = (await listSessions(db, own.person.id)).some((session) => session.uid === uid);
    const ending = { by: "person" as const, ...requestOrigin(deps, c) };
    const ended = theirs && (await endSession(db, uid, ending));
    return c.redirect(`${back}?done=${ended ? "ended" : "gone"}`, 303);
  });

  app.post("/account/sessions/end-others", async (c) => {
    const own = await requirePerson(deps, c, { back });
    if (own instanceof Response) return own;
    const ending = { by: "person" as const, except: own.uid, ...requestOrigin(deps, c) };
    const count = await inTransaction(db, (tx) => endSessions(tx, own.person.id, ending));
    return c.redirect(`${back}?done=others&count=${count}`, 303);
  });

  app.post("/account/devices/forget", async (c) => {
    const own = await requirePerson(deps, c, { back });
    if (own instanceof Response) return own;
    const device = typedForm(await c.req.parseBody())["device"];
    const personId = own.person.id;
    const count = await inTransaction(db, async (tx) => {
      const forgotten = await forgetDevices(tx, personId, device);
      const detail = { count: forgotten };
      const origin = requestOrigin(deps, c);
      await recordEvent(tx, { event: "device.forgotten", personId, detail, ...origin });
      return forgotten;
    });
    return c.redirect(`${back}?done=${count > 0 ? "forgotten" : "gone"}`, 303);
  });
};
