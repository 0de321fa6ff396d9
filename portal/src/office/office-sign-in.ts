import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { actionForm, linkButton } from "@gov/kit/ui/form.ts";
import { html, words, type Html } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { unavailablePage } from "@gov/kit/ui/status-pages.ts";
import { show } from "#src/frame.ts";
import type { SignInFailure } from "#src/session/relying-party.ts";
import { createFlowCookie, ownPath } from "#src/session/sign-in-flow-routes.ts";
import { officeFrame, officeSignInHref, type OfficeDeps } from "./office-frame.ts";
import { officeTexts } from "./office-texts.ts";
import { staffSessionFrom, worksHere } from "./staff-session.ts";

/** Where somebody who gets no further can go. */
type Way = "again" | "signOut" | "toAgents";

const showTold = (
  c: AppContext,
  deps: OfficeDeps,
  told: { title: Text; body: Text; way: Way },
  returnTo: string,
): Promise<Response> => {
  const frame = officeFrame(c, deps);
  const { lang } = frame;
  const ways: Readonly<Record<Way, () => Html>> = {
    again: () =>
      linkButton({ href: officeSignInHref(returnTo), text: officeTexts.signInAgain, lang }),
    signOut: () =>
      actionForm({
        action: "/office/signout",
        csrfToken: deps.csrf.token(c),
        text: { ar: "اخرج", en: "Sign out" },
        lang,
      }),
    toAgents: () =>
      linkButton({ href: `${deps.config.PAY_URL}/agent`, text: officeTexts.toAgents, lang }),
  };
  const main = html`${heading(told.title, lang)}
    <p>${words(told.body, lang)}</p>
    ${ways[told.way]()}`;
  return show(c, page({ ...frame, title: told.title, main }), told.way === "again" ? 400 : 403);
};

const showFailure = (
  c: AppContext,
  deps: OfficeDeps,
  failure: SignInFailure,
  returnTo: string,
): Promise<Response> => {
  if (failure === "refused") {
    const told = {
      title: officeTexts.failedSignIn,
      body: officeTexts.failedSignInBody,
      way: "again",
    } as const;
    return showTold(c, deps, told, returnTo);
  }
  const down = unavailablePage({
    ...officeFrame(c, deps),
    reference: c.get("requestId"),
    institution: officeTexts.sso,
    stillWorks: [{ href: "/", text: officeTexts.citizenPortal }],
    retryHref: officeSignInHref(returnTo),
  });
  return show(c, down, 503);
};

/** Signing staff in and out: `/office/signin`, `/office/signin/callback`, `/office/signout`. */
export const addOfficeSignIn = (app: HttpApp, deps: OfficeDeps): void => {
  const { officeParty, staffSessions, config } = deps;
  const cookie = createFlowCookie({
    name: "office_signin",
    path: "/office/signin",
    key: config.KEY_ENCRYPTION_KEY,
    secure: config.PUBLIC_URL.startsWith("https:"),
  });

  app.get("/office/signin", async (c) => {
    const returnTo = ownPath(c.req.query("returnTo"), "/office");
    if (await staffSessions.find(c)) return c.redirect(returnTo);
    const begun = await officeParty.begin(returnTo, c.get("lang"));
    if (!begun.ok) return await showFailure(c, deps, begun.error, returnTo);
    cookie.save(c, begun.value.flow);
    return c.redirect(begun.value.url.href);
  });

  app.get("/office/signin/callback", async (c) => {
    const flow = cookie.take(c);
    const returnTo = flow?.returnTo ?? "/office";
    if (!flow) return await showFailure(c, deps, "refused", returnTo);
    const callback = new URL(
      `/office/signin/callback${new URL(c.req.url).search}`,
      config.PUBLIC_URL,
    );
    const signedIn = await officeParty.finish(callback, flow);
    if (!signedIn.ok) return await showFailure(c, deps, signedIn.error, returnTo);
    const session = staffSessionFrom(signedIn.value.claims, signedIn.value.idToken);
    if (!session) {
      const told = {
        title: officeTexts.notStaff,
        body: officeTexts.notStaffBody,
        way: "signOut",
      } as const;
      return await showTold(c, deps, told, returnTo);
    }
    if (!worksHere(session)) {
      const told = {
        title: officeTexts.notForAgents,
        body: officeTexts.notForAgentsBody,
        way: "toAgents",
      } as const;
      return await showTold(c, deps, told, returnTo);
    }
    const started = await staffSessions.start(c, session, signedIn.value.origin);
    if (!started) return await showFailure(c, deps, "refused", returnTo);
    return c.redirect(returnTo);
  });

  app.post("/office/signout", async (c) => {
    const session = await staffSessions.find(c);
    await staffSessions.end(c);
    const away = session ? await officeParty.signOutUrl(session.idToken) : "/office";
    return c.redirect(away, 303);
  });
};
