import type { AppConfig, Provider } from "./provider.ts";
import type { Session, SignInDeps } from "./sign-in.ts";

/**
 * Where the browser goes to end the sign-in itself (OpenID Connect RP-Initiated Logout 1.0, 2):
 * without it, whoever holds the phone next would be signed in by one press. Undefined where the
 * provider has no such page.
 */
export const signOutUrl = (
  config: AppConfig,
  provider: Provider,
  session: Session,
  options: { returnTo: string; lang: "ar" | "en" },
): string | undefined => {
  if (!provider.end_session_endpoint) return undefined;
  const url = new URL(provider.end_session_endpoint);
  url.search = new URLSearchParams({
    id_token_hint: session.idToken,
    client_id: config.clientId,
    post_logout_redirect_uri: options.returnTo,
    ui_locales: options.lang,
  }).toString();
  return url.href;
};

/** Takes the refresh token back (RFC 7009), which outlives the session it was given in. */
export const revokeTokens = async (
  deps: Pick<SignInDeps, "fetch">,
  config: AppConfig,
  provider: Provider,
  session: Session,
): Promise<void> => {
  if (!provider.revocation_endpoint || !session.refreshToken) return;
  await deps.fetch(provider.revocation_endpoint, {
    method: "POST",
    headers: { "content-type": "application/x-www-form-urlencoded" },
    body: new URLSearchParams({
      client_id: config.clientId,
      token: session.refreshToken,
      token_type_hint: "refresh_token",
    }).toString(),
  });
};
