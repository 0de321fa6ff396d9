import { z } from "zod";
import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { createSessions } from "@gov/kit/session.ts";
import { forbiddenPage, unavailablePage } from "@gov/kit/ui/status-pages.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import type { PayDeps } from "#src/deps.ts";
import { addMessageRoutes } from "#src/rails/esadad/messages-routes.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import { consolePage } from "./console-page.ts";
import { listBalancesOf, listOpenBreaks, listPaymentsOfToday } from "./console-queries.ts";
import { signInSchema, staffSchema, type Staff, type StaffSignIn } from "./staff-signin.ts";

const sessionSchema = z.union([
  z.object({ staff: staffSchema }),
  z.object({ signIn: signInSchema }),
]);
const brand = { ar: "خزينة الدولة", en: "State treasury" };
const signInProvider = { ar: "خدمة الدخول الموحد", en: "The unified sign-in" };
const idleMs = 30 * 60_000;
const absoluteMs = 10 * 3_600_000;

const consoleFrame = (c: AppContext, csrf: Csrf, staff?: Staff): Frame => ({
  ...frameOf(c, "/console"),
  component: "console",
  brand,
  home: "/console",
  ...(staff
    ? {
        user: { name: staff.name, signOutAction: "/console/signout", csrfToken: csrf.token(c) },
      }
    : {}),
});

/** The console: treasury staff see all institutions, an institution's staff its own. */
export const addConsoleRoutes = (
  app: HttpApp,
  deps: PayDeps,
  options: Readonly<{ csrf: Csrf; signIn: StaffSignIn; treasuryInstitution: string }>,
): void => {
  const { csrf, signIn } = options;
  const sessions = createSessions({
    db: deps.db,
    cookie: "pay_console",
    secure: deps.publicUrl.startsWith("https:"),
    schema: sessionSchema,
    idleMs,
    absoluteMs,
  });
  const findStaff = async (c: AppContext): Promise<Staff | undefined> => {
    const session = await sessions.find(c);
    return session && "staff" in session ? session.staff : undefined;
  };

  app.get("/console", async (c) => {
    const staff = await findStaff(c);
    if (!staff) return c.redirect("/console/signin", 303);
    const scope = staff.institution === options.treasuryInstitution ? undefined : staff.institution;
    const [payments, balances, breaks] = await Promise.all([
      listPaymentsOfToday(deps.db, scope),
      listBalancesOf(deps.db, scope),
      listOpenBreaks(deps.db, scope),
    ]);
    return c.html(consolePage(consoleFrame(c, csrf, staff), { payments, balances, breaks }));
  });
  addMessageRoutes(app, deps.db, async (c) => {
    const staff = await findStaff(c);
    if (!staff) return c.redirect("/console/signin", 303);
    const frame = { ...consoleFrame(c, csrf, staff), path: c.req.path };
    if (staff.institution === options.treasuryInstitution) return frame;
    return c.html(forbiddenPage({ ...frame, reference: c.get("requestId") }), 403);
  });
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
    if (!finished?.ok) {
      const frame = { ...consoleFrame(c, csrf), reference: c.get("requestId") };
      return c.html(forbiddenPage(frame), 403);
    }
    await sessions.start(c, { staff: finished.value });
    return c.redirect("/console", 303);
  });
  app.post("/console/signout", async (c) => {
    await sessions.end(c);
    return c.redirect("/", 303);
  });
};
