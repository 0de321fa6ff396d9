import { sha256 } from "@gov/kit/crypto.ts";
import { CompiledQuery, type Kysely } from "kysely";
import type { AdapterPayload } from "oidc-provider";
import { accountAsJson } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";

type Row = Readonly<{
  payload: AdapterPayload;
  consumed_at: Date | null;
  session: AdapterPayload | null;
  grant: AdapterPayload | null;
  account: Account | null;
  chosen: boolean;
  mandate_id: string | null;
}>;

const live = (entity: string): string =>
  `(${entity}.expires_at is null or ${entity}.expires_at > now())`;

const findRedeemed = `
  select e.payload, e.consumed_at, s.payload as session, g.payload as grant,
    (select ${accountAsJson("a")} from account a where a.id = e.account_id::uuid) as account,
    c.grant_id is not null as chosen, c.mandate_id
  from oidc_entity e
    left join oidc_entity s on s.model = 'Session' and s.uid = e.session_uid and ${live("s")}
    left join oidc_entity g on g.model = 'Grant' and ${live("g")}
      and g.id_hash = sha256(convert_to(e.grant_id, 'UTF8'))
    left join mandate_choice c on c.grant_id = e.grant_id
  where e.model = $1 and e.id_hash = $2 and ${live("e")}`;

/** A code or token with all that the engine will ask about it; what is null must be looked up. */
export const findRedeemedWithAll = async (
  db: Kysely<SsoDatabase>,
  model: string,
  id: string,
): Promise<Row | undefined> => {
  const query = CompiledQuery.raw(findRedeemed, [model, sha256(id)]);
  return (await db.executeQuery<Row>(query)).rows[0];
};
