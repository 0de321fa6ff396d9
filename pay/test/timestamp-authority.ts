import { X509Certificate } from "node:crypto";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import type { PayDeps } from "#src/deps.ts";
import { stampDays } from "#src/receipt-log/stamp-days.ts";
import { until } from "./pay-world.ts";
import { makeAuthority } from "../../dev/sandbox/timestamp/authority.ts";
import { startTimestampSandbox } from "../../dev/sandbox/timestamp/timestamp.ts";
import type { TimestampFaultKind } from "../../dev/sandbox/timestamp/timestamp-faults.ts";

export type TimestampAuthority = Readonly<{
  url: string;
  roots: readonly X509Certificate[];
  /** What `pay` is told of it. */
  environment: Record<string, string>;
  /** The next request meets this. */
  arrange: (kind: TimestampFaultKind) => Promise<void>;
  /** How many tokens it has made. */
  stamps: () => Promise<number>;
  close: () => Promise<void>;
}>;

/** The sandbox's authority under a root of its own. */
export const startTimestampAuthority = async (): Promise<TimestampAuthority> => {
  const keys = makeAuthority();
  const { url, close } = await startTimestampSandbox({ port: 0, keys });
  return {
    url,
    roots: [new X509Certificate(keys.root)],
    environment: { TIMESTAMP_URL: url, TIMESTAMP_ROOTS: keys.root },
    arrange: async (kind) => {
      const body = JSON.stringify({ kind, delayMs: 5_000 });
      await fetch(`${url}/_sandbox/faults`, { method: "POST", body });
    },
    stamps: async () => {
      const response = await fetch(`${url}/_sandbox/stamps`);
      return ((await response.json()) as { stamps: unknown[] }).stamps.length;
    },
    close,
  };
};

/** Stamps the days that a test closed before their time, as if they had been closed now. */
export const stampNow = async (
  { db, log }: Pick<PayDeps, "db" | "log">,
  { url, roots }: Pick<TimestampAuthority, "url" | "roots">,
): Promise<void> => {
  await inTransaction(db, async (tx) => {
    // Past the trigger that lets nothing be changed.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql`update receipt_day set closed_at = now(), stamp_due_at = '-infinity'
      where stamp is null`.execute(tx);
  });
  const authority = { url, roots, timeoutMs: 10_000 };
  await stampDays({ db, log, authority }, () => new Date());
  // Another one may be asking for some of them.
  await until(async () => {
    const unstamped = db.selectFrom("receipt_day").select("day").where("stamp", "is", null);
    return (await unstamped.executeTakeFirst()) === undefined ? true : undefined;
  });
};
