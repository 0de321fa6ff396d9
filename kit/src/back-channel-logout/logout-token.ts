import { createRemoteJWKSet, errors, jwtVerify, type JWTPayload } from "jose";
import { z } from "zod";
import { err, ok, type Result } from "../result.ts";

/** What a checked logout token says: whose sessions of which clients are to end. */
export type LogoutToken = Readonly<{
  /** Our clients that it is for. */
  clientIds: readonly string[];
  jti: string;
  sub: string | undefined;
  sid: string | undefined;
  issuedAtS: number;
}>;

/** `keysAway`: whether it is good cannot be said now, for the issuer's keys do not come. */
export type LogoutTokenError =
  | "signature"
  | "type"
  | "claims"
  | "event"
  | "nonce"
  | "nobody"
  | "keysAway";

export type LogoutTokenVerifier = (token: string) => Promise<Result<LogoutToken, LogoutTokenError>>;

const logoutEvent = "http://schemas.openid.net/event/backchannel-logout";

/** A token older than this is not taken, whatever it says of its own end. */
const maxAgeS = 300;
const toleranceS = 30;

const name = z.string().min(1).max(255);
const claimsSchema = z.looseObject({
  jti: name,
  iat: z.number(),
  exp: z.number(),
  aud: z.union([z.string(), z.array(z.string()).max(20)]),
  sub: name.optional(),
  sid: name.optional(),
});
const eventsSchema = z.looseObject({ [logoutEvent]: z.looseObject({}) });

/** Providers that do not name the type yet are taken; a token of another type is not. */
const isOfLogout = (typ: string | undefined): boolean =>
  typ === undefined || /^(?:application\/)?(?:logout\+jwt|jwt)$/i.test(typ);

/** Whether the token itself is at fault, and not the way to the issuer's keys. */
const isRefusal = (error: unknown): boolean =>
  error instanceof errors.JWTInvalid ||
  error instanceof errors.JWSInvalid ||
  error instanceof errors.JWSSignatureVerificationFailed ||
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSEAlgNotAllowed ||
  error instanceof errors.JOSENotSupported;

const reasonOf = (error: unknown): LogoutTokenError => {
  const isClaim =
    error instanceof errors.JWTClaimValidationFailed || error instanceof errors.JWTExpired;
  if (isClaim) return "claims";
  return isRefusal(error) ? "signature" : "keysAway";
};

const readClaims = (
  payload: JWTPayload,
  clientIds: readonly string[],
): Result<LogoutToken, LogoutTokenError> => {
  const claims = claimsSchema.safeParse(payload);
  if (!claims.success) return err("claims");
  if (!eventsSchema.safeParse(payload["events"]).success) return err("event");
  // An ID token carries one: it must never pass for a logout token.
  if ("nonce" in payload) return err("nonce");
  const { jti, sub, sid, iat, aud } = claims.data;
  if (sub === undefined && sid === undefined) return err("nobody");
  const audience = [aud].flat();
  const ours = clientIds.filter((clientId) => audience.includes(clientId));
  return ok({ clientIds: ours, jti, sub, sid, issuedAtS: iat });
};

/**
 * Checks logout tokens of the sign-in service for our clients as OpenID Connect Back-Channel
 * Logout 1.0, 2.6, asks; whether a `jti` was seen before is for whoever keeps them to say.
 */
export const createLogoutTokenVerifier = (options: {
  issuer: string;
  clientIds: readonly string[];
}): LogoutTokenVerifier => {
  const { issuer, clientIds } = options;
  const keys = createRemoteJWKSet(new URL(`${issuer}/jwks`), { timeoutDuration: 5_000 });
  return async (token) => {
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, {
        issuer,
        audience: [...clientIds],
        algorithms: ["ES256"],
        requiredClaims: ["iat", "exp", "jti", "events"],
        maxTokenAge: maxAgeS,
        clockTolerance: toleranceS,
      });
      if (!isOfLogout(protectedHeader.typ)) return err("type");
      return readClaims(payload, clientIds);
    } catch (error) {
      return err(reasonOf(error));
    }
  };
};
