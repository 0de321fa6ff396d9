import { z } from "zod";
import type { AllClientMetadata } from "oidc-provider";
import { acrValues } from "#src/factor/acr.ts";
import { grantableScopes, openidScopes, resourceIdentifiers } from "#src/protocol/resources.ts";

const line = z
  .string()
  .min(1)
  .max(200)
  // Neither control characters nor halves of characters: PostgreSQL stores neither.
  .refine((value) => value.isWellFormed() && !/\p{Cc}/u.test(value));

/** A name in both languages, on one line. */
export const nameSchema = z.strictObject({ ar: line, en: line });
const webUrl = z.url({ protocol: /^https?$/ }).max(500);
const forbiddenSchemes = /^(javascript|data|file|blob|vbscript|about|mailto|ftp|ws|wss):/i;
const redirectUri = z
  .url()
  .max(500)
  .refine((uri) => !forbiddenSchemes.test(uri) && !uri.includes("#") && !uri.includes("*"));
const origin = webUrl.refine((url) => URL.parse(url)?.origin === url);
const unique = (items: readonly unknown[]): boolean => new Set(items).size === items.length;

/** A public key a client proves itself with instead of a secret (private_key_jwt, ES256). */
const publicKey = z.strictObject({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  x: z.string().min(40).max(50),
  y: z.string().min(40).max(50),
  kid: z.string().min(1).max(100).optional(),
  alg: z.literal("ES256").optional(),
  use: z.literal("sig").optional(),
});

export const clientIdSchema = z.string().regex(/^[a-z0-9][a-z0-9-]{1,63}$/);

const shape = z.strictObject({
  name: nameSchema,
  /** `web` keeps a secret, `app` cannot (PKCE alone), `machine` acts without a person. */
  kind: z.enum(["web", "app", "machine"]),
  /** Whose sign-in it asks for. */
  audience: z.enum(["citizens", "staff"]).default("citizens"),
  /** Part of government itself: no consent page. */
  firstParty: z.boolean().default(false),
  /** Where its service begins; error pages lead back there. */
  homeUrl: webUrl.optional(),
  redirectUris: z.array(redirectUri).max(20).refine(unique).default([]),
  postLogoutRedirectUris: z.array(redirectUri).max(20).refine(unique).default([]),
  /** Origins whose pages may call the token and userinfo endpoints. */
  corsOrigins: z.array(origin).max(10).refine(unique).default([]),
  scopes: z.array(z.enum(grantableScopes)).max(50).refine(unique),
  resources: z.array(z.enum(resourceIdentifiers)).max(10).refine(unique).default([]),
  /** The least assurance of a sign-in for it, whatever its requests ask. */
  minimumAcr: z.enum(acrValues).optional(),
  publicKeys: z.array(publicKey).min(1).max(5).optional(),
  /** A machine client of one institution: its directory, which keeps employees over SCIM. */
  institution: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{0,62}$/)
    .optional(),
  /** Its access tokens work only with proof of the key they were given to (DPoP, RFC 9449). */
  dpopBoundAccessTokens: z.boolean().default(false),
});

const checkKind = (client: z.infer<typeof shape>, context: z.RefinementCtx): void => {
  const refuse = (field: string): void =>
    context.addIssue({ code: "custom", path: [field], message: "does not fit the kind" });
  if (client.kind === "machine" && client.redirectUris.length > 0) refuse("redirectUris");
  if (client.kind === "machine" && client.resources.length === 0) refuse("resources");
  if (client.kind !== "machine" && client.redirectUris.length === 0) refuse("redirectUris");
  if (client.kind === "app" && client.publicKeys) refuse("publicKeys");
  // Whoever keeps a directory proves it with a key of their own.
  if (client.institution !== undefined && client.kind !== "machine") refuse("institution");
  if (client.institution !== undefined && !client.publicKeys) refuse("publicKeys");
  if (client.scopes.includes("scim") && client.institution === undefined) refuse("institution");
  if (client.kind === "app" && !client.redirectUris.every(isAppUri)) refuse("redirectUris");
  if (client.kind === "web" && !client.redirectUris.every(isWebUri)) refuse("redirectUris");
};

/** A relying party as it is registered: what it is, for whom, and where it may send people. */
export const clientMetadataSchema = shape.superRefine(checkKind);

/** The same with the secret it will prove itself with, as it is sent to the admin API. */
export const clientRegistrationSchema = shape
  .extend({ secret: z.string().min(16).max(256).optional() })
  .superRefine(checkKind);

export type ClientMetadata = z.infer<typeof clientMetadataSchema>;

/** A registered client with its secret in the clear, as the engine needs it. */
export type Client = Readonly<{ clientId: string; metadata: ClientMetadata; secret?: string }>;

function isWebUri(uri: string): boolean {
  return /^https?:/.test(uri);
}

/** An app answers at its own scheme, at https it claimed, or on the loopback of its device. */
function isAppUri(uri: string): boolean {
  const url = URL.parse(uri);
  if (url?.protocol !== "http:") return url !== null;
  return ["localhost", "127.0.0.1", "[::1]"].includes(url.hostname);
}

/** Which secret rules a registration follows: undefined when it fits. */
export const secretProblem = (
  metadata: ClientMetadata,
  secret: string | undefined,
): "needed" | "not-allowed" | undefined => {
  const needed = metadata.kind !== "app" && metadata.publicKeys === undefined;
  if (needed) return secret === undefined ? "needed" : undefined;
  return secret === undefined ? undefined : "not-allowed";
};

const grantTypes = (metadata: ClientMetadata): string[] => {
  if (metadata.kind === "machine") return ["client_credentials"];
  const refreshes = metadata.scopes.includes("offline_access");
  return refreshes ? ["authorization_code", "refresh_token"] : ["authorization_code"];
};

const authMethod = (metadata: ClientMetadata) => {
  if (metadata.kind === "app") return "none";
  return metadata.publicKeys ? "private_key_jwt" : "client_secret_basic";
};

/** The registration in the words of OpenID Connect Dynamic Client Registration. */
export const toEngineMetadata = ({ clientId, metadata, secret }: Client): AllClientMetadata => {
  const openid = metadata.scopes.filter((scope) => openidScopes.some((known) => known === scope));
  return {
    client_id: clientId,
    client_name: metadata.name.ar,
    application_type: metadata.kind === "app" ? "native" : "web",
    grant_types: grantTypes(metadata),
    response_types: metadata.kind === "machine" ? [] : ["code"],
    response_modes: ["query"],
    redirect_uris: metadata.redirectUris,
    post_logout_redirect_uris: metadata.postLogoutRedirectUris,
    token_endpoint_auth_method: authMethod(metadata),
    id_token_signed_response_alg: "ES256",
    ...(openid.length > 0 ? { scope: openid.join(" ") } : {}),
    ...(secret === undefined ? {} : { client_secret: secret }),
    ...(metadata.homeUrl === undefined ? {} : { client_uri: metadata.homeUrl }),
    dpop_bound_access_tokens: metadata.dpopBoundAccessTokens,
    ...(metadata.publicKeys ? { jwks: { keys: metadata.publicKeys } } : {}),
    registration: metadata,
  };
};
