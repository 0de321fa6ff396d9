import { resourceIdentifiers, resourceScopes } from "#src/protocol/resources.ts";
import { clientIdSchema, type Client } from "./client.ts";

const keepMs = 5_000;
const keepCount = 1_000;

export type ClientCache = Readonly<{
  find: (clientId: string) => Promise<Client | undefined>;
  forget: (clientId: string) => void;
}>;

/**
 * Clients by id, kept five seconds, so that a machine client's token costs no database call.
 * Other processes see a changed registration after that time at the latest.
 */
export const createClientCache = (
  load: (clientId: string) => Promise<Client | undefined>,
  bootstrap: Client | undefined,
): ClientCache => {
  const kept = new Map<string, { client: Client; until: number }>();
  const find = async (clientId: string): Promise<Client | undefined> => {
    if (clientId === bootstrap?.clientId) return bootstrap;
    if (!clientIdSchema.safeParse(clientId).success) return undefined;
    const entry = kept.get(clientId);
    if (entry && entry.until > Date.now()) return entry.client;
    const client = await load(clientId);
    if (kept.size >= keepCount) kept.clear();
    if (client) kept.set(clientId, { client, until: Date.now() + keepMs });
    return client;
  };
  return { find, forget: (clientId) => void kept.delete(clientId) };
};

/** The machine client that sets up a new nation; it exists while its secret is configured. */
export const bootstrapClient = (secret: string | undefined): Client | undefined =>
  secret === undefined
    ? undefined
    : {
        clientId: "nation-seed",
        secret,
        metadata: {
          name: { ar: "تهيئة المنظومة", en: "Nation set-up" },
          kind: "machine",
          audience: "citizens",
          firstParty: true,
          purposes: {},
          dpopBoundAccessTokens: false,
          profile: "standard",
          pushedRequestsOnly: false,
          signedRequestsOnly: false,
          nonceInsteadOfPkce: false,
          subject: "public",
          redirectUris: [],
          postLogoutRedirectUris: [],
          corsOrigins: [],
          scopes: [
            ...resourceScopes["urn:gov:sso"],
            ...resourceScopes["urn:gov:exchange"],
            "billers:write",
            "webhooks:write",
            "agents:write",
          ],
          resources: [...resourceIdentifiers],
        },
      };
