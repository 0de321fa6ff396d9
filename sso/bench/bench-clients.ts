import { createHash } from "node:crypto";

// What both services know: a machine, a service with a secret, an app that refreshes.

export const secret = "a-secret-for-the-bench-only-not-kept";
export const machine = { id: "bench-machine", resource: "urn:gov:pay", scope: "bills:read" };
export const web = { id: "bench-web", redirectUri: "http://bench.test/callback" };
export const app = { id: "bench-app", redirectUri: "bench.app:/callback" };
const appResource = { resource: "urn:gov:portal", scope: "applications:read" };

export const verifier = "a-code-verifier-of-the-bench-which-is-long-enough-to-be-one";

const request = (client: typeof web, scope: string): Record<string, string> => ({
  client_id: client.id,
  response_type: "code",
  redirect_uri: client.redirectUri,
  scope,
  code_challenge: createHash("sha256").update(verifier).digest("base64url"),
  code_challenge_method: "S256",
  nonce: "bench",
});

const query = (parameters: Record<string, string>): string =>
  new URLSearchParams(parameters).toString();

export const webRequest = query(request(web, "openid profile national_id phone"));
export const appRequest = query({
  ...request(app, `openid offline_access ${appResource.scope}`),
  prompt: "consent",
  resource: appResource.resource,
});

/** Their registrations in the words of our admin API. */
export const registrations = {
  [machine.id]: {
    name: { ar: "نظام", en: "System" },
    kind: "machine",
    scopes: [machine.scope],
    resources: [machine.resource],
    secret,
  },
  [web.id]: {
    name: { ar: "خدمة", en: "Service" },
    kind: "web",
    firstParty: true,
    redirectUris: [web.redirectUri],
    scopes: ["openid", "profile", "national_id", "phone"],
    secret,
  },
  [app.id]: {
    name: { ar: "تطبيق", en: "App" },
    kind: "app",
    firstParty: true,
    redirectUris: [app.redirectUri],
    scopes: ["openid", "offline_access", appResource.scope],
    resources: [appResource.resource],
  },
};
