import { err, ok, type Result } from "@gov/kit/result.ts";
import { sql, type Kysely } from "kysely";
import type { SsoDatabase } from "#src/db-types.ts";
import { deleteEnded } from "#src/sweep-queries.ts";
import { writeAlone, type Write } from "#src/write-queries.ts";
import type { Bucket } from "./throttle.ts";

type Db = Kysely<SsoDatabase>;

export type Throttled = Readonly<{ kind: "throttled"; retryAfterSeconds: number }>;

const drained = sql`greatest(0, throttle.level
  - extract(epoch from now() - throttle.updated_at) * throttle.drain_per_second)`;

/** Fills each bucket by one that has room for it; gives the keys of those. */
const fill = async (db: Db, buckets: readonly Bucket[]): Promise<Buffer[]> => {
  const keys = buckets.map(({ key }) => key);
  const drains = buckets.map(({ drainPerSecond }) => drainPerSecond);
  const capacities = buckets.map(({ capacity }) => capacity);
  // In one order for everyone, so that two tries never wait for each other.
  const { rows } = await sql<{ key: Buffer }>`
    insert into throttle (key, level, drain_per_second, capacity)
    select key, 1, drain, capacity
      from unnest(${keys}::bytea[], ${drains}::float8[], ${capacities}::float8[])
        as bucket (key, drain, capacity)
      order by key
    on conflict (key) do update set level = ${drained} + 1, updated_at = now(),
      drain_per_second = excluded.drain_per_second, capacity = excluded.capacity
      where ${drained} + 1 <= excluded.capacity
    returning key`.execute(db);
  return rows.map(({ key }) => key);
};

/** Takes several tries from one bucket, with other writes: changes no row where it has no room. */
export const filling = ({ key, capacity, drainPerSecond }: Bucket, tries: number): Write => ({
  text: `insert into throttle (key, level, drain_per_second, capacity)
    select $1::bytea, $2::float8, $3::float8, $4::float8
    on conflict (key) do update set updated_at = now(), drain_per_second = excluded.drain_per_second,
      capacity = excluded.capacity, level = excluded.level + greatest(0, throttle.level
        - extract(epoch from now() - throttle.updated_at) * throttle.drain_per_second)
      where excluded.level + greatest(0, throttle.level
        - extract(epoch from now() - throttle.updated_at) * throttle.drain_per_second)
        <= excluded.capacity`,
  values: [key, tries, drainPerSecond, capacity],
});

/** In how many seconds each of these buckets has room for so many tries. */
export const secondsUntilFree = async (
  db: Db,
  full: readonly Bucket[],
  tries = 1,
): Promise<number> => {
  const { rows } = await sql<{ seconds: number | null }>`
    select max((${drained} + ${tries}::float8 - throttle.capacity) / throttle.drain_per_second)::float8 as seconds
      from throttle where key = any(${full.map(({ key }) => key)})`.execute(db);
  return Math.max(1, Math.ceil(rows[0]?.seconds ?? 1));
};

/** Giving back what a try took, because it was right after all. */
export const refunding = (buckets: readonly Bucket[]): Write => ({
  text: `with locked as materialized
      (select key from throttle where key = any($1::bytea[]) order by key for update)
    update throttle set level = greatest(0, level - 1)
      from locked where throttle.key = locked.key`,
  values: [buckets.map(({ key }) => key)],
});

export const refund = async (db: Db, buckets: readonly Bucket[]): Promise<void> => {
  if (buckets.length > 0) await writeAlone(db, refunding(buckets));
};

/**
 * Takes one try from every bucket before the try is made, so that a thousand at once are counted
 * as a thousand. When one bucket is full the others get theirs back.
 */
export const takeTry = async (
  db: Db,
  buckets: readonly Bucket[],
): Promise<Result<void, Throttled>> => {
  const filled = new Set((await fill(db, buckets)).map((key) => key.toString("hex")));
  const wasFilled = ({ key }: Bucket): boolean => filled.has(key.toString("hex"));
  if (buckets.every(wasFilled)) return ok(undefined);
  const full = buckets.filter((bucket) => !wasFilled(bucket));
  await refund(db, buckets.filter(wasFilled));
  return err({ kind: "throttled", retryAfterSeconds: await secondsUntilFree(db, full) });
};

/** Deletes buckets that have long run dry, at most `limit`; gives how many. */
export const sweepThrottle = async (db: Db, limit: number): Promise<number> =>
  await deleteEnded(db, "throttle", sql`updated_at < now() - interval '1 day'`, limit);
