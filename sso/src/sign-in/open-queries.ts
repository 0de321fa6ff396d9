import { sha256 } from "@gov/kit/crypto.ts";
import { CompiledQuery, type Kysely } from "kysely";
import type { AdapterPayload } from "oidc-provider";
import { accountAsJson } from "#src/account/account-queries.ts";
import type { Account } from "#src/account/account.ts";
import type { SsoDatabase } from "#src/db-types.ts";
import { meansColumns, meansOf, type MeansRow, type OwnMeans } from "#src/factor/factor-queries.ts";
import { opened } from "#src/protocol/entity-queries.ts";
import { pendingOf, type PendingRow, type PendingSignIn } from "./sign-in-queries.ts";

type Row = Readonly<{
  payload: object;
  consumed_at: Date | null;
  pending: PendingRow | null;
  account: Account | null;
  means: MeansRow;
}>;

/** An interaction with the sign-in that is under way in it, and with the citizen whose it is. */
export type OpenSignIn = Readonly<{
  interaction: AdapterPayload;
  pending: PendingSignIn | undefined;
  known: Readonly<{ person: Account; means: OwnMeans }> | undefined;
}>;

const selectOpen = `
  select e.payload, e.consumed_at,
    case when p.interaction_id is not null then json_build_object('personId', p.person_id,
      'kind', p.kind, 'identifier', p.identifier, 'proven', p.proven, 'way', p.way) end as pending,
    (select ${accountAsJson("a")} from account a where a.id = p.person_id) as account,
    (select row_to_json(m) from (select ${meansColumns("p.person_id")}) m) as means
  from oidc_entity e
    left join sign_in p on p.interaction_id = $2 and p.expires_at > now()
  where e.model = 'Interaction' and e.id_hash = $1
    and (e.expires_at is null or e.expires_at > now())`;

/** All that a page of a sign-in needs to know, at once. */
export const findOpenSignIn = async (
  db: Kysely<SsoDatabase>,
  id: string,
): Promise<OpenSignIn | undefined> => {
  const query = CompiledQuery.raw(selectOpen, [sha256(id), id]);
  const row = (await db.executeQuery<Row>(query)).rows[0];
  const interaction = opened(row);
  if (!row || !interaction) return undefined;
  const { pending, account, means } = row;
  return {
    interaction,
    pending: pending ? pendingOf(pending) : undefined,
    known: account ? { person: account, means: meansOf(means, "citizen") } : undefined,
  };
};

const selectCitizen = `
  select ${accountAsJson("a")} as person, c.hash,
    (select row_to_json(m) from (select ${meansColumns("a.id")}) m) as means
  from account a join credential c on c.person_id = a.id and c.kind = 'password'
  where a.national_id = $1`;

type CitizenRow = Readonly<{ person: Account; hash: string; means: MeansRow }>;

/** A citizen, their password's hash and what else they have, for the first step of a sign-in. */
export const findCitizenWithPassword = async (
  db: Kysely<SsoDatabase>,
  nationalId: string,
): Promise<Readonly<{ person: Account; hash: string; means: OwnMeans }> | undefined> => {
  const query = CompiledQuery.raw(selectCitizen, [nationalId]);
  const row = (await db.executeQuery<CitizenRow>(query)).rows[0];
  return row && { ...row, means: meansOf(row.means, "citizen") };
};
