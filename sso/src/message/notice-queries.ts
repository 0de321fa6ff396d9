import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { fromAfter, writeAlone, type Write } from "#src/write-queries.ts";
import type { Notice } from "./notice.ts";

/** The kind of these rows in the outbox. */
export const noticeWork = "notice";

/**
 * Sets a notice going by every way the person can be reached: their phone, and their address once
 * it is proved to be theirs. Written in the transaction of what it tells of, where there is one.
 */
export const queueNotice = async (db: Kysely<SsoDatabase>, notice: Notice): Promise<void> =>
  await writeAlone(db, queueingNotice(notice));

/** The same as a part of a statement; `after` another write, only where that changed its row. */
export const queueingNotice = (
  { personId, kind, facts = {}, alsoTo = {}, undoPath }: Notice,
  after?: string,
): Write => ({
  text: `
    insert into outbox (kind, payload)
    select $1::text, jsonb_build_object('way', reach.way, 'to', reach.address,
      'lang', a.language, 'personId', a.id, 'kind', $2::text,
      'facts', $3::jsonb, 'undoPath', $4::text, 'at', now())
    from account a cross join lateral (
      select distinct way, address from (
        values ('sms', a.phone), ('sms', $5::text),
          ('mail', case when a.email_verified_at is not null then a.email end),
          ('mail', $6::text)) as ways (way, address)
      where address is not null) as reach
    where a.id = $7 ${after === undefined ? "" : `and exists (select ${fromAfter(after)})`}`,
  values: [
    noticeWork,
    kind,
    JSON.stringify(facts),
    undoPath ?? null,
    alsoTo.phone ?? null,
    alsoTo.email ?? null,
    personId,
  ],
});

/** Forgets messages that could not be delivered, after a month; they hold addresses. */
export const sweepFailedWork = async (db: Kysely<SsoDatabase>, limit: number): Promise<number> =>
  await deleteEnded(db, "outbox", sql`failed_at < now() - interval '30 days'`, limit);
