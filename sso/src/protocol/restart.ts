import { sha256 } from "@gov/kit/crypto.ts";
import { UnsecuredJWT } from "jose";
import type { Interaction, KoaContextWithOIDC } from "oidc-provider";

/** How long an interaction lasts, so that no request is begun anew twice in its time. */
const rememberS = 1_800;
const pushedForS = 60;

/** Tells one request from another: each begins anew once. */
const markOf = (interaction: Interaction): string =>
  `sso_restart_${sha256(JSON.stringify(interaction.params)).toString("hex").slice(0, 16)}`;

/**
 * The request as its client sent it, kept as a pushed request of ours: also one that its client
 * had pushed or signed begins anew with nothing lost and nothing shown to the browser.
 */
const pushAgain = async (ctx: KoaContextWithOIDC, interaction: Interaction): Promise<string> => {
  const { provider, issuer } = ctx.oidc;
  const params = interaction.params as Record<string, string | undefined>;
  const clientId = params["client_id"] ?? "";
  const request = new UnsecuredJWT(JSON.parse(JSON.stringify(params)) as Record<string, unknown>)
    .setIssuer(clientId)
    .setAudience(issuer)
    .setIssuedAt()
    .setNotBefore(Math.floor(Date.now() / 1_000))
    .setExpirationTime(`${pushedForS}s`)
    .encode();
  const pushed = new provider.PushedAuthorizationRequest({
    request,
    dpopJkt: params["dpop_jkt"],
    trusted: (interaction.trusted?.length ?? 0) > 0,
  } as unknown as ConstructorParameters<typeof provider.PushedAuthorizationRequest>[0]);
  const id = await pushed.save(pushedForS);
  const url = new URL(ctx.oidc.urlFor("authorization"));
  url.searchParams.set("client_id", clientId);
  url.searchParams.set("request_uri", `urn:ietf:params:oauth:request_uri:${id}`);
  return url.href;
};

/**
 * Tabs of a browser without a session each begin one; those that return later find another's.
 * Beginning their request anew finds the session that exists now and needs no page. Each request
 * once: false says that it was tried, or that nobody knows the request any more.
 */
export const restart = async (ctx: KoaContextWithOIDC): Promise<boolean> => {
  const interaction = ctx.oidc?.entities.Interaction;
  if (!interaction) return false;
  const mark = markOf(interaction);
  if (ctx.get("cookie").includes(`${mark}=`)) return false;
  const secure = ctx.oidc.issuer.startsWith("https:") ? "; Secure" : "";
  const limits = `Path=/auth; Max-Age=${rememberS}; HttpOnly; SameSite=Lax${secure}`;
  const target = await pushAgain(ctx, interaction);
  ctx.append("set-cookie", `${mark}=1; ${limits}`);
  ctx.status = 303;
  ctx.redirect(target);
  return true;
};
