import assert from "node:assert/strict";
import { test } from "node:test";
import type { Provider } from "./provider.ts";
import type { Session } from "./sign-in.ts";
import { revokeTokens, signOutUrl } from "./sign-out.ts";

const issuer = "http://localhost:3001";
const config = { issuer, portalUrl: "http://localhost:3000", clientId: "hukumati" };
const provider: Provider = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
  end_session_endpoint: `${issuer}/session/end`,
  revocation_endpoint: `${issuer}/token/revocation`,
};
const session: Session = {
  accessToken: "a",
  refreshToken: "r",
  idToken: "h.p.s",
  subject: "s",
  expiresAtMs: 0,
  name: { ar: "سارة", en: "Sara" },
};
const options = { returnTo: "hukumati://signed-out", lang: "ar" } as const;

test("signing out names the session that ends and where the person comes back", () => {
  const url = new URL(signOutUrl(config, provider, session, options) ?? "");
  assert.equal(url.origin + url.pathname, `${issuer}/session/end`);
  assert.deepEqual(Object.fromEntries(url.searchParams), {
    id_token_hint: "h.p.s",
    client_id: "hukumati",
    post_logout_redirect_uri: "hukumati://signed-out",
    ui_locales: "ar",
  });
});

test("a provider without such a page is left alone", () => {
  const { end_session_endpoint: _, ...less } = provider;
  assert.equal(signOutUrl(config, less, session, options), undefined);
});

test("the token that outlives the session is taken back, where there is one", async () => {
  const asked: [string, string][] = [];
  const fetch = (url: string, init?: RequestInit): Promise<Response> => {
    asked.push([url, typeof init?.body === "string" ? init.body : ""]);
    return Promise.resolve(new Response(null));
  };
  await revokeTokens({ fetch }, config, provider, session);
  assert.deepEqual(asked, [
    [`${issuer}/token/revocation`, "client_id=hukumati&token=r&token_type_hint=refresh_token"],
  ]);
  const { refreshToken: _, ...short } = session;
  await revokeTokens({ fetch }, config, provider, short);
  assert.equal(asked.length, 1);
});
