import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import type { Notice } from "./notice.ts";

/** The kind of these rows in the outbox. */
export const noticeWork = "notice";

/**
 * Sets a notice going by every way the person can be reached: their phone, and their address once
 * it is proved to be theirs. Written in the transaction of what it tells of, where there is one.
 */
export const queueNotice = async (
  db: Kysely<SsoDatabase>,
  { personId, kind, facts = {}, alsoTo = {}, undoPath }: Notice,
): Promise<void> => {
  await sql`
    insert into outbox (kind, payload)
    select ${noticeWork}, jsonb_build_object('way', reach.way, 'to', reach.address,
      'lang', a.language, 'personId', a.id, 'kind', ${kind}::text,
      'facts', ${JSON.stringify(facts)}::jsonb, 'undoPath', ${undoPath ?? null}::text, 'at', now())
    from account a cross join lateral (
      select distinct way, address from (
        values ('sms', a.phone), ('sms', ${alsoTo.phone ?? null}::text),
          ('mail', case when a.email_verified_at is not null then a.email end),
          ('mail', ${alsoTo.email ?? null}::text)) as ways (way, address)
      where address is not null) as reach
    where a.id = ${personId}`.execute(db);
};

/** Forgets messages that could not be delivered, after a month; they hold addresses. */
export const sweepFailedWork = async (db: Kysely<SsoDatabase>, limit: number): Promise<number> =>
  await deleteEnded(db, "outbox", sql`failed_at < now() - interval '30 days'`, limit);
