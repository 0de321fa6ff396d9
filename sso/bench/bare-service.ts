import { exportJWK, generateKeyPair } from "jose";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import Provider, { type Configuration } from "oidc-provider";
import { Pool } from "pg";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { createPlainAdapter, createPlainTable } from "./plain-adapter-queries.ts";
import { app, machine, secret, web } from "./bench-clients.ts";

// The bare engine with the smallest sign-in: one form, nothing checked, no code, nothing written
// down. With its memory adapter; told `postgres`, its state is in PostgreSQL as ours is.

const keepIn = async (url: string) => {
  const pool = new Pool({ connectionString: url, max: 8 });
  await createPlainTable(pool);
  return createPlainAdapter(pool);
};
const database =
  process.argv[2] === "postgres"
    ? await createTestDatabase(new URL("../migrations/", import.meta.url))
    : undefined;
const adapter = database && (await keepIn(database.url));

const { privateKey } = await generateKeyPair("ES256", { extractable: true });
const server = createServer();
await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve));
const { port } = server.address() as AddressInfo;

const configuration: Configuration = {
  ...(adapter ? { adapter } : {}),
  jwks: { keys: [{ ...(await exportJWK(privateKey)), kid: "bare", alg: "ES256" }] },
  clientDefaults: { id_token_signed_response_alg: "ES256" },
  clients: [
    {
      client_id: machine.id,
      client_secret: secret,
      grant_types: ["client_credentials"],
      redirect_uris: [],
      response_types: [],
    },
    { client_id: web.id, client_secret: secret, redirect_uris: [web.redirectUri] },
    {
      client_id: app.id,
      application_type: "native",
      token_endpoint_auth_method: "none",
      grant_types: ["authorization_code", "refresh_token"],
      redirect_uris: [app.redirectUri],
    },
  ],
  scopes: ["openid", "offline_access", "profile", "national_id", "phone"],
  claims: { profile: ["name"], national_id: ["national_id"], phone: ["phone_number"] },
  conformIdTokenClaims: false,
  findAccount: (_ctx, accountId) => ({
    accountId,
    claims: () => ({ sub: accountId, name: "A", national_id: accountId, phone_number: "+970" }),
  }),
  loadExistingGrant: async (ctx) => {
    const { client, account, provider, requestParamScopes } = ctx.oidc;
    if (!client || !account) return undefined;
    const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
    const scopes = [...requestParamScopes].join(" ");
    grant.addOIDCScope(scopes);
    for (const resource of Object.keys(ctx.oidc.resourceServers ?? {})) {
      grant.addResourceScope(resource, scopes);
    }
    await grant.save();
    return grant;
  },
  interactions: { url: (_ctx, { uid }) => `/interaction/${uid}` },
  features: {
    devInteractions: { enabled: false },
    clientCredentials: { enabled: true },
    resourceIndicators: {
      useGrantedResource: () => true,
      getResourceServerInfo: (_ctx, resource) => ({
        scope: "bills:read applications:read",
        audience: resource,
        accessTokenFormat: "jwt",
        accessTokenTTL: 600,
        jwt: { sign: { alg: "ES256" } },
      }),
    },
  },
};
const engine = new Provider(`http://localhost:${port}`, configuration);
const answer = engine.callback();

server.on("request", (request, response) => {
  if (!request.url?.startsWith("/interaction/")) return void answer(request, response);
  if (request.method === "GET") {
    response.writeHead(200, { "content-type": "text/html" });
    return response.end(`<form action="${request.url}"><input name="who" value=""></form>`);
  }
  request.resume();
  void engine.interactionDetails(request, response).then(async ({ prompt }) => {
    const login = { login: { accountId: "400000006" } };
    const result = prompt.name === "login" ? login : { consent: {} };
    await engine.interactionFinished(request, response, result);
  });
});
process.send?.({ url: `http://localhost:${port}` });
process.once("disconnect", () => process.exit(0));
