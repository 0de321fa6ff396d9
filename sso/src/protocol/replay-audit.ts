import type { Kysely } from "kysely";
import type { errors, KoaContextWithOIDC } from "oidc-provider";
import { recordEvent } from "#src/audit/audit-queries.ts";
import type { SsoDatabase } from "#src/db-types.ts";

/** The engine's and our own words for a code or refresh token that comes a second time. */
const usedBefore = /already (consumed|used)|used already/;

/** Writes down that a code or refresh token was used again, whoever it was that did. */
export const recordReplay = async (
  db: Kysely<SsoDatabase>,
  ctx: KoaContextWithOIDC,
  error: errors.OIDCProviderError,
): Promise<void> => {
  const said = [error.error_detail, error.error_description, error.message].join(" ");
  if (!usedBefore.test(said)) return;
  await recordEvent(db, {
    event: "token.replayed",
    personId: ctx.oidc.entities.RefreshToken?.accountId,
    clientId: ctx.oidc.client?.clientId,
    detail: { grant: String(ctx.oidc.params?.["grant_type"]) },
  });
};
