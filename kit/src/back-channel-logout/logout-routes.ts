import type { Context } from "hono";
import type { Kysely } from "kysely";
import { limitBody } from "../body-limit.ts";
import type { HttpApp } from "../http.ts";
import { endSignIn } from "./ended-sign-in-queries.ts";
import type { LogoutTokenError, LogoutTokenVerifier } from "./logout-token.ts";

/** Where the sign-in service tells a component that a session ended; no form leads here. */
export const backChannelLogoutPath = "/backchannel-logout";

type Refusal = LogoutTokenError | "form" | "tooLong" | "seen";

const maxBodyBytes = 16 * 1024;

const descriptions: Readonly<Record<Refusal, string>> = {
  form: "send one logout_token as application/x-www-form-urlencoded",
  tooLong: "the body is longer than any logout token",
  signature: "the token is not signed by a key of the issuer",
  type: "the token is of another type than logout+jwt",
  claims: "iss, aud, iat, exp or jti is missing, not ours or not of now",
  event: "events does not name the back-channel logout",
  nonce: "a logout token has no nonce",
  nobody: "the token names neither sid nor sub",
  seen: "a token with this jti was taken before",
  keysAway: "the issuer's keys cannot be fetched now: send it again later",
};

const statuses: Readonly<Partial<Record<Refusal, 413 | 503>>> = { tooLong: 413, keysAway: 503 };

const refuse = (c: Context, refusal: Refusal): Response => {
  c.header("cache-control", "no-store");
  const error = refusal === "keysAway" ? "temporarily_unavailable" : "invalid_request";
  const body = { error, error_description: descriptions[refusal] };
  return c.json(body, statuses[refusal] ?? 400);
};

const tokenOf = async (c: Context): Promise<string | undefined> => {
  const type = c.req.header("content-type") ?? "";
  if (!/^application\/x-www-form-urlencoded\b/i.test(type)) return undefined;
  const [token, ...more] = new URLSearchParams(await c.req.text()).getAll("logout_token");
  return more.length === 0 ? token : undefined;
};

/**
 * Takes logout tokens (OpenID Connect Back-Channel Logout 1.0, 2.5 to 2.8): 200 where the sessions
 * are gone, those that were gone already too; 400 for a token that does not hold. No cookie and no
 * form token protects it, the issuer's signature does.
 */
export const addBackChannelLogout = (
  app: HttpApp,
  // oxlint-disable-next-line typescript/no-explicit-any -- any component's database will do
  deps: Readonly<{ db: Kysely<any>; verify: LogoutTokenVerifier }>,
): void => {
  const limit = limitBody({ maxBytes: maxBodyBytes, refuse: (c) => refuse(c, "tooLong") });
  app.post(backChannelLogoutPath, limit, async (c) => {
    const given = await tokenOf(c);
    if (given === undefined) return refuse(c, "form");
    const token = await deps.verify(given);
    if (!token.ok) {
      c.get("log").warn({ reason: token.error }, "a logout token was refused");
      return refuse(c, token.error);
    }
    const ended = await endSignIn(deps.db, token.value);
    if (ended === undefined) return refuse(c, "seen");
    c.get("log").info({ ended }, "a sign-in ended");
    c.header("cache-control", "no-store");
    return c.body(null, 200);
  });
};
