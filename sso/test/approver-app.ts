import { createProof, importProofKey } from "@gov/kit/dpop.ts";
import { calculateJwkThumbprint, exportJWK, generateKeyPair, SignJWT } from "jose";
import { createFormBrowser } from "./form-browser.ts";
import { beginSignIn, clients, signInAsCitizen } from "./people-and-clients.ts";
import { adminPut, type SsoUnderTest } from "./sso-under-test.ts";

/** Registers the app so that it may ask for approvals. */
export const allowApprovals = async (sso: SsoUnderTest): Promise<void> => {
  await adminPut(sso, "clients/hukumati", {
    ...clients.hukumati,
    scopes: [...clients.hukumati.scopes, "approvals"],
    resources: [...clients.hukumati.resources, "urn:gov:sso"],
  });
};

export type PendingApproval = {
  id: string;
  challenge: string;
  numbers: number[];
  service: { ar: string; en: string };
  domain: string;
};

/** The smartphone app of a person: a key of its own, and a token that is bound to it. */
export const openApp = async (
  sso: SsoUnderTest,
  who?: { nationalId: string; password: string; phone: string },
) => {
  const { privateKey } = await generateKeyPair("ES256", { extractable: true });
  const key = await importProofKey(await exportJWK(privateKey));
  const extra = { resource: "urn:gov:sso", scope: "openid approvals" };
  const attempt = await beginSignIn(sso, "hukumati", extra);
  const browser = createFormBrowser(sso.issuer);
  const last = await signInAsCitizen(sso, browser, await browser.open(attempt.url), who);
  const tokenUrl = `${sso.issuer}/token`;
  const response = await fetch(tokenUrl, {
    method: "POST",
    headers: { dpop: await createProof(key, { method: "POST", url: tokenUrl }) },
    body: new URLSearchParams({
      client_id: "hukumati",
      grant_type: "authorization_code",
      code: new URL(last.leftTo ?? "").searchParams.get("code") ?? "",
      redirect_uri: clients.hukumati.redirectUris[0],
      code_verifier: attempt.verifier,
      resource: "urn:gov:sso",
    }),
  });
  const { access_token: token } = (await response.json()) as { access_token: string };
  const { kty, crv, x, y } = key.publicJwk;
  const publicKey = { kty, crv, x, y };

  const call = async (method: string, path: string, body?: unknown): Promise<Response> => {
    const url = `${sso.issuer}/approvals/v1/${path}`;
    return await fetch(url, {
      method,
      headers: {
        authorization: `DPoP ${token}`,
        dpop: await createProof(key, { method, url }, token),
        "content-type": "application/json",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  };
  const pending = async (): Promise<PendingApproval[]> =>
    ((await (await call("GET", "pending")).json()) as { approvals: PendingApproval[] }).approvals;
  const sign = async (claims: Record<string, unknown>, typ = "approval+jwt"): Promise<string> =>
    await new SignJWT(claims).setProtectedHeader({ alg: "ES256", typ }).sign(key.privateKey);
  const decide = async (id: string, claims: Record<string, unknown>): Promise<Response> =>
    await call("POST", `pending/${id}/decision`, { decision: await sign(claims) });
  return {
    token,
    publicKey,
    thumbprint: await calculateJwkThumbprint(key.publicJwk, "sha256"),
    call,
    pending,
    sign,
    decide,
    /** Signs out in the browser that the app signed in with. */
    signOut: async () => {
      const question = await browser.open("/session/end");
      await browser.submit(question, {}, { press: ["logout", "yes"] });
    },
    register: () => call("PUT", "device", { name: "هاتفي", publicKey }),
  };
};
