import { cleanTyped } from "@gov/country/digits.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import { nothing, type Html } from "@gov/kit/ui/html.ts";
import type { FieldError } from "@gov/kit/ui/error-summary.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import type { Person, Staff } from "#src/account/account.ts";
import { requireStaff, type OwnSession } from "#src/account/own-session.ts";
import { recordEvent } from "#src/audit/audit-queries.ts";
import { listHistory } from "#src/history/history-queries.ts";
import { withServices } from "#src/history/history-routes.ts";
import { findSuspension } from "#src/protection/suspension-queries.ts";
import { requestOrigin } from "#src/sign-in/client-address.ts";
import type { SignInDeps } from "#src/sign-in/sign-in-context.ts";
import { typedForm } from "#src/sign-in/typed-form.ts";
import { intervene } from "./intervene.ts";
import { acts, type Act } from "./intervention.ts";
import { actPage, findPersonPage, personPage } from "./intervention-pages.ts";
import { interventionTexts as texts, refusalTexts, stepTexts } from "./intervention-texts.ts";
import { lookToken, readLook } from "./look.ts";
import { findAnyPerson, findPersonId, listWaitingLifts } from "./person-queries.ts";

const back = "/office/people";
const shown = 20;

/** A reason as typed: one sentence that its reader understands. */
export const parseReason = (typed: string): Result<string, Text> => {
  const reason = typed.replace(/\s+/g, " ").trim();
  if ([...reason].length < 10) return err(texts.reasonShort);
  if (reason.length > 300) return err(texts.reasonLong);
  return reason.isWellFormed() && !/\p{Cc}/u.test(reason) ? ok(reason) : err(texts.reasonShort);
};

const viewOf = (deps: SignInDeps, c: AppContext, note: Html = nothing) => {
  const here = new URL(c.req.url);
  const path = c.req.method === "GET" ? `${here.pathname}${here.search}` : back;
  return { lang: c.get("lang"), path, csrfToken: deps.csrf.token(c), note };
};

const need = { roles: ["operator"], back } as const;

type Seen = Readonly<{ operator: Staff; person: Person; look: string }>;

/** The operator, and the person whom they gave a reason to look at. */
const requireLook = async (
  deps: SignInDeps,
  c: AppContext,
  look: string,
): Promise<Seen | Response> => {
  const own = await requireStaff(deps, c, { ...need, withinS: 3_600 });
  if (own instanceof Response) return own;
  const seen = readLook(deps.config, look, own.person.id);
  const person = seen && (await findAnyPerson(deps.db, seen.personId));
  return person ? { operator: own.person, person, look } : c.redirect(`${back}?done=over`, 303);
};

const noteOf = (c: AppContext): Html => {
  const lang = c.get("lang");
  const done = c.req.query("done") ?? "";
  if (done === "over") return notice({ kind: "info", title: texts.lookOver, lang, live: true });
  if (!Object.hasOwn(stepTexts, done)) return nothing;
  const title = stepTexts[done as keyof typeof stepTexts];
  return notice({ kind: "success", title, lang, live: true });
};

/** Writes the look down where its person reads it, and opens their page. */
const openPerson = async (
  deps: SignInDeps,
  c: AppContext,
  own: OwnSession<Staff>,
): Promise<Response> => {
  const { who: typed = "", reason: why = "" } = typedForm(await c.req.parseBody());
  const who = cleanTyped(typed.slice(0, 64)).replace(/\s/g, "");
  const reason = parseReason(why);
  const personId = who === "" ? undefined : await findPersonId(deps.db, who);
  const whoError = who === "" ? texts.whoEmpty : texts.whoUnknown;
  const errors: FieldError[] = [
    ...(personId === undefined ? [{ name: "who", text: whoError }] : []),
    ...(reason.ok ? [] : [{ name: "reason", text: reason.error }]),
  ];
  if (personId === undefined || !reason.ok) {
    const waiting = await listWaitingLifts(deps.db);
    const again = { who: typed, reason: why, errors };
    return c.html(findPersonPage(viewOf(deps, c), again, waiting), 400);
  }
  const { id: operatorId, username: actor } = own.person;
  const detail = { reason: reason.value };
  const origin = requestOrigin(deps, c);
  await recordEvent(deps.db, { event: "intervention.looked", personId, actor, detail, ...origin });
  const look = lookToken(deps.config, { personId, operatorId });
  return c.redirect(`${back}/view?look=${look}`, 303);
};

const isAct = (text: string | undefined): text is Act => acts.some((act) => act === text);

const act = async (deps: SignInDeps, c: AppContext): Promise<Response> => {
  const form = typedForm(await c.req.parseBody());
  const seen = await requireLook(deps, c, form["look"] ?? "");
  if (seen instanceof Response) return seen;
  const { operator, person, look } = seen;
  const asked = form["act"];
  if (!isAct(asked)) return c.redirect(`${back}/view?look=${look}`, 303);
  const typed = form["reason"] ?? "";
  const again = (text: Text): Response | Promise<Response> => {
    const errors = [{ name: "reason", text }];
    const input = { act: asked, look, person, reason: typed, errors };
    return c.html(actPage(viewOf(deps, c), input), 400);
  };
  const reason = parseReason(typed);
  if (!reason.ok) return await again(reason.error);
  const done = await intervene(deps.db, {
    personId: person.id,
    act: asked,
    reason: reason.value,
    operator,
    ...requestOrigin(deps, c),
  });
  if (!done.ok) return await again(refusalTexts[done.error]);
  return c.redirect(`${back}/view?look=${look}&done=${done.value}`, 303);
};

/** `/office/people`: operators look at an account, and intervene, each time with a reason. */
export const addInterventionRoutes = (app: HttpApp, deps: SignInDeps): void => {
  app.get("/office/people", async (c) => {
    const own = await requireStaff(deps, c, { roles: need.roles });
    if (own instanceof Response) return own;
    const waiting = await listWaitingLifts(deps.db);
    const who = (c.req.query("who") ?? "").slice(0, 64);
    return c.html(findPersonPage(viewOf(deps, c, noteOf(c)), { who }, waiting));
  });

  app.post("/office/people", async (c) => {
    const own = await requireStaff(deps, c, need);
    return own instanceof Response ? own : await openPerson(deps, c, own);
  });

  app.get("/office/people/view", async (c) => {
    const seen = await requireLook(deps, c, c.req.query("look") ?? "");
    if (seen instanceof Response) return seen;
    const { person, look } = seen;
    const suspension = await findSuspension(deps.db, person.id);
    const events = await withServices(deps, await listHistory(deps.db, person.id, {}, shown));
    return c.html(personPage(viewOf(deps, c, noteOf(c)), { person, look, suspension, events }));
  });

  app.get("/office/people/act", async (c) => {
    const seen = await requireLook(deps, c, c.req.query("look") ?? "");
    if (seen instanceof Response) return seen;
    const asked = c.req.query("act");
    if (!isAct(asked)) return c.redirect(`${back}/view?look=${seen.look}`, 303);
    return c.html(actPage(viewOf(deps, c), { act: asked, ...seen }));
  });

  app.post("/office/people/act", async (c) => await act(deps, c));
};
