import { z } from "zod";
import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import { createSessions } from "@gov/kit/session.ts";
import { forbiddenPage, unavailablePage } from "@gov/kit/ui/status-pages.ts";
import type { PayDeps } from "#src/deps.ts";
import { addMessageRoutes } from "#src/rails/esadad/messages-routes.ts";
import { addBillDeskRoutes } from "./bill-desk-routes.ts";
import { consoleFrame } from "./console-frame.ts";
import type { ConsoleApp, Desk, DeskPage } from "./desk.ts";
import { addLedgerDeskRoutes } from "./ledger/ledger-desk-routes.ts";
import { makeTestLane } from "#src/lane/test-lane-queries.ts";
import { noteDeskAction } from "./desk-action-queries.ts";
import { addTestModePage, modePath } from "./test-mode.ts";
import { addUploadDeskRoutes } from "./upload-desk-routes.ts";
import { addWebhookDeskRoutes } from "./webhook-desk-routes.ts";
import { addWebhookReplayRoutes } from "./webhook-replay-routes.ts";
import { addListRoutes } from "./list-routes.ts";
import { addOverviewRoutes } from "./overview-routes.ts";
import { addPaymentDeskRoutes } from "./payment-desk-routes.ts";
import { addRefundDeskRoutes } from "./refund-desk-routes.ts";
import { addRefundLimitRoutes } from "./refund-limit-routes.ts";
import { addAccountRoutes } from "./settlement/accounts-routes.ts";
import { addPayoutRoutes } from "./settlement/payout-routes.ts";
import { addSettlementRoutes } from "./settlement/settlement-routes.ts";
import { testLane } from "#src/lane/lane.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { addReconciliationRoutes } from "./reconciliation/reconciliation-routes.ts";
import type { Reconciliation } from "#src/reconciliation/reconciliation.ts";
import { signInSchema, staffSchema, type StaffSignIn } from "./staff-signin.ts";

const staffSessionSchema = z.object({
  staff: staffSchema,
  test: z.boolean().default(false),
  /** Names the session at the sign-in service when signing out. */
  idToken: z.string().optional(),
});
const sessionSchema = z.union([staffSessionSchema, z.object({ signIn: signInSchema })]);
type StaffSession = z.infer<typeof staffSessionSchema>;

const signInProvider = { ar: "خدمة الدخول الموحد", en: "The unified sign-in" };
const idleMs = 30 * 60_000;
const absoluteMs = 10 * 3_600_000;

export type ConsoleOptions = Readonly<{
  csrf: Csrf;
  signIn: StaffSignIn;
  signInUrl: string;
  treasuryInstitution: string;
  settlement: Settlement;
  reconciliation: Reconciliation;
}>;

const sessionsOf = (deps: PayDeps) =>
  createSessions({
    db: deps.db,
    cookie: "pay_console",
    secure: deps.publicUrl.startsWith("https:"),
    schema: sessionSchema,
    idleMs,
    absoluteMs,
  });
type Sessions = ReturnType<typeof sessionsOf>;

const deskOf = (
  c: AppContext,
  deps: PayDeps,
  options: ConsoleOptions,
  { staff, test }: StaffSession,
): Desk => {
  const treasury = staff.institution === options.treasuryInstitution;
  const ownLane = test ? testLane(staff.institution) : staff.institution;
  return {
    c,
    deps,
    db: deps.db,
    staff,
    treasury,
    ownLane,
    scope: { institution: treasury ? undefined : ownLane, test },
    frame: consoleFrame(c, options.csrf, { staff, test, treasury }),
    lang: c.get("lang"),
    csrfToken: options.csrf.token(c),
    signInUrl: options.signInUrl,
  };
};

const addSignIn = (
  app: HttpApp,
  deps: PayDeps,
  { csrf, signIn }: ConsoleOptions,
  sessions: Sessions,
): void => {
  app.get("/console/signin", async (c) => {
    const started = await signIn.start();
    if (started.ok) {
      await sessions.start(c, { signIn: started.value.signIn });
      return c.redirect(started.value.url, 303);
    }
    const frame = { ...consoleFrame(c, csrf), reference: c.get("requestId") };
    const retryHref = "/console/signin";
    return c.html(unavailablePage({ ...frame, institution: signInProvider, retryHref }), 503);
  });
  app.get("/console/signin/callback", async (c) => {
    const session = await sessions.find(c);
    const current = new URL(c.req.url);
    const called = new URL(`${deps.publicUrl}${current.pathname}${current.search}`);
    const finished =
      session && "signIn" in session ? await signIn.finish(called, session.signIn) : undefined;
    const started =
      finished?.ok === true &&
      (await sessions.start(
        c,
        { staff: finished.value.staff, test: false, idToken: finished.value.idToken },
        finished.value.origin,
      ));
    if (!started) {
      const frame = { ...consoleFrame(c, csrf), reference: c.get("requestId") };
      return c.html(forbiddenPage(frame), 403);
    }
    return c.redirect("/console", 303);
  });
  app.post(modePath, async (c) => {
    const session = await sessions.find(c);
    if (!session || !("staff" in session)) return c.redirect("/console/signin", 303);
    const test = (await c.req.parseBody())["to"] === "test";
    const { institution: institutionId, username } = session.staff;
    if (test) {
      await makeTestLane(deps.db, institutionId);
      const note = { institutionId, username, action: "testModeOpened", subject: "test" } as const;
      await noteDeskAction(deps.db, note);
    }
    await sessions.replace(c, { ...session, test });
    return c.redirect("/console", 303);
  });
  app.post("/console/signout", async (c) => {
    const session = await sessions.find(c);
    await sessions.end(c);
    const idToken = session && "staff" in session ? session.idToken : undefined;
    return c.redirect(await signIn.signOutUrl(idToken), 303);
  });
};

/** The console: treasury staff see all institutions, an institution's staff its own. */
export const addConsoleRoutes = (app: HttpApp, deps: PayDeps, options: ConsoleOptions): void => {
  const sessions = sessionsOf(deps);
  addSignIn(app, deps, options, sessions);
  const forStaff =
    (show: DeskPage) =>
    async (c: AppContext): Promise<Response> => {
      const session = await sessions.find(c);
      if (!session || !("staff" in session)) return c.redirect("/console/signin", 303);
      allowFormAction(c, [options.signIn.provider]);
      return await show(deskOf(c, deps, options, session));
    };
  const desks: ConsoleApp = {
    get: (path, show) => void app.get(path, forStaff(show)),
    post: (path, take) => void app.post(path, forStaff(take)),
  };
  addOverviewRoutes(desks);
  addListRoutes(desks);
  addBillDeskRoutes(desks);
  addPaymentDeskRoutes(desks);
  addRefundDeskRoutes(desks);
  addRefundLimitRoutes(desks);
  addLedgerDeskRoutes(desks);
  addReconciliationRoutes(desks, options.reconciliation);
  addUploadDeskRoutes(desks);
  addWebhookDeskRoutes(desks);
  addWebhookReplayRoutes(desks);
  addSettlementRoutes(desks, options.settlement);
  addPayoutRoutes(desks, options.settlement);
  addAccountRoutes(desks);
  addTestModePage(desks);
  addMessageRoutes(desks);
};
