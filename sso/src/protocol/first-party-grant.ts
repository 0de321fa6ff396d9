import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { ClientMetadata } from "#src/client/client.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { shareGrant } from "./session-queries.ts";

/** Our own registration behind the engine's client. */
export const registrationOf = (client: object | undefined): ClientMetadata | undefined =>
  client && "registration" in client ? (client.registration as ClientMetadata) : undefined;

/**
 * The grant of this session and client. A client of government itself gets what it asks for
 * without a question, so its people never see a consent page; others keep what was consented.
 */
export const loadGrant = async (db: Kysely<SsoDatabase>, ctx: KoaContextWithOIDC) => {
  const { client, session, provider, result, account } = ctx.oidc;
  if (!client || !account) return undefined;
  const grantId = result?.consent?.grantId ?? session?.grantIdFor(client.clientId);
  const existing = grantId ? await provider.Grant.find(grantId) : undefined;
  if (!registrationOf(client)?.firstParty) return existing;

  const oidcScopes = [...ctx.oidc.requestParamOIDCScopes];
  // Only claims that the client is registered for have come this far.
  const claims = [...ctx.oidc.requestParamClaims];
  const resources = Object.entries(ctx.oidc.resourceServers ?? {}).map(([identifier, server]) => ({
    identifier,
    scopes: [...server.scopes].filter((scope) => ctx.oidc.requestParamScopes.has(scope)),
  }));
  const covered =
    existing?.accountId === account.accountId &&
    oidcScopes.every((scope) => existing.getOIDCScope().split(" ").includes(scope)) &&
    claims.every((claim) => existing.getOIDCClaims().includes(claim)) &&
    resources.every(({ identifier, scopes }) => {
      const granted = existing.getResourceScope(identifier).split(" ");
      return scopes.every((scope) => granted.includes(scope));
    });
  if (covered) return existing;

  const grant = new provider.Grant({ accountId: account.accountId, clientId: client.clientId });
  if (oidcScopes.length > 0) grant.addOIDCScope(oidcScopes.join(" "));
  if (claims.length > 0) grant.addOIDCClaims(claims);
  for (const { identifier, scopes } of resources) {
    if (scopes.length > 0) grant.addResourceScope(identifier, scopes.join(" "));
  }
  const own = await grant.save();
  const asked = JSON.stringify([session?.uid, client.clientId, oidcScopes, claims, resources]);
  const shared = await shareGrant(db, asked, own);
  if (shared === own) return grant;
  const first = await provider.Grant.find(shared);
  if (!first) return grant;
  await grant.destroy();
  return first;
};
