import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";

/** How a person's account stands, for its first page. */
export type AccountStanding = Readonly<{
  openSessions: number;
  /** The sign-in before the one of now. */
  lastSignIn: Date | undefined;
  /** When a browser signed in that had not before, in the last two days; the first ever is none. */
  newDeviceAt: Date | undefined;
  email: string | undefined;
}>;

export const findStanding = async (
  db: Kysely<SsoDatabase>,
  personId: string,
): Promise<AccountStanding> => {
  const { rows } = await sql<{
    sessions: bigint;
    last: Date | null;
    device: Date | null;
    email: string | null;
  }>`
    select
      (select count(*) from oidc_entity where account_id = ${personId}::text and model = 'Session'
        and expires_at > now()) as sessions,
      (select at from audit_event where person_id = ${personId} and event = 'sign-in.completed'
        order by id desc offset 1 limit 1) as last,
      (select max(first_seen_at) from known_device d
        where person_id = ${personId} and forgotten_at is null
          and first_seen_at > now() - interval '2 days'
          and exists (select 1 from known_device e where e.person_id = d.person_id
            and e.first_seen_at < d.first_seen_at)) as device,
      (select email from account
        where id = ${personId} and email_verified_at is not null) as email`.execute(db);
  const [row] = rows;
  return {
    openSessions: Number(row?.sessions ?? 0n),
    lastSignIn: row?.last ?? undefined,
    newDeviceAt: row?.device ?? undefined,
    email: row?.email ?? undefined,
  };
};
