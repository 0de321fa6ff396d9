import assert from "node:assert/strict";
import { createHash, generateKeyPairSync, randomBytes, sign } from "node:crypto";
import { test } from "node:test";
import type { Provider } from "./provider.ts";
import { beginSignIn, finishSignIn, keepSession, type Session } from "./sign-in.ts";

const issuer = "http://localhost:3001";
const config = { issuer, portalUrl: "http://localhost:3000", clientId: "hukumati" };
const provider: Provider = {
  issuer,
  authorization_endpoint: `${issuer}/auth`,
  token_endpoint: `${issuer}/token`,
  jwks_uri: `${issuer}/jwks`,
};
const pair = generateKeyPairSync("ec", { namedCurve: "P-256" });
const jwk = { ...pair.publicKey.export({ format: "jwk" }), kid: "k1", alg: "ES256" };
const nowMs = Date.UTC(2026, 10, 22, 8);

const idToken = (claims: Record<string, unknown>, kid = "k1", key = pair.privateKey): string => {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "ES256", kid })}.${part(claims)}`;
  const signature = sign("sha256", Buffer.from(signed), { key, dsaEncoding: "ieee-p1363" });
  return `${signed}.${signature.toString("base64url")}`;
};

type Answer = { status: number; body: unknown };

const start = () =>
  beginSignIn({ randomBytes }, config, provider, {
    redirectUri: "hukumati://callback",
    lang: "ar",
  });

/** A provider that answers the token request as told, and records what it was asked. */
const depsWith = (answer: (form: URLSearchParams) => Answer) => {
  const asked: URLSearchParams[] = [];
  const fetch = (url: string, init?: RequestInit): Promise<Response> => {
    if (url.endsWith("/jwks")) return Promise.resolve(Response.json({ keys: [jwk] }));
    const form = new URLSearchParams(typeof init?.body === "string" ? init.body : "");
    asked.push(form);
    const { status, body } = answer(form);
    return Promise.resolve(Response.json(body, { status }));
  };
  return { deps: { fetch, randomBytes, nowMs: () => nowMs }, asked };
};

const goodClaims = (nonce: string) => ({
  iss: issuer,
  sub: "p1",
  aud: "hukumati",
  exp: nowMs / 1000 + 300,
  iat: nowMs / 1000,
  nonce,
  name: "سارة محمود",
});

const finishWith = async (token: (nonce: string) => string) => {
  const { pending } = start();
  const { deps } = depsWith(() => ({
    status: 200,
    body: {
      access_token: "a",
      refresh_token: "r",
      expires_in: 600,
      id_token: token(pending.nonce),
    },
  }));
  const callback = `hukumati://callback?code=c&state=${pending.state}`;
  return await finishSignIn(deps, config, provider, pending, callback);
};

test("the request carries PKCE, state and nonce that nobody can guess or reuse", () => {
  const { pending, url } = start();
  const query = new URL(url).searchParams;
  const challenge = createHash("sha256").update(pending.verifier).digest("base64url");
  assert.equal(query.get("code_challenge"), challenge);
  assert.equal(query.get("code_challenge_method"), "S256");
  assert.equal(query.get("resource"), "urn:gov:portal");
  assert.equal(new Set([pending.state, pending.nonce, pending.verifier]).size, 3);
  assert.ok(pending.verifier.length >= 43);
  assert.notEqual(start().pending.state, pending.state);
});

test("a sign-in that comes back whole gives a session", async () => {
  const result = await finishWith((nonce) => idToken(goodClaims(nonce)));
  assert.equal(result.ok, true);
  assert.deepEqual(result.ok && result.session.name, { ar: "سارة محمود", en: "سارة محمود" });
});

test("an answer that was not asked for is refused before anything is redeemed", async () => {
  const { pending } = start();
  const { deps, asked } = depsWith(() => ({ status: 200, body: {} }));
  const cases: [string, string][] = [
    ["notOurs", `hukumati://callback?code=c&state=other`],
    ["notOurs", `hukumati://callback?code=c&state=${pending.state}&iss=https://evil.example`],
    ["cancelled", `hukumati://callback?error=access_denied&state=${pending.state}`],
    ["refused", `hukumati://callback?state=${pending.state}`],
  ];
  for (const [error, url] of cases) {
    assert.deepEqual(await finishSignIn(deps, config, provider, pending, url), {
      ok: false,
      error,
    });
  }
  assert.deepEqual(asked, []);
});

test("an ID token with any wrong part is not believed", async () => {
  const other = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const tokens: ((nonce: string) => string)[] = [
    () => "",
    () => "a.b.c",
    (nonce) => idToken({ ...goodClaims(nonce), aud: "another-app" }),
    (nonce) => idToken({ ...goodClaims(nonce), aud: ["hukumati", "another-app"] }),
    (nonce) => idToken({ ...goodClaims(nonce), iss: "https://evil.example" }),
    () => idToken(goodClaims("replayed")),
    (nonce) => idToken({ ...goodClaims(nonce), exp: nowMs / 1000 - 3600 }),
    (nonce) => idToken({ ...goodClaims(nonce), iat: nowMs / 1000 + 3600 }),
    (nonce) => idToken(goodClaims(nonce), "k2"),
    (nonce) => idToken(goodClaims(nonce), "k1", other),
    (nonce) => `${idToken(goodClaims(nonce)).split(".").slice(0, 2).join(".")}.${"A".repeat(86)}`,
  ];
  for (const token of tokens) {
    assert.deepEqual(await finishWith(token), { ok: false, error: "untrusted" });
  }
});

const session = (expiresAtMs: number): Session => ({
  accessToken: "old",
  refreshToken: "r1",
  idToken: "",
  subject: "s",
  expiresAtMs,
  name: { ar: "س", en: "S" },
});

test("a session is renewed when it has to be, survives a dead network, and ends when refused", async () => {
  const { deps, asked } = depsWith(() => ({
    status: 200,
    body: { access_token: "new", refresh_token: "r2", expires_in: 600 },
  }));
  const alive = session(nowMs + 1);
  assert.deepEqual(await keepSession(deps, config, provider, alive), { ok: true, session: alive });
  assert.deepEqual(asked, []);
  const renewed = await keepSession(deps, config, provider, session(nowMs - 1));
  assert.equal(renewed.ok && renewed.session.accessToken, "new");
  assert.equal(renewed.ok && renewed.session.refreshToken, "r2");
  const refused = depsWith(() => ({ status: 400, body: { error: "invalid_grant" } })).deps;
  assert.deepEqual(await keepSession(refused, config, provider, session(0)), {
    ok: false,
    error: "ended",
  });
  const down = depsWith(() => ({ status: 503, body: {} })).deps;
  assert.deepEqual(await keepSession(down, config, provider, session(0)), {
    ok: false,
    error: "unreachable",
  });
});
