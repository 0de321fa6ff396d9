import { securityHeaderValues } from "@gov/kit/security-headers.ts";
import type { Lang } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { errors, type ErrorOut, type KoaContextWithOIDC } from "oidc-provider";
import { registrationOf } from "./first-party-grant.ts";
import { restart } from "./restart.ts";
import {
  engineErrorPage,
  signedOutPage,
  signOutPage,
  switchPage,
  type ServiceLink,
} from "./engine-pages.ts";

type EngineContext = KoaContextWithOIDC;

const languageOf = (ctx: EngineContext): Lang => {
  const asked = ctx.oidc?.params?.["ui_locales"] ?? ctx.query["lang"];
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

/** The question before signing out, whose answer ends at the service's own page. */
export const answerSignOut = async (ctx: EngineContext): Promise<void> => {
  allowFormsTo(ctx, ctx.oidc.params?.["post_logout_redirect_uri"]);
  const action = ctx.oidc.urlFor("end_session_confirm");
  await show(ctx, signOutPage(viewOf(ctx), action, signOutSecret(ctx)));
};

export const answerSignedOut = async (ctx: EngineContext): Promise<void> =>
  await show(ctx, signedOutPage(viewOf(ctx), serviceOf(ctx.oidc.client)));

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
