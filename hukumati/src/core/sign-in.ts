import { sha256 } from "@noble/hashes/sha2.js";
import { z } from "zod";
import { encodeBase64url } from "./base64url.ts";
import { checkIdToken } from "./id-token.ts";
import { loadKeys, type AppConfig, type Provider } from "./provider.ts";

/** What must be remembered between leaving for the sign-in page and coming back. */
export const pendingSchema = z.object({
  state: z.string(),
  nonce: z.string(),
  verifier: z.string(),
  redirectUri: z.string(),
});
export type PendingSignIn = Readonly<z.infer<typeof pendingSchema>>;

export const sessionSchema = z.object({
  accessToken: z.string(),
  refreshToken: z.string().optional(),
  idToken: z.string(),
  /** Who it is, as the sign-in service names them to this app. */
  subject: z.string().min(1),
  /** Milliseconds since 1970 after which the access token must be renewed. */
  expiresAtMs: z.number(),
  name: z.object({ ar: z.string(), en: z.string() }),
});
export type Session = Readonly<z.infer<typeof sessionSchema>>;

export type SignInError =
  | "cancelled"
  | "notOurs"
  | "refused"
  | "untrusted"
  | "unreachable"
  | "ended";

export type SignInResult = { ok: true; session: Session } | { ok: false; error: SignInError };

export type SignInDeps = Readonly<{
  fetch: (url: string, init?: RequestInit) => Promise<Response>;
  randomBytes: (count: number) => Uint8Array;
  nowMs: () => number;
}>;

const portalResource = "urn:gov:portal";
const scope = "openid profile offline_access applications:read";

/** A request for the system browser: authorization code with PKCE S256, state and nonce. */
export const beginSignIn = (
  deps: Pick<SignInDeps, "randomBytes">,
  config: AppConfig,
  provider: Provider,
  options: { redirectUri: string; lang: "ar" | "en" },
): { pending: PendingSignIn; url: string } => {
  const random = (): string => encodeBase64url(deps.randomBytes(32));
  const pending = {
    state: random(),
    nonce: random(),
    verifier: random(),
    redirectUri: options.redirectUri,
  };
  const url = new URL(provider.authorization_endpoint);
  url.search = new URLSearchParams({
    client_id: config.clientId,
    response_type: "code",
    redirect_uri: options.redirectUri,
    scope,
    resource: portalResource,
    state: pending.state,
    nonce: pending.nonce,
    code_challenge: encodeBase64url(sha256(new TextEncoder().encode(pending.verifier))),
    code_challenge_method: "S256",
    prompt: "consent",
    ui_locales: options.lang,
  }).toString();
  return { pending, url: url.href };
};

const tokensSchema = z.object({
  access_token: z.string(),
  refresh_token: z.string().optional(),
  id_token: z.string().optional(),
  expires_in: z.number().positive(),
});

type Tokens = z.infer<typeof tokensSchema>;

const askTokens = async (
  deps: SignInDeps,
  provider: Provider,
  form: Record<string, string>,
): Promise<{ ok: true; tokens: Tokens } | { ok: false; error: "refused" | "unreachable" }> => {
  try {
    const response = await deps.fetch(provider.token_endpoint, {
      method: "POST",
      headers: { "content-type": "application/x-www-form-urlencoded" },
      body: new URLSearchParams({ ...form, resource: portalResource }).toString(),
    });
    if (response.status >= 500) return { ok: false, error: "unreachable" };
    const tokens = tokensSchema.safeParse(await response.json());
    return response.ok && tokens.success
      ? { ok: true, tokens: tokens.data }
      : { ok: false, error: "refused" };
  } catch {
    return { ok: false, error: "unreachable" };
  }
};

const expiryOf = (deps: SignInDeps, tokens: Tokens): number =>
  deps.nowMs() + (tokens.expires_in - 30) * 1000;

/**
 * Comes back from the browser: the state must be ours, the code is redeemed once, and the ID
 * token is believed only after its signature, issuer, audience, nonce and time were checked.
 */
export const finishSignIn = async (
  deps: SignInDeps,
  config: AppConfig,
  provider: Provider,
  pending: PendingSignIn,
  callbackUrl: string,
): Promise<SignInResult> => {
  const answer = new URL(callbackUrl).searchParams;
  if (answer.get("state") !== pending.state) return { ok: false, error: "notOurs" };
  const issuer = answer.get("iss");
  if (issuer !== null && issuer !== config.issuer) return { ok: false, error: "notOurs" };
  if (answer.get("error") === "access_denied") return { ok: false, error: "cancelled" };
  const code = answer.get("code");
  if (!code) return { ok: false, error: "refused" };
  const redeemed = await askTokens(deps, provider, {
    grant_type: "authorization_code",
    client_id: config.clientId,
    code,
    code_verifier: pending.verifier,
    redirect_uri: pending.redirectUri,
  });
  if (!redeemed.ok) return redeemed;
  const idToken = redeemed.tokens.id_token ?? "";
  let keys;
  try {
    keys = await loadKeys(deps.fetch, provider);
  } catch {
    return { ok: false, error: "unreachable" };
  }
  const checked = checkIdToken(idToken, keys, {
    issuer: config.issuer,
    clientId: config.clientId,
    nonce: pending.nonce,
    nowS: deps.nowMs() / 1000,
  });
  if (!checked.ok) return { ok: false, error: "untrusted" };
  const { refresh_token: refreshToken, access_token: accessToken } = redeemed.tokens;
  const ar = checked.claims.name ?? "";
  return {
    ok: true,
    session: {
      accessToken,
      ...(refreshToken ? { refreshToken } : {}),
      idToken,
      subject: checked.claims.sub,
      expiresAtMs: expiryOf(deps, redeemed.tokens),
      name: { ar, en: checked.claims["name#en"] ?? ar },
    },
  };
};

/** The session with an access token that still lives: the same one, a renewed one, or `ended`. */
export const keepSession = async (
  deps: SignInDeps,
  config: AppConfig,
  provider: Provider,
  session: Session,
): Promise<SignInResult> => {
  if (session.expiresAtMs > deps.nowMs()) return { ok: true, session };
  if (!session.refreshToken) return { ok: false, error: "ended" };
  const renewed = await askTokens(deps, provider, {
    grant_type: "refresh_token",
    client_id: config.clientId,
    refresh_token: session.refreshToken,
  });
  if (!renewed.ok)
    return { ok: false, error: renewed.error === "refused" ? "ended" : "unreachable" };
  return {
    ok: true,
    session: {
      ...session,
      accessToken: renewed.tokens.access_token,
      refreshToken: renewed.tokens.refresh_token ?? session.refreshToken,
      expiresAtMs: expiryOf(deps, renewed.tokens),
    },
  };
};
