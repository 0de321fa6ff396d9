import { z } from "zod";
import { acrValues } from "#src/factor/acr.ts";
import { grantableScopes, resourceIdentifiers } from "#src/protocol/resources.ts";
import { publicKeySchema } from "./client-keys.ts";
import { registrationProblems, storedProblems, type Problem } from "./client-rules.ts";

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
  /** Why it needs each of them; a person reads it before consenting. */
  purposes: z.partialRecord(z.enum(grantableScopes), nameSchema).default({}),
  resources: z.array(z.enum(resourceIdentifiers)).max(10).refine(unique).default([]),
  /** The least assurance of a sign-in for it, whatever its requests ask. */
  minimumAcr: z.enum(acrValues).optional(),
  publicKeys: z.array(publicKeySchema).min(1).max(5).optional(),
  /** Where its public keys are fetched instead, so that it can change them by itself. */
  publicKeysUrl: webUrl.optional(),
  /** Its access tokens work only with proof of the key they were given to (DPoP, RFC 9449). */
  dpopBoundAccessTokens: z.boolean().default(false),
  /** `fapi2` holds it to the FAPI 2.0 Security Profile: for all that moves money. */
  profile: z.enum(["standard", "fapi2"]).default("standard"),
  /** Its authorization requests are taken by the back channel alone (PAR, RFC 9126). */
  pushedRequestsOnly: z.boolean().default(false),
  /** Its authorization requests are taken as signed objects alone (JAR, RFC 9101). */
  signedRequestsOnly: z.boolean().default(false),
  /** For a library that knows no PKCE: then a nonce must bind the answer (RFC 9700, 2.1.1). */
  nonceInsteadOfPkce: z.boolean().default(false),
  /** `pairwise`: its `sub` of a person is another than that of every other sector. */
  subject: z.enum(["public", "pairwise"]).default("public"),
  /** Clients of one sector get the same pairwise `sub`; the host of its addresses unless told. */
  sector: z
    .string()
    .regex(/^[a-z0-9][a-z0-9.-]{1,99}$/)
    .optional(),
});

const refuseBy =
  (problems: (client: z.infer<typeof shape>) => readonly Problem[]) =>
  (client: z.infer<typeof shape>, context: z.RefinementCtx): void => {
    for (const [path, message] of problems(client)) {
      context.addIssue({ code: "custom", path: path.split("."), message });
    }
  };

/** A relying party as it is stored: what it is, for whom, and where it may send people. */
export const clientMetadataSchema = shape.superRefine(refuseBy(storedProblems));

/** The same with the secret it will prove itself with, as it is sent to the admin API. */
export const clientRegistrationSchema = shape
  .extend({ secret: z.string().min(16).max(256).optional() })
  .superRefine(refuseBy(registrationProblems));

export type ClientMetadata = z.infer<typeof shape>;

/** A registered client with its secret in the clear, as the engine needs it. */
export type Client = Readonly<{ clientId: string; metadata: ClientMetadata; secret?: string }>;

/** Whether it signs with a key of its own instead of sending a secret. */
export const hasOwnKey = (metadata: ClientMetadata): boolean =>
  metadata.publicKeys !== undefined || metadata.publicKeysUrl !== undefined;

/** Which secret rules a registration follows: undefined when it fits. */
export const secretProblem = (
  metadata: ClientMetadata,
  secret: string | undefined,
): "needed" | "not-allowed" | undefined => {
  const needed = metadata.kind !== "app" && !hasOwnKey(metadata);
  if (needed) return secret === undefined ? "needed" : undefined;
  return secret === undefined ? undefined : "not-allowed";
};
