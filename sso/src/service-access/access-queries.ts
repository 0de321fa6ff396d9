import type { Kysely, Transaction } from "kysely";
import { sql } from "kysely";
import { z } from "zod";
import type { SsoDatabase } from "#src/db-types.ts";
import { authorizationsOf } from "#src/session/session-end-queries.ts";

type Db = Kysely<SsoDatabase>;

/** What a service may see and do of a person's. */
export type ServiceAccess = Readonly<{
  clientId: string;
  scopes: readonly string[];
  since: Date;
}>;

const grantPayload = z.object({
  iat: z.number(),
  openid: z.object({ scope: z.string().default("") }).optional(),
  resources: z.record(z.string(), z.string()).default({}),
});

const mostGrants = 500;

/** Every service that holds a grant of the person, with all it may see, since the oldest. */
export const listServiceAccess = async (db: Db, personId: string): Promise<ServiceAccess[]> => {
  const rows = await db
    .selectFrom("oidc_entity")
    .select(["client_id", "payload"])
    .where("account_id", "=", personId)
    .where("model", "=", "Grant")
    .where(sql<boolean>`(expires_at is null or expires_at > now())`)
    .limit(mostGrants)
    .execute();
  const services = new Map<string, { scopes: Set<string>; since: number }>();
  for (const { client_id, payload } of rows) {
    if (client_id === null) continue;
    const { iat, openid, resources } = grantPayload.parse(payload);
    const scopes = [openid?.scope ?? "", ...Object.values(resources)].join(" ").split(" ");
    const known = services.get(client_id) ?? { scopes: new Set(), since: iat };
    for (const scope of scopes) if (scope !== "") known.scopes.add(scope);
    services.set(client_id, { ...known, since: Math.min(known.since, iat) });
  }
  return [...services]
    .map(([clientId, { scopes, since }]) => ({
      clientId,
      scopes: [...scopes],
      since: new Date(since * 1000),
    }))
    .toSorted((one, two) => two.since.getTime() - one.since.getTime());
};

/**
 * Takes back what one service was given: its grants, codes and tokens. Gives the sessions it was
 * used in, which it knows by `sid`; undefined where it had nothing.
 */
export const revokeServiceAccess = async (
  tx: Transaction<SsoDatabase>,
  personId: string,
  clientId: string,
): Promise<{ uid: string; sid: string | undefined }[] | undefined> => {
  const sessions = await tx
    .selectFrom("oidc_entity")
    .select(["uid", "payload"])
    .where("account_id", "=", personId)
    .where("model", "=", "Session")
    .execute();
  const deleted = await tx
    .deleteFrom("oidc_entity")
    .where("account_id", "=", personId)
    .where("client_id", "=", clientId)
    .returning("model")
    .execute();
  if (deleted.length === 0) return undefined;
  return sessions.flatMap(({ uid, payload }) =>
    authorizationsOf(payload)
      .filter((authorization) => authorization.clientId === clientId)
      .map(({ sid }) => ({ uid: uid ?? "", sid })),
  );
};
