import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Result } from "@gov/kit/result.ts";
import { html, nothing, type Html } from "@gov/kit/ui/html.ts";
import { desk } from "@gov/kit/ui/layout.ts";
import { page } from "@gov/kit/ui/page.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { factsShown, type FactsShown } from "@gov/services/language/bindings.ts";
import type { ServiceDefinition } from "@gov/services/language/definition.ts";
import type { Transaction } from "kysely";
import { requestInformation } from "#src/case/ask-information.ts";
import { caseDataOfCase } from "#src/case/case-data.ts";
import { findCaseByReference, findCaseEvents } from "#src/case/case-queries.ts";
import { findChecks } from "#src/case/check-queries.ts";
import type { CaseError, GovernmentCase, Officer } from "#src/case/case.ts";
import { recordDataLook } from "#src/case/data-look.ts";
import { approveCase, rejectCase } from "#src/case/decide-case.ts";
import { addNote, claimCase, releaseCase } from "#src/case/task-commands.ts";
import { findOpenTask } from "#src/case/task-queries.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { show } from "#src/frame.ts";
import { actionsFor } from "./case-actions.ts";
import { openCaseHtml } from "./case-page.ts";
import { askPage, rejectPage } from "./decision-pages.ts";
import { findCaseDocumentFile, findCaseDocuments } from "./document-queries.ts";
import { caseHref, inboxTable } from "./inbox-pages.ts";
import { findInbox } from "./inbox-queries.ts";
import { doneOf, failedNotice } from "./inbox-routes.ts";
import { forStaff, officeFrame, type OfficeDeps } from "./office-frame.ts";
import { caseErrorTexts, officeTexts } from "./office-texts.ts";
import { officerOf, type StaffSession } from "./staff-session.ts";

type OnCase = (
  c: AppContext,
  session: StaffSession,
  current: GovernmentCase,
) => Response | Promise<Response>;

const referenceOf = (c: AppContext): string => c.req.param("reference") ?? "";

const showMissing = (c: AppContext, deps: OfficeDeps, session: StaffSession): Promise<Response> =>
  show(c, notFoundPage({ ...officeFrame(c, deps, session), reference: c.get("requestId") }), 404);

/** A page about one request of the officer's own institution; any other is not found. */
const onCase = (deps: OfficeDeps, handler: OnCase) =>
  forStaff(
    deps,
    async (c, session) => {
      const { institution } = session;
      const reference = referenceOf(c);
      const current = await findCaseByReference(deps.db, { institution, reference });
      return current ? await handler(c, session, current) : await showMissing(c, deps, session);
    },
    (c) => caseHref(referenceOf(c)),
  );

/** What each register said, once, whichever page the applicant confirmed it on. */
const factsOf = (definition: ServiceDefinition, current: GovernmentCase): FactsShown[] => {
  const data = caseDataOfCase(current, new Date());
  const shown = definition.pages.flatMap((each) => factsShown(definition, each, data));
  return [...new Map(shown.map((facts) => [facts.binding, facts])).values()];
};

const openCase = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
  current: GovernmentCase,
): Promise<Html> => {
  const officer = officerOf(session);
  const { db } = deps;
  const key = { institution: current.institution, caseId: current.id };
  const definition = await loadDefinition(db, current.serviceCode, current.version);
  const task = await findOpenTask(db, key);
  const documents = await findCaseDocuments(db, current);
  return openCaseHtml(
    {
      current,
      definition,
      ...(task ? { task } : {}),
      events: await findCaseEvents(db, current, { internal: true }),
      facts: factsOf(definition, current),
      checks: await findChecks(db, key),
      institutionName: deps.institutionName,
      documents: documents.map(({ number, title }) => ({
        number,
        title,
        href: `${caseHref(current.reference)}/documents/${number}.pdf`,
      })),
      actions: actionsFor(definition, current, task, officer),
      csrfToken: deps.csrf.token(c),
    },
    c.get("lang"),
  );
};

const showCase = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
  current: GovernmentCase,
  error?: CaseError,
): Promise<Response> => {
  const officer = officerOf(session);
  await recordDataLook(deps.db, { officer, seen: current, what: "case" });
  const lang = c.get("lang");
  const { rows } = await findInbox(deps.db, officer, "open");
  const inbox = inboxTable(rows, {
    lang,
    username: session.username,
    open: current.reference,
  });
  const told = error ? failedNotice(c, caseErrorTexts[error]) : doneOf(c);
  const main = desk(inbox, html`${told ?? nothing}${await openCase(c, deps, session, current)}`);
  const frame = officeFrame(c, deps, session);
  const path = caseHref(current.reference);
  return await show(
    c,
    page({ ...frame, path, title: officeTexts.request, main, wide: true }),
    error ? 409 : 200,
  );
};

type Command = (
  tx: Transaction<PortalDb>,
  command: { officer: Officer; caseId: string },
) => Promise<Result<true, CaseError>>;

/** Runs a command, then goes on; a refusal shows the request as it is now, with the reason. */
const run = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
  current: GovernmentCase,
  work: { command: Command; then: string },
): Promise<Response> => {
  const officer = officerOf(session);
  const done = await inTransaction(deps.db, (tx) =>
    work.command(tx, { officer, caseId: current.id }),
  );
  if (done.ok) {
    deps.kick();
    return c.redirect(work.then, 303);
  }
  const { institution, reference } = current;
  const now = await findCaseByReference(deps.db, { institution, reference });
  return await showCase(c, deps, session, now ?? current, done.error);
};

const nextAfter = (current: GovernmentCase, how: string): string =>
  `/office/next?how=${how}&done=${current.reference}`;

const readText = async (c: AppContext, name: string): Promise<string> => {
  const body = await c.req.parseBody();
  const value = body[name];
  return typeof value === "string" ? value : "";
};

/** Errors that belong to a field of the form, so that the form is shown again. */
const fieldOfError: Partial<Record<CaseError, string>> = {
  reasonMissing: "reason",
  textMissing: "text",
  textTooLong: "text",
};

const addReject = (app: HttpApp, deps: OfficeDeps): void => {
  const showForm = async (
    c: AppContext,
    session: StaffSession,
    current: GovernmentCase,
    typed: { reason?: string; text?: string } = {},
    error?: CaseError,
  ): Promise<Response> => {
    const { db } = deps;
    const task = await findOpenTask(db, { institution: current.institution, caseId: current.id });
    const definition = await loadDefinition(db, current.serviceCode, current.version);
    const actions = actionsFor(definition, current, task, officerOf(session));
    const reject = actions.decisions.find(({ event }) => event === "reject");
    if (!reject) return await showCase(c, deps, session, current, "notAllowedNow");
    const errors = error ? [{ name: fieldOfError[error], text: caseErrorTexts[error] }] : [];
    const input = {
      frame: { ...officeFrame(c, deps, session), path: `${caseHref(current.reference)}/reject` },
      current,
      csrfToken: deps.csrf.token(c),
      typed,
      errors,
    };
    const { reasons = [], label } = reject;
    return await show(c, rejectPage({ ...input, reasons, label }), error ? 422 : 200);
  };
  app.get(
    "/office/cases/:reference/reject",
    onCase(deps, (c, session, current) => showForm(c, session, current)),
  );
  app.post(
    "/office/cases/:reference/reject",
    onCase(deps, async (c, session, current) => {
      const typed = { reason: await readText(c, "reason"), text: await readText(c, "text") };
      const officer = officerOf(session);
      const done = await inTransaction(deps.db, (tx) =>
        rejectCase(tx, {
          officer,
          caseId: current.id,
          reason: typed.reason,
          explanation: typed.text,
        }),
      );
      if (!done.ok && done.error in fieldOfError) {
        return await showForm(c, session, current, typed, done.error);
      }
      if (!done.ok) return await showCase(c, deps, session, current, done.error);
      deps.kick();
      return c.redirect(nextAfter(current, "rejected"), 303);
    }),
  );
};

const addAsk = (app: HttpApp, deps: OfficeDeps): void => {
  const showForm = async (
    c: AppContext,
    session: StaffSession,
    current: GovernmentCase,
    text = "",
    error?: CaseError,
  ): Promise<Response> => {
    const input = {
      frame: { ...officeFrame(c, deps, session), path: `${caseHref(current.reference)}/ask` },
      current,
      csrfToken: deps.csrf.token(c),
      typed: { text },
      errors: error ? [{ name: "text", text: caseErrorTexts[error] }] : [],
    };
    return await show(c, askPage(input), error ? 422 : 200);
  };
  app.get(
    "/office/cases/:reference/ask",
    onCase(deps, (c, session, current) => showForm(c, session, current)),
  );
  app.post(
    "/office/cases/:reference/ask",
    onCase(deps, async (c, session, current) => {
      const text = await readText(c, "text");
      const command = { officer: officerOf(session), caseId: current.id, question: text };
      const done = await inTransaction(deps.db, (tx) => requestInformation(tx, command));
      if (!done.ok && done.error in fieldOfError) {
        return await showForm(c, session, current, text, done.error);
      }
      if (!done.ok) return await showCase(c, deps, session, current, done.error);
      deps.kick();
      return c.redirect(nextAfter(current, "asked"), 303);
    }),
  );
};

const addDocumentFile = (app: HttpApp, deps: OfficeDeps): void => {
  app.get(
    "/office/cases/:reference/documents/:file{[A-Z0-9-]+\\.pdf}",
    onCase(deps, async (c, session, current) => {
      const number = (c.req.param("file") ?? "").replace(/\.pdf$/, "");
      const file = await findCaseDocumentFile(deps.db, { ...current, number });
      if (!file) return await showMissing(c, deps, session);
      const officer = officerOf(session);
      await recordDataLook(deps.db, { officer, seen: current, what: "document" });
      return c.body(new Uint8Array(file), 200, {
        "content-type": "application/pdf",
        "content-disposition": `inline; filename="${number}.pdf"`,
      });
    }),
  );
};

/** `/office/cases/…`: one request and what an officer does with it. */
export const addCases = (app: HttpApp, deps: OfficeDeps): void => {
  const base = "/office/cases/:reference";
  app.get(
    base,
    onCase(deps, (c, session, current) => showCase(c, deps, session, current)),
  );
  app.post(
    `${base}/approve`,
    onCase(deps, (c, session, current) =>
      run(c, deps, session, current, {
        command: approveCase,
        then: nextAfter(current, "approved"),
      }),
    ),
  );
  const handOver = { take: claimCase, release: releaseCase } as const;
  for (const [place, command] of Object.entries(handOver)) {
    app.post(
      `${base}/${place}`,
      onCase(deps, (c, session, current) =>
        run(c, deps, session, current, { command, then: caseHref(current.reference) }),
      ),
    );
  }
  app.post(
    `${base}/notes`,
    onCase(deps, async (c, session, current) => {
      const text = await readText(c, "text");
      return await run(c, deps, session, current, {
        command: (tx, command) => addNote(tx, { ...command, text }),
        then: caseHref(current.reference),
      });
    }),
  );
  addReject(app, deps);
  addAsk(app, deps);
  addDocumentFile(app, deps);
};
