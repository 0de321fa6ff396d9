import type { Database } from "@gov/kit/db.ts";
import { timestampFrom } from "@gov/kit/document/timestamp-client.ts";
import { readTimestamp } from "@gov/kit/document/timestamp-token.ts";
import type { Log } from "@gov/kit/log.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { storeStamp, takeUnstampedDay, type UnstampedDay } from "./stamp-queries.ts";
import type { TimestampSettings } from "./timestamp-config.ts";

export type Stamper = Readonly<{
  db: Database<PayDatabase>;
  log: Log;
  authority: TimestampSettings;
}>;

/** How far an authority's clock may be from ours. */
const clockMs = 300_000;

type Stamped = Readonly<{ stamp: Uint8Array; stampedAt: Date }>;

/** A token that proves this head at this time, or why there is none. */
const askAuthority = async (
  { url, roots, timeoutMs }: TimestampSettings,
  { head, closedAt }: UnstampedDay,
  now: Date,
): Promise<Result<Stamped, string>> => {
  try {
    const stamp = await timestampFrom({ url, timeoutMs })(head);
    const read = readTimestamp(stamp, head, roots);
    if (!read.ok) return err(`the token is ${read.error}`);
    const at = read.value.getTime();
    const isTimely = at >= closedAt.getTime() - clockMs && at <= now.getTime() + clockMs;
    return isTimely ? ok({ stamp, stampedAt: read.value }) : err("the token is of another time");
  } catch (error) {
    return err(error instanceof Error ? error.message : "no answer");
  }
};

/**
 * Has the days stamped that are not yet and whose turn it is; gives how many were. What an
 * authority refuses or answers wrongly is asked for again later; only a checked token is kept.
 */
export const stampDays = async (stamper: Stamper, now: () => Date): Promise<number> => {
  const { db, log, authority } = stamper;
  for (let stamped = 0; ;) {
    const due = await takeUnstampedDay(db, now());
    if (!due) return stamped;
    const answer = await askAuthority(authority, due, now());
    if (answer.ok) {
      await storeStamp(db, { day: due.day, ...answer.value });
      stamped += 1;
    } else {
      const { day, tries } = due;
      log.warn({ day, tries, reason: answer.error }, "a day of receipts is not stamped yet");
    }
  }
};
