import { z } from "zod";

/** Where the app signs in and asks, given at start (`/config.json` on the web, the build's own). */
export const appConfigSchema = z.object({
  issuer: z.url(),
  portalUrl: z.url(),
  clientId: z.string().min(1).default("hukumati"),
});

export type AppConfig = Readonly<z.infer<typeof appConfigSchema>>;

const metadataSchema = z.object({
  issuer: z.url(),
  authorization_endpoint: z.url(),
  token_endpoint: z.url(),
  jwks_uri: z.url(),
  end_session_endpoint: z.url().optional(),
  revocation_endpoint: z.url().optional(),
});

export type Provider = Readonly<z.infer<typeof metadataSchema>>;

const keySchema = z.object({
  kty: z.literal("EC"),
  crv: z.literal("P-256"),
  kid: z.string(),
  x: z.string(),
  y: z.string(),
});

export type ProviderKey = Readonly<z.infer<typeof keySchema>>;

type Fetch = (url: string, init?: RequestInit) => Promise<Response>;

/** Reads the provider's metadata; its issuer must be the very one configured (RFC 8414, 3.3). */
export const loadProvider = async (fetch: Fetch, config: AppConfig): Promise<Provider> => {
  const response = await fetch(`${config.issuer}/.well-known/openid-configuration`);
  const metadata = metadataSchema.parse(await response.json());
  if (metadata.issuer !== config.issuer) throw new Error("the provider names another issuer");
  return metadata;
};

/** The provider's ES256 keys; keys of other kinds are passed over. */
export const loadKeys = async (fetch: Fetch, provider: Provider): Promise<ProviderKey[]> => {
  const response = await fetch(provider.jwks_uri);
  const { keys } = z.object({ keys: z.array(z.unknown()).max(50) }).parse(await response.json());
  return keys.flatMap((key) => {
    const parsed = keySchema.safeParse(key);
    return parsed.success ? [parsed.data] : [];
  });
};
