import { createTokenVerifier, type TokenVerifier } from "@gov/kit/access-token.ts";
import type { Kysely } from "kysely";
import type { SsoConfig } from "#src/config.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { insertOnce } from "./entity-queries.ts";
import { ownApi } from "./resources.ts";

/** Verifies access tokens for our own API, those that are bound to a key among them. */
export const createOwnTokenVerifier = (
  config: Pick<SsoConfig, "SSO_ISSUER" | "PUBLIC_URL">,
  db: Kysely<SsoDatabase>,
): TokenVerifier =>
  createTokenVerifier({
    issuer: config.SSO_ISSUER,
    audience: ownApi,
    boundTokens: {
      publicUrl: config.PUBLIC_URL,
      useOnce: async ({ id, forgetAt }) => {
        const seconds = Math.max(1, Math.ceil((forgetAt.getTime() - Date.now()) / 1_000));
        return await insertOnce(db, "ReplayDetection", `own ${id}`, {}, seconds);
      },
    },
  });
