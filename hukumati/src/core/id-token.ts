import { p256 } from "@noble/curves/nist.js";
import { z } from "zod";
import { decodeBase64url } from "./base64url.ts";
import type { ProviderKey } from "./provider.ts";

const headerSchema = z.object({ alg: z.literal("ES256"), kid: z.string() });

const claimsSchema = z.object({
  iss: z.string(),
  sub: z.string().min(1),
  aud: z.union([z.string(), z.array(z.string())]),
  exp: z.number(),
  iat: z.number(),
  nonce: z.string(),
  name: z.string().optional(),
  "name#en": z.string().optional(),
});

export type IdClaims = Readonly<z.infer<typeof claimsSchema>>;

export type IdTokenError =
  | "malformed"
  | "unknownKey"
  | "wrongSignature"
  | "wrongClaims"
  | "expired";

type Checked = { ok: true; claims: IdClaims } | { ok: false; error: IdTokenError };

const refuse = (error: IdTokenError): Checked => ({ ok: false, error });

const readJson = (part: string): unknown => {
  const bytes = decodeBase64url(part);
  if (!bytes) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
};

const publicPoint = (key: ProviderKey): Uint8Array | undefined => {
  const x = decodeBase64url(key.x);
  const y = decodeBase64url(key.y);
  return x?.length === 32 && y?.length === 32 ? Uint8Array.from([4, ...x, ...y]) : undefined;
};

const skewS = 60;

/** Checks an ID token as OpenID Connect Core 3.1.3.7 asks, its signature included. */
export const checkIdToken = (
  token: string,
  keys: readonly ProviderKey[],
  expected: { issuer: string; clientId: string; nonce: string; nowS: number },
): Checked => {
  const [head, body, signaturePart, ...more] = token.split(".");
  if (!head || !body || !signaturePart || more.length > 0) return refuse("malformed");
  const header = headerSchema.safeParse(readJson(head));
  const claims = claimsSchema.safeParse(readJson(body));
  const signature = decodeBase64url(signaturePart);
  if (!header.success || !claims.success || signature?.length !== 64) return refuse("malformed");
  const key = keys.find((candidate) => candidate.kid === header.data.kid);
  const point = key && publicPoint(key);
  if (!point) return refuse("unknownKey");
  const signed = new TextEncoder().encode(`${head}.${body}`);
  const valid = p256.verify(signature, signed, point, { lowS: false, prehash: true });
  if (!valid) return refuse("wrongSignature");
  const { aud, iss, nonce, exp, iat } = claims.data;
  const forUs = Array.isArray(aud)
    ? aud.length === 1 && aud[0] === expected.clientId
    : aud === expected.clientId;
  if (!forUs || iss !== expected.issuer || nonce !== expected.nonce) return refuse("wrongClaims");
  if (exp + skewS < expected.nowS || iat - skewS > expected.nowS) return refuse("expired");
  return { ok: true, claims: claims.data };
};
