import { z } from "zod";
import { Hono } from "hono";
import { exportJWK, generateKeyPair, SignJWT, type CryptoKey } from "jose";
import { createHash, randomUUID } from "node:crypto";
import { listen, listenerOf, type RunningServer } from "@gov/kit/server.ts";

export type Person = Readonly<{
  nationalId: string;
  name: Readonly<{ ar: string; en: string }>;
  phone?: string;
  dateOfBirth?: string;
}>;

export type SignInStandIn = Readonly<{
  issuer: string;
  /** Who signs in next. */
  person: (person: Person, acr?: string) => void;
  member: (member: Member) => void;
  /** A person's or machine's token for an API. */
  token: (claims: Record<string, unknown>, audience: string) => Promise<string>;
  /** What it signs with, and the sessions it has begun, by `sid`, the newest last. */
  privateKey: CryptoKey;
  kid: string;
  sids: string[];
  /** What happens while the portal asks for a person's data, on the way to a session. */
  whileAsked: (happens: () => Promise<unknown>) => void;
  server: RunningServer;
}>;

/** A member of an institution's staff, with the claims of the `staff` scope. */
export type Member = Readonly<{
  username: string;
  institution: string;
  roles: readonly string[];
  name: string;
}>;

type Next = Readonly<{ person: Person; acr: string } | { member: Member }>;
type Grant = Next &
  Readonly<{ challenge: string; nonce: string; clientId: string; anew: boolean; sid: string }>;

/** The sign-in service's contract on a real socket: discovery, code with PKCE, tokens. */
export const startSignIn = async (): Promise<SignInStandIn> => {
  const { privateKey, publicKey } = await generateKeyPair("ES256");
  const jwk = { ...(await exportJWK(publicKey)), kid: "test", alg: "ES256", use: "sig" };
  const grants = new Map<string, Grant>();
  const signedIn = new Map<string, Grant>();
  let next: Next | undefined;
  let issuer = "";
  const sids: string[] = [];
  let happens: (() => Promise<unknown>) | undefined;
  const sign = (claims: Record<string, unknown>, audience: string): Promise<string> =>
    new SignJWT(claims)
      .setProtectedHeader({ alg: "ES256", kid: "test" })
      .setIssuer(issuer)
      .setAudience(audience)
      .setIssuedAt()
      .setExpirationTime("10m")
      .sign(privateKey);
  const claimsOf = (grant: Grant) => {
    if ("member" in grant) return { sub: `sub-${grant.member.username}`, ...grant.member };
    const { person, acr } = grant;
    return {
      sub: `sub-${person.nationalId}`,
      national_id: person.nationalId,
      name: person.name.ar,
      "name#en": person.name.en,
      ...(person.phone ? { phone_number: person.phone } : {}),
      ...(person.dateOfBirth ? { birthdate: person.dateOfBirth } : {}),
      acr,
      // Whoever is asked to sign in anew does so now; who is not did an hour ago.
      auth_time: Math.floor(Date.now() / 1000) - (grant.anew ? 0 : 3600),
    };
  };

  const app = new Hono();
  app.get("/.well-known/openid-configuration", (c) =>
    c.json({
      issuer,
      authorization_endpoint: `${issuer}/auth`,
      token_endpoint: `${issuer}/token`,
      userinfo_endpoint: `${issuer}/me`,
      jwks_uri: `${issuer}/jwks`,
      end_session_endpoint: `${issuer}/session/end`,
      id_token_signing_alg_values_supported: ["ES256"],
      code_challenge_methods_supported: ["S256"],
    }),
  );
  app.get("/jwks", (c) => c.json({ keys: [jwk] }));
  app.get("/auth", (c) => {
    const query = c.req.query();
    const back = new URL(query["redirect_uri"] ?? "");
    back.searchParams.set("state", query["state"] ?? "");
    back.searchParams.set("iss", issuer);
    if (!next) {
      back.searchParams.set("error", "access_denied");
      return c.redirect(back.href);
    }
    const code = randomUUID();
    const { code_challenge: challenge = "", nonce = "", client_id: clientId = "" } = query;
    const anew = query["prompt"] === "login" && query["max_age"] === "0";
    const sid = randomUUID();
    sids.push(sid);
    grants.set(code, { challenge, nonce, clientId, anew, sid, ...next });
    back.searchParams.set("code", code);
    return c.redirect(back.href);
  });
  app.post("/token", async (c) => {
    const form = await c.req.parseBody();
    if (form["grant_type"] === "client_credentials") {
      const token = await sign(
        { client_id: "portal-machine", scope: form["scope"] },
        "urn:gov:pay",
      );
      return c.json({ access_token: token, expires_in: 600, token_type: "Bearer" });
    }
    const code = z.string().parse(form["code"]);
    const grant = grants.get(code);
    grants.delete(code);
    const verifier = z.string().parse(form["code_verifier"]);
    const challenge = createHash("sha256").update(verifier).digest("base64url");
    if (grant?.challenge !== challenge) return c.json({ error: "invalid_grant" }, 400);
    const accessToken = randomUUID();
    signedIn.set(accessToken, grant);
    return c.json({
      access_token: accessToken,
      token_type: "Bearer",
      expires_in: 600,
      id_token: await sign(
        { ...claimsOf(grant), nonce: grant.nonce, sid: grant.sid },
        grant.clientId,
      ),
    });
  });
  app.get("/me", async (c) => {
    await happens?.();
    happens = undefined;
    const grant = signedIn.get((c.req.header("authorization") ?? "").replace("Bearer ", ""));
    return grant ? c.json(claimsOf(grant)) : c.json({ error: "invalid_token" }, 401);
  });
  app.get("/session/end", (c) => c.redirect(c.req.query("post_logout_redirect_uri") ?? "/"));

  const server = await listen(
    listenerOf((request) => app.fetch(request)),
    { port: 0 },
  );
  issuer = `http://localhost:${server.port}`;
  return {
    issuer,
    person: (person, acr = "urn:gov:loa:2") => (next = { person, acr }),
    member: (member) => (next = { member }),
    token: (claims, audience) => sign(claims, audience),
    privateKey,
    kid: "test",
    sids,
    whileAsked: (what) => (happens = what),
    server,
  };
};
