import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { submitCase } from "#src/case/submit-case.ts";
import { findNewestDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show } from "#src/frame.ts";
import { forCitizen, showSessionEnded } from "#src/session/citizen-guard.ts";
import type { CitizenSession } from "#src/session/citizen-session-queries.ts";
import { discardApplication, findApplication } from "./application-queries.ts";
import { applicantOf, openDesk, serviceCodeOf, showNoDesk, type Desk } from "./apply-desk.ts";
import { applyPath, checkPage, savedPage, servicePath } from "./apply-paths.ts";
import { checkAnswersPage, feeSeen } from "./check-page.ts";
import { draftSavedPage, refusedPage } from "./outcome-pages.ts";
import { isProved, needsProof } from "./step-up.ts";
import { keepForOwner, showQuestion, takeAnswers } from "./question-routes.ts";

/** The first page that is not answered, or where something was typed that is no answer yet. */
const nextPage = ({ standing, application }: Desk): string | undefined =>
  standing.pages.find(
    ({ page, complete }) => !complete || application.typed[page.code] !== undefined,
  )?.page.code;

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
  return c.redirect(applyPath(definition.code, nextPage(desk.value) ?? checkPage));
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
  if (nextPage(desk.value) !== undefined || standing.refusals.length > 0) {
    return c.redirect(applyPath(definition.code));
  }
  const html = checkAnswersPage({
    ...desk.value,
    frame: frameOf(c, deps, session),
    csrfToken: deps.csrf.token(c),
    ...(needsProof(standing) ? { proof: isProved(session, new Date()) ? "given" : "wanted" } : {}),
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
    if (nextPage(desk.value) !== undefined) return await showCheck(c, deps, session);
    const unproved = needsProof(desk.value.standing) && !isProved(session, new Date());
    if (unproved) return await showCheck(c, deps, session);
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
      const pageCode = c.req.param("page") ?? "";
      return await showQuestion({ c, deps, session, desk: desk.value, pageCode });
    }),
  );
  app.post(`${base}/:page`, async (c) => {
    const session = await deps.sessions.find(c);
    if (session) return await takeAnswers(c, deps, session);
    await keepForOwner(c, deps);
    return await showSessionEnded(c, deps, applyPath(serviceCodeOf(c), c.req.param("page")));
  });
};
