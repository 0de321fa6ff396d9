import { randomToken } from "@gov/kit/crypto.ts";
import type { SsoConfig } from "#src/config.ts";
import { resourceIdentifiers, resourceScopes } from "#src/protocol/resources.ts";
import { clientMetadataSchema, type Client, type ClientMetadata } from "./client.ts";

/** The clients of the sign-in's own pages: people's account, employees' office. */
export const ownPages = { citizens: "my-account", staff: "sign-in-office" } as const;

const seedMetadata = clientMetadataSchema.parse({
  name: { ar: "تهيئة المنظومة", en: "Nation set-up" },
  kind: "machine",
  firstParty: true,
  scopes: [
    "accounts:write",
    "staff:write",
    "clients:write",
    ...resourceScopes["urn:gov:exchange"],
    "billers:write",
    "webhooks:write",
    "agents:write",
  ],
  resources: [...resourceIdentifiers],
});

const pageMetadata = (config: SsoConfig, audience: keyof typeof ownPages): ClientMetadata =>
  clientMetadataSchema.parse({
    firstParty: true,
    name:
      audience === "citizens"
        ? { ar: "حسابي", en: "My account" }
        : { ar: "مكتب الدخول الموحد", en: "Sign-in office" },
    kind: "web",
    audience,
    homeUrl: `${config.PUBLIC_URL}/${audience === "citizens" ? "account" : "office"}`,
    redirectUris: [`${config.PUBLIC_URL}/account/return`],
    scopes: ["openid"],
  });

/**
 * Clients that no database holds: those of our own pages, whose codes nobody redeems, and, while
 * its secret is configured, the machine client `nation-seed` that sets up a new nation.
 */
export const builtInClients = (config: SsoConfig): Client[] => [
  ...(["citizens", "staff"] as const).map((audience) => ({
    clientId: ownPages[audience],
    secret: randomToken(),
    metadata: pageMetadata(config, audience),
  })),
  ...(config.BOOTSTRAP_CLIENT_SECRET === undefined
    ? []
    : [
        {
          clientId: "nation-seed",
          secret: config.BOOTSTRAP_CLIENT_SECRET,
          metadata: seedMetadata,
        },
      ]),
];

/** Ids that nobody may register. */
export const reservedClientIds: readonly string[] = ["nation-seed", ...Object.values(ownPages)];
