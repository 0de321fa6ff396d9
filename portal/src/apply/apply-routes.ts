import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { validatePage, type FieldErrors } from "@gov/services/language/validate-page.ts";
import { submitCase } from "#src/case/submit-case.ts";
import { findNewestDefinition, loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen, showSessionEnded } from "#src/session/citizen-guard.ts";
import { findEndedOwner, type CitizenSession } from "#src/session/citizen-session-queries.ts";
import { keepTyped } from "./application.ts";
import { discardApplication, findApplication, saveApplication } from "./application-queries.ts";
import { applicantOf, openDesk, serviceCodeOf, showNoDesk, type Desk } from "./apply-desk.ts";
import { applyPath, checkPage, savedPage, servicePath } from "./apply-paths.ts";
import { checkAnswersPage, feeSeen } from "./check-page.ts";
import { draftSavedPage, refusedPage } from "./outcome-pages.ts";
import { questionPage } from "./question-page.ts";
import { readForm } from "./read-form.ts";

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
  const desk = await openDesk(c, deps, session);
  if (!desk.ok) return await showNoDesk(c, deps, session, desk.error);
  const { definition, standing } = desk.value;
  const frame = frameOf(c, deps, session);
  if (standing.refusals.length > 0) {
    const { refusals, pages } = standing;
    return await show(c, refusedPage({ frame, definition, refusals, pages }));
  }
  return c.redirect(applyPath(definition.code, standing.next?.page.code ?? checkPage));
};

const takeAnswers = async (c: AppContext, deps: PortalDeps, session: CitizenSession) => {
  const desk = await openDesk(c, deps, session);
  if (!desk.ok) return await showNoDesk(c, deps, session, desk.error);
  const { definition, application, data } = desk.value;
  const pageCode = c.req.param("page") ?? "";
  const page = definition.pages.find(({ code }) => code === pageCode);
  if (!page) return await showNoDesk(c, deps, session, "unknownService");
  const form = await c.req.parseBody();
  const raw = readForm(page, form);
  const { [pageCode]: _, ...otherTyped } = application.typed;
  const checked = validatePage(definition, pageCode, raw, data);
  if (checked.ok) {
    const answers = checked.value;
    await saveApplication(deps.db, application.id, { answers, typed: otherTyped });
  } else {
    const typed = { ...otherTyped, [pageCode]: keepTyped(raw) };
    await saveApplication(deps.db, application.id, { typed });
    if (form["then"] !== "later") {
      const typedDesk = { ...desk.value, application: { ...application, typed } };
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
  const desk = await openDesk(c, deps, session);
  if (!desk.ok) return await showNoDesk(c, deps, session, desk.error);
  const { standing, definition } = desk.value;
  if (standing.next || standing.refusals.length > 0) return c.redirect(applyPath(definition.code));
  const html = checkAnswersPage({
    ...desk.value,
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
  const owner = { nationalId: session.nationalId, serviceCode: serviceCodeOf(c) };
  const open = await findApplication(deps.db, owner);
  if (open?.id === applicationId) {
    const desk = await openDesk(c, deps, session);
    if (!desk.ok) return await showNoDesk(c, deps, session, desk.error);
    const changed = feeSeen(desk.value.standing.fee) !== seen;
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
      if (!newest) return await showNoDesk(c, deps, session, "unknownService");
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
      const desk = await openDesk(c, deps, session);
      if (!desk.ok) return await showNoDesk(c, deps, session, desk.error);
      return await showQuestion(c, deps, session, desk.value, c.req.param("page") ?? "", {});
    }),
  );
  app.post(`${base}/:page`, async (c) => {
    const session = await deps.sessions.find(c);
    if (session) return await takeAnswers(c, deps, session);
    await keepForOwner(c, deps);
    return await showSessionEnded(c, deps, applyPath(serviceCodeOf(c), c.req.param("page")));
  });
};
