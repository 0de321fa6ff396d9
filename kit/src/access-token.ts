import type { MiddlewareHandler } from "hono";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";
import { problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";

/** Who calls: a machine client, or a person through an app (then `nationalId` is there). */
export type Caller = Readonly<{
  clientId: string;
  subject: string;
  scopes: ReadonlySet<string>;
  nationalId?: string;
}>;

export type TokenError = "missing" | "invalid";
export type TokenVerifier = (
  authorization: string | undefined,
) => Promise<Result<Caller, TokenError>>;

const claimsSchema = z.object({
  sub: z.string().optional(),
  client_id: z.string().min(1),
  scope: z.string().default(""),
  national_id: z.string().optional(),
});

/** Verifies JWT access tokens (RFC 9068) of the sign-in service; its keys are cached. */
export const createTokenVerifier = (options: {
  issuer: string;
  audience: string;
}): TokenVerifier => {
  const keys = createRemoteJWKSet(new URL(`${options.issuer}/jwks`), { timeoutDuration: 5_000 });
  return async (authorization) => {
    const token = /^Bearer ([A-Za-z0-9._-]{1,8192})$/.exec(authorization ?? "")?.[1];
    if (!token) return err("missing");
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: ["ES256"],
        clockTolerance: 5,
      });
      const claims = claimsSchema.parse(payload);
      return ok({
        clientId: claims.client_id,
        subject: claims.sub ?? claims.client_id,
        scopes: new Set(claims.scope.split(" ").filter(Boolean)),
        ...(claims.national_id ? { nationalId: claims.national_id } : {}),
      });
    } catch {
      return err("invalid");
    }
  };
};

/** Lets a call through when its token carries the scope; sets `c.get('caller')`. */
export const requireScope =
  (verify: TokenVerifier, scope: string): MiddlewareHandler<{ Variables: { caller: Caller } }> =>
  async (c, next) => {
    const caller = await verify(c.req.header("authorization"));
    if (!caller.ok) {
      c.header(
        "www-authenticate",
        caller.error === "missing" ? "Bearer" : 'Bearer error="invalid_token"',
      );
      return problem(c, {
        status: 401,
        type: "token-required",
        title: {
          ar: "يلزم رمز دخول صالح من خدمة الدخول الموحد.",
          en: "A valid access token of the sign-in service is needed.",
        },
      });
    }
    if (!caller.value.scopes.has(scope)) {
      c.header("www-authenticate", `Bearer error="insufficient_scope", scope="${scope}"`);
      return problem(c, {
        status: 403,
        type: "scope-missing",
        title: {
          ar: `ليست لهذا الرمز صلاحية ${scope}.`,
          en: `The access token lacks the scope ${scope}.`,
        },
      });
    }
    c.set("caller", caller.value);
    return await next();
  };
