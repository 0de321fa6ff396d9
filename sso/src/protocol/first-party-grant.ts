import type { Kysely } from "kysely";
import type { KoaContextWithOIDC } from "oidc-provider";
import type { SsoDatabase } from "#src/db-types.ts";
import { asksForMandates, choiceOf } from "#src/mandate/acting.ts";
import { findChoice, recordChoice, type Choice } from "#src/mandate/choice-queries.ts";
import { engineRequest } from "./engine-request.ts";
import { registrationOf } from "./registration.ts";
import { shareGrant } from "./session-queries.ts";

type Grant = InstanceType<KoaContextWithOIDC["oidc"]["provider"]["Grant"]>;

const grantAsked = (ctx: KoaContextWithOIDC) => ({
  oidcScopes: [...ctx.oidc.requestParamOIDCScopes],
  // Only claims that the client is registered for have come this far.
  claims: [...ctx.oidc.requestParamClaims],
  resources: Object.entries(ctx.oidc.resourceServers ?? {}).map(([identifier, server]) => ({
    identifier,
    scopes: [...server.scopes].filter((scope) => ctx.oidc.requestParamScopes.has(scope)),
  })),
});

const covers = (
  grant: Grant,
  { oidcScopes, claims, resources }: ReturnType<typeof grantAsked>,
): boolean =>
  oidcScopes.every((scope) => grant.getOIDCScope().split(" ").includes(scope)) &&
  claims.every((claim) => grant.getOIDCClaims().includes(claim)) &&
  resources.every(({ identifier, scopes }) => {
    const granted = grant.getResourceScope(identifier).split(" ");
    return scopes.every((scope) => granted.includes(scope));
  });

/** A grant of what is asked, without a question. */
const grantAll = (ctx: KoaContextWithOIDC, accountId: string, clientId: string): Grant => {
  const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
  const { oidcScopes, claims, resources } = grantAsked(ctx);
  if (oidcScopes.length > 0) grant.addOIDCScope(oidcScopes.join(" "));
  if (claims.length > 0) grant.addOIDCClaims(claims);
  for (const { identifier, scopes } of resources) {
    if (scopes.length > 0) grant.addResourceScope(identifier, scopes.join(" "));
  }
  return grant;
};

/** Saves the grant, or gives the one of another tab that asked for the same at the same time. */
const saveShared = async (
  db: Kysely<SsoDatabase>,
  ctx: KoaContextWithOIDC,
  grant: Grant,
  choice: Choice,
): Promise<Grant> => {
  const { session, client, provider } = ctx.oidc;
  const own = await grant.save();
  const asked = [session?.uid, client?.clientId, grantAsked(ctx), choice.mandateId];
  const shared = await shareGrant(db, JSON.stringify(asked), own, engineRequest(ctx));
  if (shared === own) return grant;
  const first = shared === undefined ? undefined : await provider.Grant.find(shared);
  if (!first) await grant.save();
  return first ?? grant;
};

/** What was consented to before, as a grant of its own. */
const copyOf = (
  ctx: KoaContextWithOIDC,
  before: Grant | undefined,
  accountId: string,
  clientId: string,
): Grant => {
  const grant = new ctx.oidc.provider.Grant({ accountId, clientId });
  const oidcScopes = before?.getOIDCScope() ?? "";
  if (oidcScopes) grant.addOIDCScope(oidcScopes);
  const claims = before?.getOIDCClaims() ?? [];
  if (claims.length > 0) grant.addOIDCClaims(claims);
  for (const identifier of Object.keys(before?.resources ?? {})) {
    grant.addResourceScope(identifier, before?.getResourceScope(identifier) ?? "");
  }
  return grant;
};

/** True when the grant was made for the same choice of whom the person acts for. */
const isFor = async (db: Kysely<SsoDatabase>, grant: Grant, choice: Choice): Promise<boolean> => {
  const recorded = await findChoice(db, grant.jti);
  return (recorded?.mandateId ?? null) === choice.mandateId;
};

/**
 * The grant of this session and client. A client of government itself gets what it asks for
 * without a question, so its people never see a consent page; others keep what was consented.
 * Acting for someone else is a grant of its own.
 */
export const createGrantLoader =
  (db: Kysely<SsoDatabase>) =>
  async (ctx: KoaContextWithOIDC): Promise<Grant | undefined> => {
    const { client, session, provider, result, account } = ctx.oidc;
    if (!client || !account) return undefined;
    const { clientId } = client;
    const grantId = result?.consent?.grantId ?? session?.grantIdFor(clientId);
    const found = grantId ? await provider.Grant.find(grantId) : undefined;
    const existing = found?.accountId === account.accountId ? found : undefined;
    const choice = await choiceOf(db, ctx, existing?.jti);
    // Not chosen yet: the page that asks comes first, and then we are here again.
    if (choice === undefined) return existing;

    const { firstParty } = registrationOf(client) ?? {};
    const same = existing !== undefined && (await isFor(db, existing, choice));
    const enough = same && (!firstParty || covers(existing, grantAsked(ctx)));
    if (enough) {
      if (asksForMandates(ctx)) await recordChoice(db, existing.jti, choice);
      return existing;
    }
    if (!firstParty && choice.mandateId === null && !existing) return undefined;
    const grant = firstParty
      ? grantAll(ctx, account.accountId, clientId)
      : copyOf(ctx, existing, account.accountId, clientId);
    const saved = await saveShared(db, ctx, grant, choice);
    if (asksForMandates(ctx)) await recordChoice(db, saved.jti, choice);
    return saved;
  };
