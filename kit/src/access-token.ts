import type { MiddlewareHandler } from "hono";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { z } from "zod";
import { createBoundedCache } from "./bounded-cache.ts";
import { sha256 } from "./crypto.ts";
import { checkProof, type CheckedProof, type ProofError, type ProofTarget } from "./dpop.ts";
import { problem } from "./problem.ts";
import { err, ok, type Result } from "./result.ts";
import type { Text } from "./text.ts";

/** Who calls: a machine client, or a person through an app (then `nationalId` is there). */
export type Caller = Readonly<{
  clientId: string;
  subject: string;
  scopes: ReadonlySet<string>;
  nationalId?: string;
  /** The key that the token is bound to and the caller has proved to hold (RFC 9449). */
  keyThumbprint?: string;
  /** Names what a person gave the client, for the sign-in service to see if it still holds. */
  grant?: string;
}>;

export type TokenError = "missing" | "invalid" | ProofError;

/** A request as it came: its Authorization and DPoP headers, method and path. */
export type TokenRequest = Readonly<{
  authorization: string | undefined;
  proof: string | undefined;
  method: string;
  path: string;
}>;

export type TokenVerifier = (request: TokenRequest) => Promise<Result<Caller, TokenError>>;

/** What a component needs to take tokens that are bound to a key (RFC 9449). */
export type BoundTokens = Readonly<{
  /** The component's own address as its callers know it. */
  publicUrl: string;
  /** Notes a proof; false where it was seen before, in this or another process. */
  useOnce: (proof: CheckedProof) => Promise<boolean>;
}>;

const claimsSchema = z.object({
  sub: z.string().optional(),
  client_id: z.string().min(1),
  scope: z.string().default(""),
  national_id: z.string().optional(),
  grant: z.string().length(43).optional(),
  cnf: z.looseObject({ jkt: z.string().length(43).optional() }).optional(),
});

const verifyPossession = async (
  bound: BoundTokens | undefined,
  request: TokenRequest,
  token: Readonly<{ accessToken: string; thumbprint: string }>,
): Promise<TokenError | undefined> => {
  if (!bound) return "invalid";
  const target: ProofTarget = { method: request.method, url: bound.publicUrl + request.path };
  const proof = await checkProof(request.proof, { ...target, ...token });
  if (!proof.ok) return proof.error;
  return (await bound.useOnce(proof.value)) ? undefined : "proofUsed";
};

type Claims = z.infer<typeof claimsSchema>;

/** A token's signature is checked once in this time; the keys that check it are kept as long. */
const rememberMs = 600_000;
const maxRemembered = 10_000;
const toleranceS = 5;

/**
 * Verifies JWT access tokens (RFC 9068) of the sign-in service; its keys are cached, and what a
 * token said is remembered by the token's hash, never beyond its expiry. A token that
 * is bound to a key is taken with the scheme `DPoP` and a fresh proof alone, and only where the
 * component takes such tokens.
 */
export const createTokenVerifier = (options: {
  issuer: string;
  audience: string;
  boundTokens?: BoundTokens;
}): TokenVerifier => {
  const keys = createRemoteJWKSet(new URL(`${options.issuer}/jwks`), {
    timeoutDuration: 5_000,
    cacheMaxAge: rememberMs,
  });
  const remembered = createBoundedCache<Claims>(maxRemembered);
  const read = async (accessToken: string): Promise<Claims | undefined> => {
    const hash = sha256(accessToken).toString("base64");
    const nowMs = Date.now();
    const before = remembered.get(hash, nowMs);
    if (before) return before;
    try {
      const { payload } = await jwtVerify(accessToken, keys, {
        issuer: options.issuer,
        audience: options.audience,
        algorithms: ["ES256"],
        clockTolerance: toleranceS,
      });
      const claims = claimsSchema.parse(payload);
      const expiresMs = ((payload.exp ?? 0) + toleranceS) * 1_000;
      remembered.set(hash, claims, Math.min(expiresMs, nowMs + rememberMs));
      return claims;
    } catch {
      return undefined;
    }
  };
  return async (request) => {
    const given = /^(Bearer|DPoP) ([A-Za-z0-9._-]{1,8192})$/i.exec(request.authorization ?? "");
    const [, scheme, accessToken] = given ?? [];
    if (!scheme || !accessToken) return err("missing");
    const claims = await read(accessToken);
    if (!claims) return err("invalid");
    const thumbprint = claims.cnf?.jkt;
    // A stolen bound token must not pass for an unbound one, nor the other way round.
    if ((scheme.toLowerCase() === "dpop") !== (thumbprint !== undefined)) {
      return err(thumbprint === undefined ? "invalid" : "proofMissing");
    }
    if (thumbprint !== undefined) {
      const refused = await verifyPossession(options.boundTokens, request, {
        accessToken,
        thumbprint,
      });
      if (refused) return err(refused);
    }
    return ok({
      clientId: claims.client_id,
      subject: claims.sub ?? claims.client_id,
      scopes: new Set(claims.scope.split(" ").filter(Boolean)),
      ...(claims.national_id ? { nationalId: claims.national_id } : {}),
      ...(thumbprint === undefined ? {} : { keyThumbprint: thumbprint }),
      ...(claims.grant === undefined ? {} : { grant: claims.grant }),
    });
  };
};

const proofTexts: Record<ProofError, Text> = {
  proofMissing: {
    ar: "هذا الرمز مربوط بمفتاح: أرسله بالصيغة Authorization: DPoP ومعه الترويسة DPoP.",
    en: "This token is bound to a key: send it as Authorization: DPoP, with a DPoP header.",
  },
  proofMalformed: {
    ar: "ترويسة DPoP ليست إثباتا موقعا مفهوما.",
    en: "The DPoP header is not a signed proof that can be read.",
  },
  proofForOtherRequest: {
    ar: "الإثبات لطلب آخر: طابق htm و htu بالطريقة والعنوان.",
    en: "The proof is for another request: htm and htu must be its method and address.",
  },
  proofForOtherToken: {
    ar: "الإثبات لرمز آخر: احسب ath من الرمز المرسل.",
    en: "The proof is for another token: ath must be the hash of the one that is sent.",
  },
  proofNotNow: {
    ar: "وقت الإثبات بعيد عن الآن. اضبط الساعة وأنشئ إثباتا لكل طلب.",
    en: "The proof's time is too far from now. Set the clock; make a proof for each request.",
  },
  proofOfOtherKey: {
    ar: "وقع الإثبات مفتاح غير الذي ربط به الرمز.",
    en: "The proof is signed by another key than the one that the token is bound to.",
  },
  proofUsed: {
    ar: "استعمل هذا الإثبات من قبل. أنشئ إثباتا جديدا لكل طلب.",
    en: "This proof was used before. Make a new one for each request.",
  },
};

/** `WWW-Authenticate` of a refusal: RFC 6750 for bearer tokens, RFC 9449 for proofs. */
const challengeOf = (error: TokenError): string => {
  if (error === "missing") return 'Bearer, DPoP algs="ES256"';
  if (error === "invalid") return 'Bearer error="invalid_token"';
  if (error === "proofMissing" || error === "proofOfOtherKey") {
    return `DPoP error="invalid_token", error_description="${proofTexts[error].en}", algs="ES256"`;
  }
  const description = proofTexts[error].en;
  return `DPoP error="invalid_dpop_proof", error_description="${description}", algs="ES256"`;
};

const tokenNeeded: Text = {
  ar: "يلزم رمز دخول صالح من خدمة الدخول الموحد.",
  en: "A valid access token of the sign-in service is needed.",
};

/** Lets a call through when its token carries one of the scopes; sets `c.get('caller')`. */
export const requireScope =
  (
    verify: TokenVerifier,
    ...scopes: [string, ...string[]]
  ): MiddlewareHandler<{ Variables: { caller: Caller } }> =>
  async (c, next) => {
    const caller = await verify({
      authorization: c.req.header("authorization"),
      proof: c.req.header("dpop"),
      method: c.req.method,
      path: c.req.path,
    });
    if (!caller.ok) {
      c.header("www-authenticate", challengeOf(caller.error));
      const plain = caller.error === "missing" || caller.error === "invalid";
      return problem(c, {
        status: 401,
        type: plain ? "token-required" : "proof-required",
        title:
          caller.error === "missing" || caller.error === "invalid"
            ? tokenNeeded
            : proofTexts[caller.error],
      });
    }
    const { scopes: given } = caller.value;
    if (!scopes.some((scope) => given.has(scope))) {
      const [scope] = scopes;
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
