import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Account } from "#src/account/account.ts";
import { requireCitizen } from "#src/account/own-session.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { pageTexts as texts } from "./page-texts.ts";
import { changeMandate } from "./change-mandate.ts";
import { addGiveRoutes } from "./give-routes.ts";
import { listMandateEvents } from "./mandate-event-queries.ts";
import {
  findShownMandate,
  listGiven,
  listReceived,
  representsCompany,
  type ShownMandate,
} from "./mandate-list-queries.ts";
import {
  listPath,
  mandatePage,
  mandatePath,
  mandatesPage,
  noMandatePage,
  revokePage,
} from "./mandate-pages.ts";
import { failureTexts } from "./mandate-texts.ts";
import {
  needsRecentSignIn,
  ownSteps,
  sideOf,
  stepsFor,
  type OwnSide,
  type OwnStep,
} from "./mandate-view.ts";

type Seen = Readonly<{ person: Account; mandate: ShownMandate; side: OwnSide }>;

const recentS = 600;
const shownEvents = 100;
const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const viewOf = (deps: SignInDeps, c: AppContext, path = c.req.path) => ({
  lang: c.get("lang"),
  path,
  csrfToken: deps.csrf.token(c),
});

/** The mandate of the address, when the person stands on one of its sides. */
const findSeen = async (
  deps: SignInDeps,
  c: AppContext,
  person: Account,
): Promise<Seen | Response> => {
  const id = c.req.param("id") ?? "";
  const mandate = uuid.test(id) ? await findShownMandate(deps.db, id) : undefined;
  if (mandate) {
    const representsIt =
      mandate.kind === "company" &&
      (await representsCompany(deps.db, person.id, mandate.representedNumber));
    const side = sideOf(mandate, { ...person, representsIt });
    if (side) return { person, mandate, side };
  }
  return c.html(noMandatePage({ lang: c.get("lang"), path: listPath }), 404);
};

const loadSeen = async (
  deps: SignInDeps,
  c: AppContext,
  need: Parameters<typeof requireCitizen>[2] = {},
): Promise<Seen | Response> => {
  const session = await requireCitizen(deps, c, need);
  return session instanceof Response ? session : await findSeen(deps, c, session.person);
};

const serviceNames = async (deps: SignInDeps, ids: Iterable<string>) => {
  const names = new Map<string, Text>();
  for (const id of new Set(ids)) {
    const client = await deps.clients.find(id);
    if (client) names.set(id, client.metadata.name);
  }
  return names;
};

type Outcome = Readonly<{ kind: "success" | "warn"; title: Text; body?: Text }>;

const outcomes: Readonly<Record<string, Text>> = {
  propose: texts.givenNext,
  accept: texts.acceptedNext,
  decline: texts.endedNext,
  withdraw: texts.endedNext,
  revoke: texts.endedNext,
  reconsider: texts.changedNext,
  resume: texts.changedNext,
};

const showMandate = async (
  deps: SignInDeps,
  c: AppContext,
  { person, mandate, side }: Seen,
  outcome?: Outcome,
): Promise<Response> => {
  const events = await listMandateEvents(deps.db, mandate.id, shownEvents);
  const services = await serviceNames(deps, [
    ...(mandate.services ?? []),
    ...events.flatMap(({ clientId }) => clientId ?? []),
  ]);
  const steps = stepsFor(mandate, side, new Date());
  const view = viewOf(deps, c, mandatePath(mandate.id));
  const shown = { mandate, side, viewerId: person.id, steps, events, services, outcome };
  return c.html(mandatePage(view, shown), outcome?.kind === "warn" ? 409 : 200);
};

const takeOwnStep = async (deps: SignInDeps, c: AppContext, event: OwnStep): Promise<Response> => {
  const back = mandatePath(c.req.param("id") ?? "");
  const need = needsRecentSignIn(event) ? { withinS: recentS, back } : { back };
  const seen = await loadSeen(deps, c, need);
  if (seen instanceof Response) return seen;
  const { mandate, side, person } = seen;
  const changed = await changeMandate(deps.db, mandate.id, { event, side, personId: person.id });
  if (changed.ok) return c.redirect(`${mandatePath(mandate.id)}?done=${event}`, 303);
  const now = await findSeen(deps, c, person);
  if (now instanceof Response) return now;
  return await showMandate(deps, c, now, { kind: "warn", title: failureTexts[changed.error] });
};

/** `/account/mandates`: who acts for the person, and for whom the person acts. */
export const addMandateRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get(listPath, async (c) => {
    const session = await requireCitizen(deps, c);
    if (session instanceof Response) return session;
    const { person } = session;
    const given = await listGiven(deps.db, person);
    const received = await listReceived(deps.db, person.id);
    return c.html(mandatesPage(viewOf(deps, c), { given, received }));
  });
  addGiveRoutes(app, deps);
  app.get(`${listPath}/:id`, async (c) => {
    const seen = await loadSeen(deps, c);
    if (seen instanceof Response) return seen;
    const body = outcomes[c.req.query("done") ?? ""];
    const outcome = body && ({ kind: "success", title: texts.done, body } as const);
    return await showMandate(deps, c, seen, outcome);
  });
  app.get(`${listPath}/:id/revoke`, async (c) => {
    const seen = await loadSeen(deps, c);
    if (seen instanceof Response) return seen;
    return c.html(revokePage(viewOf(deps, c), seen.mandate));
  });
  for (const step of ownSteps) {
    app.post(`${listPath}/:id/${step}`, (c) => takeOwnStep(deps, c, step));
  }
};
