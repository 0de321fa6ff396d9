import type { AppContext, HttpApp } from "@gov/kit/http.ts";
import type { Text } from "@gov/kit/text.ts";
import { linkButton } from "@gov/kit/ui/form.ts";
import { html, words } from "@gov/kit/ui/html.ts";
import { heading, page } from "@gov/kit/ui/page.ts";
import { unavailablePage } from "@gov/kit/ui/status-pages.ts";
import { z } from "zod";
import type { PortalDeps } from "#src/deps.ts";
import { frameOf, show, signInHref } from "#src/frame.ts";
import type { CitizenSession } from "./citizen-session-queries.ts";
import { createFlowCookie, ownPath, type SignInFlow } from "./sign-in-flow-routes.ts";
import type { SignInFailure } from "./relying-party.ts";

const texts = {
  service: { ar: "الدخول الموحد", en: "the unified sign-in" },
  failed: { ar: "لم يكتمل الدخول", en: "Signing in was not completed" },
  failedBody: {
    ar: "ألغي الدخول أو انتهى وقته، أو بدأ في صفحة أخرى. ابدأه من جديد. لم يضع شيء مما حفظته.",
    en: "It was cancelled, took too long, or was started in another page. Start it again. Nothing you saved is lost.",
  },
  again: { ar: "ادخل من جديد", en: "Sign in again" },
  catalogue: { ar: "دليل الخدمات", en: "The catalogue of services" },
  verify: { ar: "التحقق من وثيقة", en: "Checking a document" },
} as const satisfies Record<string, Text>;

const claimsSchema = z.looseObject({
  national_id: z.string().regex(/^[0-9]{9}$/),
  name: z.string().min(1).max(300),
  "name#en": z.string().max(300).optional(),
  phone_number: z.string().max(20).optional(),
  birthdate: z.iso.date().optional(),
  acr: z.string().optional(),
  /** When the person proved who they are, in seconds. */
  auth_time: z.number().optional(),
});

const clocksApartMs = 5_000;

/** When they proved it anew: only what came after we asked is one. */
const proofTime = (flow: SignInFlow, authTimeS: number | undefined): number | undefined => {
  if (!flow.proof || authTimeS === undefined) return undefined;
  const provedAt = authTimeS * 1000;
  return provedAt >= flow.startedAt - clocksApartMs ? provedAt : undefined;
};

const sessionFrom = (
  claims: unknown,
  idToken: string,
  flow: SignInFlow,
): CitizenSession | undefined => {
  const parsed = claimsSchema.safeParse(claims);
  if (!parsed.success) return undefined;
  const { name, phone_number: phone, birthdate: dateOfBirth, acr } = parsed.data;
  const provedAt = proofTime(flow, parsed.data.auth_time);
  const level = /^urn:gov:loa:([123])$/.exec(acr ?? "")?.[1];
  return {
    kind: "citizen",
    nationalId: parsed.data.national_id,
    name: { ar: name, en: parsed.data["name#en"] ?? name },
    ...(phone ? { phone } : {}),
    ...(dateOfBirth ? { dateOfBirth } : {}),
    assurance: level ? Number(level) : 0,
    ...(provedAt === undefined ? {} : { provedAt }),
    idToken,
  };
};

const showFailure = (
  c: AppContext,
  deps: PortalDeps,
  failure: SignInFailure,
  returnTo: string,
): Promise<Response> => {
  const frame = frameOf(c, deps);
  const { lang } = frame;
  if (failure === "down") {
    const stillWorks = [
      { href: "/services", text: texts.catalogue },
      { href: "/verify", text: texts.verify },
    ];
    const down = unavailablePage({
      ...frame,
      reference: c.get("requestId"),
      institution: texts.service,
      stillWorks,
      retryHref: signInHref(returnTo),
    });
    return show(c, down, 503);
  }
  const main = html`${heading(texts.failed, lang)}
    <p>${words(texts.failedBody, lang)}</p>
    ${linkButton({ href: signInHref(returnTo), text: texts.again, lang })}`;
  return show(c, page({ ...frame, title: texts.failed, main }), 400);
};

/** Signing in and out: `/signin`, `/signin/callback`, `/signout`. */
export const addSignIn = (app: HttpApp, deps: PortalDeps): void => {
  const { relyingParty, sessions, config } = deps;
  const cookie = createFlowCookie({
    name: "portal_signin",
    path: "/signin",
    key: config.KEY_ENCRYPTION_KEY,
    secure: config.PUBLIC_URL.startsWith("https:"),
  });

  app.get("/signin", async (c) => {
    const returnTo = ownPath(c.req.query("returnTo"));
    const session = await sessions.find(c);
    const stronger = c.req.query("stronger") === "1";
    const proof = session && c.req.query("proof") === "1";
    if (session && !stronger && !proof) return c.redirect(returnTo);
    const anew = proof ? { proof: session.assurance } : stronger ? "stronger" : undefined;
    const begun = await relyingParty.begin(returnTo, c.get("lang"), anew);
    if (!begun.ok) return await showFailure(c, deps, begun.error, returnTo);
    cookie.save(c, begun.value.flow);
    return c.redirect(begun.value.url.href);
  });

  app.get("/signin/callback", async (c) => {
    const flow = cookie.take(c);
    const returnTo = flow?.returnTo ?? "/";
    if (!flow) return await showFailure(c, deps, "refused", returnTo);
    const { search } = new URL(c.req.url);
    const callback = new URL(`/signin/callback${search}`, config.PUBLIC_URL);
    const signedIn = await relyingParty.finish(callback, flow);
    if (!signedIn.ok) return await showFailure(c, deps, signedIn.error, returnTo);
    const { claims, idToken, origin } = signedIn.value;
    const session = sessionFrom(claims, idToken, flow);
    const started = session !== undefined && (await sessions.start(c, session, origin));
    if (!started) return await showFailure(c, deps, "refused", returnTo);
    return c.redirect(returnTo);
  });

  app.post("/signout", async (c) => {
    const session = await sessions.find(c);
    await sessions.end(c);
    return c.redirect(session ? await relyingParty.signOutUrl(session.idToken) : "/", 303);
  });
};
