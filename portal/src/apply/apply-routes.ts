import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import { validatePage, type FieldErrors } from "@gov/services/language/validate-page.ts";
import { caseDataOf, type Applicant } from "#src/case/case-data.ts";
import { submitCase } from "#src/case/submit-case.ts";
import { findNewestDefinition, loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, pathOf, show, signInHref } from "#src/frame.ts";
import { forCitizen, showSessionEnded } from "#src/session/citizen-guard.ts";
import { findEndedOwner, type CitizenSession } from "#src/session/citizen-session.ts";
import { keepTyped, type Application } from "./application.ts";
import {
  discardApplication,
  findApplication,
  openApplication,
  saveApplication,
} from "./application-queries.ts";
import { applyPath, checkPage, savedPage, servicePath } from "./apply-paths.ts";
import { checkAnswersPage, feeSeen } from "./check-page.ts";
import { assurancePage, draftSavedPage, refusedPage } from "./outcome-pages.ts";
import { questionPage } from "./question-page.ts";
import { readForm } from "./read-form.ts";
import { gatherFacts } from "./registry-facts.ts";
import { standingOf, type Standing } from "./standing.ts";

const serviceCodeOf = (c: AppContext): string =>
  `${c.req.param("institution") ?? ""}/${c.req.param("service") ?? ""}`;

const applicantOf = (session: CitizenSession): Applicant => ({
  nationalId: session.nationalId,
  name: session.name,
  ...(session.phone ? { phone: session.phone } : {}),
});

/** A person's draft with its service, facts and standing: what every page of it needs. */
type Desk = Readonly<{
  definition: ServiceDefinition;
  application: Application;
  applicant: Applicant;
  data: CaseData;
  standing: Standing;
}>;

const openDesk = async (
  deps: PortalDeps,
  session: CitizenSession,
  serviceCode: string,
  options: Readonly<{ refresh: boolean }>,
): Promise<Desk | undefined> => {
  const applicant = applicantOf(session);
  const owner = { nationalId: session.nationalId, serviceCode };
  let found = await findApplication(deps.db, owner);
  if (!found) {
    const newest = await findNewestDefinition(deps.db, serviceCode);
    if (!newest) return undefined;
    found = await openApplication(deps.db, { ...owner, version: newest.version });
  }
  const definition = await loadDefinition(deps.db, serviceCode, found.version);
  const gathered = await gatherFacts(deps.exchange, definition, found, applicant, options);
  const { facts } = gathered;
  if (gathered.changed) await saveApplication(deps.db, found.id, { facts });
  const application = { ...found, facts };
  const data = caseDataOf({ applicant, answers: found.answers, facts, now: new Date() });
  return {
    definition,
    application,
    applicant,
    data,
    standing: standingOf(definition, facts, data),
  };
};

const wantsRefresh = (c: AppContext) => ({ refresh: c.req.query("again") === "1" });

const showNotFound = (c: AppContext, deps: PortalDeps, session: CitizenSession) =>
  show(c, notFoundPage({ ...frameOf(c, deps, session), reference: c.get("requestId") }), 404);

const showQuestion = (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  desk: Desk,
  pageCode: string,
  errors: FieldErrors,
): Promise<Response> => {
  const { pages } = desk.standing;
  const at = pages.findIndex(({ page }) => page.code === pageCode);
  const state = pages[at];
  if (!state) return Promise.resolve(c.redirect(applyPath(desk.definition.code)));
  const previous = pages[at - 1]?.page.code;
  const html = questionPage({
    ...desk,
    frame: frameOf(c, deps, session),
    csrfToken: deps.csrf.token(c),
    state,
    step: { number: at + 1, of: pages.length + 1 },
    ...(previous ? { previous: applyPath(desk.definition.code, previous) } : {}),
    errors,
  });
  return show(c, html, Object.keys(errors).length > 0 ? 422 : 200);
};

/** Where the draft goes on: what rules it out, the next question, or the check before sending. */
const showNext = async (c: AppContext, deps: PortalDeps, session: CitizenSession) => {
  const desk = await openDesk(deps, session, serviceCodeOf(c), wantsRefresh(c));
  if (!desk) return await showNotFound(c, deps, session);
  const { definition, standing } = desk;
  const frame = frameOf(c, deps, session);
  if (session.assurance < definition.assurance) {
    const again = signInHref(pathOf(c));
    return await show(c, assurancePage({ frame, definition, signInHref: again }), 403);
  }
  if (standing.refusals.length > 0) {
    const { refusals, pages } = standing;
    return await show(c, refusedPage({ frame, definition, refusals, pages }));
  }
  return c.redirect(applyPath(definition.code, standing.next?.page.code ?? checkPage));
};

const takeAnswers = async (c: AppContext, deps: PortalDeps, session: CitizenSession) => {
  const desk = await openDesk(deps, session, serviceCodeOf(c), { refresh: false });
  if (!desk) return await showNotFound(c, deps, session);
  const { definition, application, data } = desk;
  const pageCode = c.req.param("page") ?? "";
  const page = definition.pages.find(({ code }) => code === pageCode);
  if (!page) return await showNotFound(c, deps, session);
  const form = await c.req.parseBody();
  const raw = readForm(page, form);
  const { [pageCode]: _, ...otherTyped } = application.typed;
  const checked = validatePage(definition, pageCode, raw, data);
  if (checked.ok) {
    const answers = { ...application.answers, ...checked.value };
    await saveApplication(deps.db, application.id, { answers, typed: otherTyped });
  } else {
    const typed = { ...otherTyped, [pageCode]: keepTyped(raw) };
    await saveApplication(deps.db, application.id, { typed });
    if (form["then"] !== "later") {
      const typedDesk = { ...desk, application: { ...application, typed } };
      return await showQuestion(c, deps, session, typedDesk, pageCode, checked.error);
    }
  }
  const target = form["then"] === "later" ? savedPage : "";
  return c.redirect(applyPath(definition.code, target), 303);
};

/** What was typed when the session ended goes to its owner's draft; nothing is shown. */
const keepForOwner = async (c: AppContext, deps: PortalDeps): Promise<void> => {
  const owner = await findEndedOwner(deps.db, c);
  const draft =
    owner &&
    (await findApplication(deps.db, {
      nationalId: owner.nationalId,
      serviceCode: serviceCodeOf(c),
    }));
  if (!draft) return;
  const definition = await loadDefinition(deps.db, draft.serviceCode, draft.version);
  const page = definition.pages.find(({ code }) => code === c.req.param("page"));
  if (!page) return;
  const typed = keepTyped(readForm(page, await c.req.parseBody()));
  await saveApplication(deps.db, draft.id, { typed: { ...draft.typed, [page.code]: typed } });
};

const showCheck = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  seen?: string,
): Promise<Response> => {
  const desk = await openDesk(deps, session, serviceCodeOf(c), wantsRefresh(c));
  if (!desk) return await showNotFound(c, deps, session);
  const { standing, definition } = desk;
  if (standing.next || standing.refusals.length > 0) return c.redirect(applyPath(definition.code));
  const html = checkAnswersPage({
    ...desk,
    frame: frameOf(c, deps, session),
    csrfToken: deps.csrf.token(c),
    feeChanged: seen !== undefined && seen !== feeSeen(standing.fee),
  });
  return await show(c, html);
};

const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

const send = async (c: AppContext, deps: PortalDeps, session: CitizenSession) => {
  const form = await c.req.parseBody();
  const { application: applicationId, fee: seen } = form;
  if (typeof applicationId !== "string" || !uuid.test(applicationId) || typeof seen !== "string") {
    return await showCheck(c, deps, session);
  }
  const open = await findApplication(deps.db, {
    nationalId: session.nationalId,
    serviceCode: serviceCodeOf(c),
  });
  if (open?.id === applicationId) {
    const desk = await openDesk(deps, session, serviceCodeOf(c), { refresh: false });
    const changed = desk && feeSeen(desk.standing.fee) !== seen;
    if (changed) return await showCheck(c, deps, session, seen);
  }
  const applicant = applicantOf(session);
  const sent = await inTransaction(deps.db, (tx) => submitCase(tx, { applicationId, applicant }));
  if (!sent.ok) return await showCheck(c, deps, session);
  deps.kick();
  return c.redirect(`/applications/${sent.value.reference}/sent`, 303);
};

/** Applying for a service, one question a page: `/apply/{institution}/{service}/…`. */
export const addApply = (app: HttpApp, deps: PortalDeps): void => {
  const base = "/apply/:institution/:service";
  const begin = (c: AppContext): string => applyPath(serviceCodeOf(c));

  app.get(
    base,
    forCitizen(deps, (c, session) => showNext(c, deps, session)),
  );
  app.get(
    `${base}/${checkPage}`,
    forCitizen(deps, (c, session) => showCheck(c, deps, session)),
  );
  app.post(
    `${base}/${checkPage}`,
    forCitizen(deps, (c, session) => send(c, deps, session), begin),
  );
  app.get(
    `${base}/${savedPage}`,
    forCitizen(deps, async (c, session) => {
      const newest = await findNewestDefinition(deps.db, serviceCodeOf(c));
      if (!newest) return await showNotFound(c, deps, session);
      const { definition } = newest;
      const frame = frameOf(c, deps, session);
      return await show(c, draftSavedPage({ frame, definition, csrfToken: deps.csrf.token(c) }));
    }),
  );
  app.post(
    `${base}/discard-draft`,
    forCitizen(
      deps,
      async (c, session) => {
        const serviceCode = serviceCodeOf(c);
        await discardApplication(deps.db, { nationalId: session.nationalId, serviceCode });
        return c.redirect(servicePath(serviceCode), 303);
      },
      begin,
    ),
  );
  app.get(
    `${base}/:page`,
    forCitizen(deps, async (c, session) => {
      const desk = await openDesk(deps, session, serviceCodeOf(c), wantsRefresh(c));
      if (!desk) return await showNotFound(c, deps, session);
      const pageCode = c.req.param("page") ?? "";
      return await showQuestion(c, deps, session, desk, pageCode, {});
    }),
  );
  app.post(`${base}/:page`, async (c) => {
    const session = await deps.sessions.find(c);
    if (session) return await takeAnswers(c, deps, session);
    await keepForOwner(c, deps);
    return await showSessionEnded(c, deps, applyPath(serviceCodeOf(c), c.req.param("page")));
  });
};
