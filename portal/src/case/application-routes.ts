import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { notice } from "@gov/kit/ui/notice.ts";
import { notFoundPage, unavailablePage } from "@gov/kit/ui/status-pages.ts";
import { findOpenApplications } from "#src/apply/application-queries.ts";
import { loadDefinition, type ServiceDefinition } from "#src/catalogue/definition-queries.ts";
import { institutionName } from "#src/catalogue/institution-names.ts";
import type { PortalDeps } from "#src/deps.ts";
import { findDocumentsOfCase } from "#src/documents/document-queries.ts";
import { frameOf, show } from "#src/frame.ts";
import { confirmPayment, ensureBill } from "#src/pay-client/bill-sync.ts";
import { forCitizen } from "#src/session/citizen-guard.ts";
import type { CitizenSession } from "#src/session/citizen-session-queries.ts";
import { applicationPage, type ApplicationPageInput } from "./application-page.ts";
import { applicationPath } from "./application-paths.ts";
import { paymentPage, sentPage, withdrawPage } from "./application-step-pages.ts";
import { applicationTexts as texts } from "./application-texts.ts";
import { applicationsPage } from "./applications-page.ts";
import { answerInformation } from "./ask-information.ts";
import type { GovernmentCase } from "./case.ts";
import {
  findCaseEvents,
  findCasesOfPerson,
  findOwnCase,
  measureUsualTime,
} from "./case-queries.ts";
import { findChecks } from "./check-queries.ts";
import { parseReference } from "./reference.ts";
import { withdrawCase } from "./withdraw-case.ts";

type Opened = Readonly<{ current: GovernmentCase; definition: ServiceDefinition }>;

/** The person's own case of this address; anybody else's is not found. */
const openOwn = async (
  c: AppContext,
  deps: PortalDeps,
  { nationalId }: CitizenSession,
): Promise<Opened | undefined> => {
  const reference = parseReference(c.req.param("reference") ?? "");
  const current = reference && (await findOwnCase(deps.db, { nationalId, reference }));
  if (!current) return undefined;
  const definition = await loadDefinition(deps.db, current.serviceCode, current.version);
  return { current, definition };
};

const aroundCase = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  opened: Opened,
) => {
  const usual = await measureUsualTime(deps.db, opened.current.serviceCode);
  return {
    ...opened,
    frame: frameOf(c, deps, session),
    csrfToken: deps.csrf.token(c),
    institution: institutionName(deps.catalogue, opened.current.institution),
    institutionName: (code: string) => institutionName(deps.catalogue, code),
    ...(usual ? { ninetyHours: usual.ninetyHours } : {}),
  };
};

const showApplication = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  opened: Opened,
  more: Pick<ApplicationPageInput, "answer" | "notice"> = {},
): Promise<Response> => {
  const { current } = opened;
  const [around, events, checks, documents] = await Promise.all([
    aroundCase(c, deps, session, opened),
    findCaseEvents(deps.db, current, { internal: false }),
    findChecks(deps.db, { institution: current.institution, caseId: current.id }),
    findDocumentsOfCase(deps.db, current),
  ]);
  const html = applicationPage({ ...around, events, checks, documents, ...more });
  return await show(c, html, more.answer ? 422 : more.notice ? 409 : 200);
};

const movedOn = (c: AppContext): Html =>
  notice({ kind: "warn", lang: c.get("lang"), title: texts.notNow, live: true });

const takeAnswer = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  opened: Opened,
): Promise<Response> => {
  const { reference } = opened.current;
  const form = await c.req.parseBody();
  const typed = typeof form["answer"] === "string" ? form["answer"].slice(0, 20_000) : "";
  const command = { nationalId: session.nationalId, reference, answer: typed };
  const answered = await inTransaction(deps.db, (tx) => answerInformation(tx, command));
  if (answered.ok) return c.redirect(applicationPath(reference), 303);
  if (answered.error === "textMissing" || answered.error === "textTooLong") {
    const error = answered.error === "textMissing" ? texts.answerMissing : texts.answerTooLong;
    return await showApplication(c, deps, session, opened, { answer: { typed, error } });
  }
  const again = (await openOwn(c, deps, session)) ?? opened;
  return await showApplication(c, deps, session, again, { notice: movedOn(c) });
};

const takeBack = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  opened: Opened,
): Promise<Response> => {
  const { reference } = opened.current;
  const command = { nationalId: session.nationalId, reference };
  const withdrawn = await inTransaction(deps.db, (tx) => withdrawCase(tx, command));
  deps.kick();
  const again = (await openOwn(c, deps, session)) ?? opened;
  // Pressed twice: it is withdrawn, as asked.
  const done = withdrawn.ok || again.current.closedAt !== undefined;
  if (done) return c.redirect(applicationPath(reference), 303);
  return await showApplication(c, deps, session, again, { notice: movedOn(c) });
};

const startPayment = async (
  c: AppContext,
  deps: PortalDeps,
  session: CitizenSession,
  { current }: Opened,
): Promise<Response> => {
  const path = applicationPath(current.reference);
  if (!current.fee || current.paidAt || current.closedAt) return c.redirect(path, 303);
  const bill = await ensureBill({ ...deps, publicUrl: deps.config.PUBLIC_URL }, current);
  if (bill.ok) return c.redirect(bill.value.payUrl, 303);
  const down = unavailablePage({
    ...frameOf(c, deps, session),
    reference: c.get("requestId"),
    institution: texts.payGateway,
    stillWorks: [{ href: "/applications", text: texts.list }],
    retryHref: path,
  });
  return await show(c, down, 503);
};

const listAll = async (c: AppContext, deps: PortalDeps, session: CitizenSession) => {
  const [cases, applications] = await Promise.all([
    findCasesOfPerson(deps.db, session.nationalId),
    findOpenApplications(deps.db, session.nationalId),
  ]);
  const withDefinition = async <T extends { serviceCode: string; version: number }>(each: T) => ({
    each,
    definition: await loadDefinition(deps.db, each.serviceCode, each.version),
  });
  const [listed, drafts] = await Promise.all([
    Promise.all(cases.map(withDefinition)),
    Promise.all(applications.map(withDefinition)),
  ]);
  return await show(
    c,
    applicationsPage({
      frame: frameOf(c, deps, session),
      csrfToken: deps.csrf.token(c),
      cases: listed.map(({ each, definition }) => ({ current: each, definition })),
      drafts: drafts.map(({ each, definition }) => ({ application: each, definition })),
    }),
  );
};

/** A person's applications: `/applications`, `/applications/{reference}/…`. */
export const addApplications = (app: HttpApp, deps: PortalDeps): void => {
  const base = "/applications/:reference";
  type Act = (
    c: AppContext,
    deps: PortalDeps,
    session: CitizenSession,
    opened: Opened,
  ) => Promise<Response>;
  const own = (act: Act) =>
    forCitizen(
      deps,
      async (c, session) => {
        const opened = await openOwn(c, deps, session);
        if (opened) return await act(c, deps, session, opened);
        const missing = { ...frameOf(c, deps, session), reference: c.get("requestId") };
        return await show(c, notFoundPage(missing), 404);
      },
      (c) => applicationPath(c.req.param("reference") ?? ""),
    );

  app.get(
    "/applications",
    forCitizen(deps, (c, session) => listAll(c, deps, session)),
  );
  app.get(
    base,
    own((...args) => showApplication(...args)),
  );
  app.get(
    `${base}/sent`,
    own(async (...args) => show(args[0], sentPage(await aroundCase(...args)))),
  );
  app.post(`${base}/pay`, own(startPayment));
  app.get(
    `${base}/payment`,
    own(async (c, _, session, opened) => {
      await confirmPayment({ ...deps, publicUrl: deps.config.PUBLIC_URL }, opened.current);
      const now = (await openOwn(c, deps, session)) ?? opened;
      return await show(c, paymentPage(await aroundCase(c, deps, session, now)));
    }),
  );
  app.post(`${base}/answer`, own(takeAnswer));
  app.get(
    `${base}/withdraw`,
    own(async (...args) => show(args[0], withdrawPage(await aroundCase(...args)))),
  );
  app.post(`${base}/withdraw`, own(takeBack));
};
