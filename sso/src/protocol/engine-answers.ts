import { securityHeaderValues } from "@gov/kit/security-headers.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { errors, type ErrorOut, type KoaContextWithOIDC } from "oidc-provider";
import { signedOutPage } from "#src/logout/signed-out-page.ts";
import { findSignedOutStatus, type StatusDeps } from "#src/logout/signed-out-status.ts";
import { registrationOf } from "./registration.ts";
import {
  engineErrorPage,
  signOutPage,
  switchPage,
  tooManyPage,
  type ServiceLink,
} from "./engine-pages.ts";
import { restart } from "./restart.ts";

type EngineContext = KoaContextWithOIDC;

const languageOf = (ctx: EngineContext): Lang => {
  // What its reader chose on the page comes before what the service asked for.
  const asked = ctx.query["lang"] ?? ctx.oidc?.params?.["ui_locales"] ?? ctx.query["ui_locales"];
  if (typeof asked === "string" && /^(ar|en)\b/.test(asked))
    return asked.startsWith("en") ? "en" : "ar";
  return /(?:^|;\s*)lang=en(?:;|$)/.test(ctx.get("cookie")) ? "en" : "ar";
};

const viewOf = (ctx: EngineContext) => ({ lang: languageOf(ctx), path: ctx.url });

const show = async (ctx: EngineContext, markup: Html): Promise<void> => {
  ctx.type = "html";
  ctx.set("cache-control", "no-store");
  const text = await Promise.resolve(markup);
  ctx.body = text.toString();
};

const serviceOf = (client: object | undefined): ServiceLink | undefined => {
  const registration = registrationOf(client);
  const homeUrl = registration?.homeUrl;
  return registration && homeUrl ? { name: registration.name, homeUrl } : undefined;
};

/** The client of an interaction that could not go on, before the engine looked it up. */
const clientOfInteraction = async (ctx: EngineContext): Promise<object | undefined> => {
  const clientId = ctx.oidc?.entities.Interaction?.params["client_id"];
  return typeof clientId === "string" ? await ctx.oidc.provider.Client.find(clientId) : undefined;
};

/** The secret that the sign-out form must carry; the engine has put it in the session. */
const signOutSecret = (ctx: EngineContext): string =>
  (ctx.oidc.session as { state?: { secret?: string } } | undefined)?.state?.secret ?? "";

const allowFormsTo = (ctx: EngineContext, address: unknown): void => {
  const url = typeof address === "string" ? URL.parse(address) : null;
  const https = ctx.oidc.issuer.startsWith("https:");
  const formAction = url ? [url.origin === "null" ? url.protocol : url.origin] : [];
  ctx.set({ ...securityHeaderValues({ formAction, https }) });
};

/** An error that has no service to be sent back to. */
export const answerError = async (
  ctx: EngineContext,
  out: ErrorOut,
  error: Error,
): Promise<void> => {
  const expired = error instanceof errors.SessionNotFound;
  if (expired && (await restart(ctx))) return;
  const service = serviceOf(ctx.oidc?.client ?? (await clientOfInteraction(ctx)));
  const { error: code, error_description: description } = out;
  await show(ctx, engineErrorPage(viewOf(ctx), { error: code, description, expired, service }));
};

/** Too many sign-ins began at this address: the same request is good later. */
export const answerTooMany = async (ctx: EngineContext, seconds: number): Promise<void> => {
  ctx.status = 429;
  ctx.set("retry-after", String(seconds));
  ctx.remove("location");
  await show(ctx, tooManyPage(viewOf(ctx), seconds));
};

/** The person of this session themselves, as a token that we gave their service says. */
const isHinted = ({ oidc }: EngineContext): boolean => {
  const { session, client, entities } = oidc;
  const { sub, sid } = entities.IdTokenHint?.payload ?? {};
  if (!session || !client || sub === undefined) return false;
  if (sid !== undefined) return sid === session.sidFor(client.clientId);
  return sub === session.accountId;
};

/**
 * Before signing out: a service that proves with an ID token of this very session that its person
 * asked for it is obeyed at once; else the person is asked (RP-Initiated Logout 1.0, 2 and 6).
 */
export const answerSignOut = async (ctx: EngineContext): Promise<void> => {
  if (isHinted(ctx)) {
    await ctx.oidc.session?.destroy();
    ctx.status = 303;
    ctx.redirect(afterNothing(ctx));
    return;
  }
  allowFormsTo(ctx, ctx.oidc.params?.["post_logout_redirect_uri"]);
  const action = ctx.oidc.urlFor("end_session_confirm");
  await show(ctx, signOutPage(viewOf(ctx), action, signOutSecret(ctx)));
};

/** After signing out: how the services stand, looked at again while some have not answered. */
export const answerSignedOut = async (ctx: EngineContext, deps: StatusDeps): Promise<void> => {
  const status = await findSignedOutStatus(deps, ctx.cookies.get("sso_signed_out"));
  if (status.lookAgainS !== undefined) ctx.set("refresh", String(status.lookAgainS));
  await show(ctx, signedOutPage(viewOf(ctx), status, serviceOf(ctx.oidc.client)));
};

/** Nobody was signed in: where the service wanted to go after that. */
const afterNothing = (ctx: EngineContext): string => {
  const asked = ctx.oidc.params?.["post_logout_redirect_uri"];
  if (typeof asked !== "string") return ctx.oidc.urlFor("end_session_success");
  const target = new URL(asked);
  const state = ctx.oidc.params?.["state"];
  if (typeof state === "string") target.searchParams.set("state", state);
  return target.href;
};

/**
 * The engine answers two cases with a page of its own that sends itself by script. Ours work
 * without: a sign-out with nobody signed in goes straight on, a change of account asks.
 */
export const replaceScriptedForms = async (
  ctx: EngineContext,
  next: () => Promise<void>,
): Promise<void> => {
  await next();
  const body: unknown = ctx.body;
  const scripted = typeof body === "string" && body.includes("document.forms[0].submit()");
  if (!scripted || ctx.status !== 200) return;
  if (ctx.oidc?.route === "end_session") {
    ctx.body = null;
    ctx.status = 303;
    ctx.redirect(afterNothing(ctx));
  } else if (ctx.oidc?.route === "resume") {
    allowFormsTo(ctx, ctx.oidc.params?.["redirect_uri"]);
    const action = ctx.oidc.urlFor("end_session_confirm");
    await show(ctx, switchPage(viewOf(ctx), action, signOutSecret(ctx)));
  }
};
