import { err, ok, type Result } from "@gov/kit/result.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import type { Bucket } from "./throttle.ts";

type Db = Kysely<SsoDatabase>;

export type Throttled = Readonly<{ kind: "throttled"; retryAfterSeconds: number }>;

const drained = sql`greatest(0, throttle.level
  - extract(epoch from now() - throttle.updated_at) * throttle.drain_per_second)`;

/** Fills one bucket by one, unless that would overflow it. */
const fill = async (db: Db, bucket: Bucket): Promise<boolean> => {
  const { rows } = await sql`
    insert into throttle (key, level, drain_per_second)
    values (${bucket.key}, 1, ${bucket.drainPerSecond})
    on conflict (key) do update set level = ${drained} + 1, updated_at = now(),
      drain_per_second = excluded.drain_per_second
      where ${drained} + 1 <= ${bucket.capacity}
    returning 1`.execute(db);
  return rows.length === 1;
};

const secondsUntilFree = async (db: Db, bucket: Bucket): Promise<number> => {
  const { rows } = await sql<{ level: number }>`
    select (${drained})::float8 as level from throttle where key = ${bucket.key}`.execute(db);
  const over = (rows[0]?.level ?? 0) + 1 - bucket.capacity;
  return Math.max(1, Math.ceil(over / bucket.drainPerSecond));
};

/** Gives back what a try took, because it was right after all. */
export const refund = async (db: Db, buckets: readonly Bucket[]): Promise<void> => {
  const keys = buckets.map(({ key }) => key);
  await sql`update throttle set level = greatest(0, level - 1) where key = any(${keys})`.execute(
    db,
  );
};

/**
 * Takes one try from every bucket before the try is made, so that a thousand at once are counted
 * as a thousand. When one bucket is full the others get theirs back.
 */
export const takeTry = async (
  db: Db,
  buckets: readonly Bucket[],
): Promise<Result<void, Throttled>> => {
  for (const [index, bucket] of buckets.entries()) {
    if (await fill(db, bucket)) continue;
    if (index > 0) await refund(db, buckets.slice(0, index));
    return err({ kind: "throttled", retryAfterSeconds: await secondsUntilFree(db, bucket) });
  }
  return ok(undefined);
};

/** Deletes buckets that have long run dry, at most `limit`; gives how many. */
export const sweepThrottle = async (db: Db, limit: number): Promise<number> => {
  const { rows } = await sql`
    delete from throttle where key in
      (select key from throttle where updated_at < now() - interval '1 day' limit ${limit})
    returning 1`.execute(db);
  return rows.length;
};
