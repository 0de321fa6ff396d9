import type { KoaContextWithOIDC } from "oidc-provider";

/** Claims about the sign-in itself, which every client may ask for by name. */
const aboutSignIn = ["sub", "acr", "auth_time"];

/**
 * Leaves of the parameter `claims` what is about the sign-in. What a client learns about a person
 * follows from the scopes it is registered for; a claim that is not given is left out in silence
 * (OpenID Connect Core, 5.5.1).
 */
export const keepOwnClaims = (
  ctx: KoaContextWithOIDC,
  claims: { id_token?: object | undefined },
): void => {
  const params = ctx.oidc.params;
  if (!params) return;
  const idToken = Object.entries(claims.id_token ?? {});
  const own = idToken.filter(
    ([name, value]) => aboutSignIn.includes(name) && typeof value === "object",
  );
  params["claims"] = JSON.stringify({ id_token: Object.fromEntries(own) });
};
