import { z } from "zod";
import type { Csrf } from "@gov/kit/csrf.ts";
import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import { allowFormAction } from "@gov/kit/security-headers.ts";
import { createSessions, type Sessions } from "@gov/kit/session.ts";
import type { Frame } from "@gov/kit/ui/page.ts";
import { forbiddenPage, unavailablePage } from "@gov/kit/ui/status-pages.ts";
import { signInSchema, staffSchema, type Staff } from "#src/console/staff-signin.ts";
import type { StaffSignIn } from "#src/console/staff-signin.ts";
import { frameOf } from "#src/payer/payer-frame.ts";
import type { Cash } from "./cash-context.ts";
import { deskTexts } from "./desk-texts.ts";

const sessionSchema = z.union([
  // The ID token names the session at the sign-in service when signing out.
  z.object({ staff: staffSchema, idToken: z.string().optional() }),
  z.object({ signIn: signInSchema }),
]);
type Session = z.infer<typeof sessionSchema>;
const signInProvider = { ar: "خدمة الدخول الموحد", en: "The unified sign-in" };
// A shop's day: a clerk is not asked again between two customers.
const idleMs = 2 * 3_600_000;
const absoluteMs = 10 * 3_600_000;

export type Desk = Readonly<{
  cash: Cash;
  csrf: Csrf;
  signIn: StaffSignIn;
  sessions: Sessions<Session>;
}>;

export const openDesk = (input: Omit<Desk, "sessions">): Desk => ({
  ...input,
  sessions: createSessions({
    db: input.cash.pay.db,
    cookie: "pay_agent",
    secure: input.cash.pay.publicUrl.startsWith("https:"),
    schema: sessionSchema,
    idleMs,
    absoluteMs,
  }),
});

/** Who signed in at the desk, if somebody did. */
export const findStaff = async (c: AppContext, desk: Desk): Promise<Staff | undefined> => {
  const session = await desk.sessions.find(c);
  return session && "staff" in session ? session.staff : undefined;
};

export const deskFrame = (
  c: AppContext,
  desk: Desk,
  more: Readonly<{ staff?: Staff; current?: string; path?: string; nav?: Frame["nav"] }> = {},
): Frame => {
  if (more.staff) allowFormAction(c, [desk.signIn.provider]);
  return {
    ...frameOf(c, more.path),
    brand: deskTexts.brand,
    home: "/agent",
    ...(more.nav ? { nav: more.nav } : {}),
    ...(more.staff
      ? {
          user: {
            name: more.staff.name,
            signOutAction: "/agent/signout",
            csrfToken: desk.csrf.token(c),
          },
        }
      : {}),
  };
};

/** Sign-in and sign-out at the unified sign-in, for agents' people and the treasury's. */
export const addDeskSignIn = (app: HttpApp, desk: Desk): void => {
  const { sessions, signIn } = desk;
  app.get("/agent/signin", async (c) => {
    const started = await signIn.start();
    if (started.ok) {
      await sessions.start(c, { signIn: started.value.signIn });
      return c.redirect(started.value.url, 303);
    }
    const frame = { ...deskFrame(c, desk), reference: c.get("requestId") };
    const retryHref = "/agent/signin";
    return c.html(unavailablePage({ ...frame, institution: signInProvider, retryHref }), 503);
  });
  app.get("/agent/signin/callback", async (c) => {
    const session = await sessions.find(c);
    const current = new URL(c.req.url);
    const called = new URL(`${desk.cash.pay.publicUrl}${current.pathname}${current.search}`);
    const finished =
      session && "signIn" in session ? await signIn.finish(called, session.signIn) : undefined;
    const started =
      finished?.ok === true &&
      (await sessions.start(
        c,
        { staff: finished.value.staff, idToken: finished.value.idToken },
        finished.value.origin,
      ));
    if (!started) {
      const frame = { ...deskFrame(c, desk, { path: "/agent" }), reference: c.get("requestId") };
      return c.html(forbiddenPage(frame), 403);
    }
    return c.redirect("/agent", 303);
  });
  app.post("/agent/signout", async (c) => {
    const session = await sessions.find(c);
    await sessions.end(c);
    const idToken = session && "staff" in session ? session.idToken : undefined;
    return c.redirect(await signIn.signOutUrl(idToken), 303);
  });
};
