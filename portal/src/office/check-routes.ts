import { inTransaction } from "@gov/kit/db.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { notFoundPage } from "@gov/kit/ui/status-pages.ts";
import { findState } from "@gov/services/language/workflow.ts";
import type { Transaction } from "kysely";
import { answerCheck, assignCheckTo } from "#src/case/answer-check.ts";
import { findCase } from "#src/case/case-queries.ts";
import type { CaseError } from "#src/case/case.ts";
import { findCheckAsked } from "#src/case/check-queries.ts";
import { recordDataLook } from "#src/case/data-look.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { show } from "#src/frame.ts";
import { checkPage, objectPage, type CheckPageInput } from "./check-page.ts";
import { checkHref } from "./inbox-pages.ts";
import { failedNotice } from "./inbox-routes.ts";
import { forStaff, officeFrame, type OfficeDeps } from "./office-frame.ts";
import { caseErrorTexts } from "./office-texts.ts";
import { officerOf, type StaffSession } from "./staff-session.ts";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

type OnCheck = (
  c: AppContext,
  session: StaffSession,
  input: CheckPageInput,
) => Response | Promise<Response>;

/** The check and all that its page tells; another institution's is not found. */
const findInput = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
): Promise<Result<CheckPageInput, "notFound">> => {
  const id = c.req.param("id") ?? "";
  const officer = officerOf(session);
  const check = uuid.test(id)
    ? await findCheckAsked(deps.db, { askedInstitution: officer.institution, id })
    : undefined;
  const current =
    check && (await findCase(deps.db, { institution: check.institution, id: check.caseId }));
  if (!check || !current) return err("notFound");
  const definition = await loadDefinition(deps.db, current.serviceCode, current.version);
  const asked = findState(definition, check.state)?.checks?.find(({ code }) => code === check.code);
  if (!asked) return err("notFound");
  const { institutionName } = deps;
  const frame = officeFrame(c, deps, session);
  const csrfToken = deps.csrf.token(c);
  return ok({ frame, csrfToken, officer, definition, current, check, asked, institutionName });
};

const onCheck = (deps: OfficeDeps, handler: OnCheck) =>
  forStaff(
    deps,
    async (c, session) => {
      const input = await findInput(c, deps, session);
      if (input.ok) return await handler(c, session, input.value);
      const frame = officeFrame(c, deps, session);
      return await show(c, notFoundPage({ ...frame, reference: c.get("requestId") }), 404);
    },
    (c) => checkHref(c.req.param("id") ?? ""),
  );

const showCheck = async (
  c: AppContext,
  deps: OfficeDeps,
  input: CheckPageInput,
  error?: CaseError,
): Promise<Response> => {
  await recordDataLook(deps.db, { officer: input.officer, seen: input.current, what: "check" });
  const told = error ? { notice: failedNotice(c, caseErrorTexts[error]) } : {};
  const frame = { ...input.frame, path: checkHref(input.check.id) };
  return await show(c, checkPage({ ...input, frame, ...told }), error ? 409 : 200);
};

type Work = (tx: Transaction<PortalDb>) => Promise<Result<true, CaseError>>;

/** Runs a command, then goes on; a refusal shows the question as it stands now. */
const run = async (
  c: AppContext,
  deps: OfficeDeps,
  session: StaffSession,
  input: CheckPageInput,
  then: string,
  work: Work,
): Promise<Response> => {
  const done = await inTransaction(deps.db, work);
  if (done.ok) {
    deps.kick();
    return c.redirect(then, 303);
  }
  const now = await findInput(c, deps, session);
  return await showCheck(c, deps, now.ok ? now.value : input, done.error);
};

const goOn = (input: CheckPageInput, how: string): string =>
  `/office/next?how=${how}&done=${input.current.reference}`;

const addObject = (app: HttpApp, deps: OfficeDeps): void => {
  app.get(
    "/office/checks/:id/object",
    onCheck(deps, (c, _session, input) => show(c, objectPage({ ...input, typed: {}, errors: [] }))),
  );
  app.post(
    "/office/checks/:id/object",
    onCheck(deps, async (c, session, input) => {
      const body = await c.req.parseBody();
      const text = (name: string): string => (typeof body[name] === "string" ? body[name] : "");
      const typed = { reason: text("reason"), text: text("text") };
      const { officer, check } = input;
      const given = { answer: "objection", reason: typed.reason, words: typed.text } as const;
      const done = await inTransaction(deps.db, (tx) =>
        answerCheck(tx, { officer, checkId: check.id, given }),
      );
      if (done.ok) {
        deps.kick();
        return c.redirect(goOn(input, "objected"), 303);
      }
      const field = { reasonMissing: "reason", textTooLong: "text" } as const;
      if (done.error in field) {
        const name = field[done.error as keyof typeof field];
        const errors = [{ name, text: caseErrorTexts[done.error] }];
        return await show(c, objectPage({ ...input, typed, errors }), 422);
      }
      const now = await findInput(c, deps, session);
      return await showCheck(c, deps, now.ok ? now.value : input, done.error);
    }),
  );
};

/** `/office/checks/:id`: what another institution asks this one about a request. */
export const addChecks = (app: HttpApp, deps: OfficeDeps): void => {
  app.get(
    "/office/checks/:id",
    onCheck(deps, (c, _session, input) => showCheck(c, deps, input)),
  );
  app.post(
    "/office/checks/:id/clear",
    onCheck(deps, (c, session, input) =>
      run(c, deps, session, input, goOn(input, "cleared"), (tx) =>
        answerCheck(tx, {
          officer: input.officer,
          checkId: input.check.id,
          given: { answer: "clear", words: "" },
        }),
      ),
    ),
  );
  for (const step of ["take", "release"] as const) {
    app.post(
      `/office/checks/:id/${step}`,
      onCheck(deps, (c, session, input) =>
        run(c, deps, session, input, checkHref(input.check.id), (tx) =>
          assignCheckTo(tx, {
            officer: input.officer,
            checkId: input.check.id,
            take: step === "take",
          }),
        ),
      ),
    );
  }
  addObject(app, deps);
};
