import { backChannelLogoutPath } from "@gov/kit/back-channel-logout/logout-routes.ts";
import { openApi } from "./api-call.ts";
import { cashCompany } from "./cash-company.ts";
import type { Nation } from "./nation.ts";

const citizenScopes = ["openid", "profile", "national_id", "phone", "birthdate"];
const staffScopes = ["openid", "profile", "staff"];
const machineScopes = [
  "bills:write",
  "bills:read",
  "charges:write",
  "charges:read",
  "service-types:write",
];

/** Registers the relying parties and machine clients with sign-in. */
export async function seedClients(nation: Nation): Promise<void> {
  const put = openApi(nation, "sso", "clients:write");
  const clients = clientsOf(nation);
  for (const { clientId, ...registration } of clients) {
    await put(`/admin/v1/clients/${clientId}`, registration);
  }
  replace(nation.clients, {
    clientId: "portal-machine",
    privateKey: nation.secrets.portalPayKey,
    scopes: machineScopes,
  });
  nation.report(`${clients.length} clients of sign-in`);
}

function replace(clients: Nation["clients"], client: Nation["clients"][number]): void {
  const others = clients.filter((one) => one.clientId !== client.clientId);
  clients.splice(0, clients.length, ...others, client);
}

/** What may be told of a key pair. */
function publicPart({ kty, crv, x, y }: Record<string, unknown>) {
  return { kty, crv, x, y };
}

function clientsOf({ addresses, secrets }: Nation) {
  const { portal, pay, hukumati } = addresses;
  return [
    {
      clientId: "portal",
      name: { ar: "البوابة الموحدة", en: "Unified portal" },
      kind: "web",
      audience: "citizens",
      firstParty: true,
      homeUrl: `${portal}/`,
      redirectUris: [`${portal}/signin/callback`],
      postLogoutRedirectUris: [`${portal}/`],
      backchannelLogoutUri: `${portal}${backChannelLogoutPath}`,
      scopes: [...citizenScopes, "mandates"],
      representation: ["company", "child", "attorney"],
      secret: secrets.clientSecrets.portal,
    },
    {
      clientId: "backoffice",
      name: { ar: "مكتب الموظفين", en: "Back office" },
      kind: "web",
      audience: "staff",
      firstParty: true,
      homeUrl: `${portal}/office`,
      redirectUris: [`${portal}/office/signin/callback`],
      postLogoutRedirectUris: [`${portal}/office`, `${portal}/`],
      backchannelLogoutUri: `${portal}${backChannelLogoutPath}`,
      scopes: staffScopes,
      secret: secrets.clientSecrets.backoffice,
    },
    {
      clientId: "pay-console",
      name: { ar: "لوحة المدفوعات", en: "Payments console" },
      kind: "web",
      audience: "staff",
      firstParty: true,
      homeUrl: `${pay}/console`,
      redirectUris: [`${pay}/console/signin/callback`, `${pay}/agent/signin/callback`],
      postLogoutRedirectUris: [`${pay}/console`, `${pay}/agent`],
      backchannelLogoutUri: `${pay}${backChannelLogoutPath}`,
      scopes: staffScopes,
      publicKeys: [publicPart(secrets.payConsoleKey)],
      // Whoever is in there moves money.
      profile: "fapi2",
    },
    {
      clientId: "hukumati",
      name: { ar: "تطبيق حكومتي", en: "Hukumati app" },
      kind: "app",
      audience: "citizens",
      firstParty: true,
      homeUrl: `${hukumati}/`,
      redirectUris: [`${hukumati}/callback`, "hukumati://callback"],
      postLogoutRedirectUris: [`${hukumati}/`, "hukumati://signed-out"],
      corsOrigins: [hukumati],
      scopes: [...citizenScopes, "offline_access", "applications:read", "applications:write"],
      resources: ["urn:gov:portal"],
    },
    {
      clientId: "portal-machine",
      name: { ar: "خادم البوابة", en: "Portal server" },
      kind: "machine",
      firstParty: true,
      scopes: machineScopes,
      resources: ["urn:gov:pay"],
      publicKeys: [publicPart(secrets.portalPayKey)],
      dpopBoundAccessTokens: true,
    },
    {
      clientId: "cash-company",
      name: cashCompany.name,
      kind: "machine",
      scopes: ["agent:collect"],
      resources: ["urn:gov:pay"],
      secret: secrets.clientSecrets["cash-company"],
    },
  ];
}
