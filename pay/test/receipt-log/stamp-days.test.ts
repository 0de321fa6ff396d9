import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { createLog } from "@gov/kit/log.ts";
import { checkInclusion, stampTime } from "#src/receipt-log/check-inclusion.ts";
import { closeDays } from "#src/receipt-log/close-days.ts";
import { findPlace } from "#src/receipt-log/inclusion-queries.ts";
import { proveInclusion } from "#src/receipt-log/inclusion.ts";
import { stampDays, type Stamper } from "#src/receipt-log/stamp-days.ts";
import type { TimestampFaultKind } from "../../../dev/sandbox/timestamp/timestamp-faults.ts";
import { startTimestampAuthority, type TimestampAuthority } from "../timestamp-authority.ts";
import { openLogWorld, type LogWorld } from "./log-world.ts";

let world: LogWorld;
let authority: TimestampAuthority;
let stamper: Stamper;
let number = "";
before(async () => {
  world = await openLogWorld();
  authority = await startTimestampAuthority();
  const settings = { url: authority.url, roots: authority.roots, timeoutMs: 20_000 };
  stamper = { db: world.db, log: createLog("pay", "silent"), authority: settings };
  // The day before the last one that ended, by whatever clock this runs.
  const at = new Date(Date.now() - 60 * 3_600_000).toISOString();
  [number = ""] = await world.issue(at);
});
after(async () => {
  await authority.close();
  await world.close();
});

type Row = { head: Buffer; stamp: Buffer | null; tries: number; due: Date; at: Date | null };
const rows = async () =>
  (
    await sql<Row>`select head, stamp, stamp_tries as tries, stamp_due_at as due, stamped_at as at
      from receipt_day order by day`.execute(world.db)
  ).rows;

test("a day is published without its stamp, which is asked for until a right one comes", async () => {
  await closeDays(world, new Date());
  const count = (await rows()).length;
  // Only the first day is looked at here; the others are stamped below.
  await sql`update receipt_day set stamp_due_at = 'infinity'
    where day > (select min(day) from receipt_day)`.execute(world.db);
  let now = new Date();
  const wrong: TimestampFaultKind[] = [
    "refuse",
    "slow",
    "wrongNonce",
    "wrongImprint",
    "wrongKey",
    "wrongTime",
    "garbage",
    "down",
    "error500",
  ];
  for (const [tries, kind] of wrong.entries()) {
    await authority.arrange(kind);
    // Only the slow one is not waited for, so that no busy machine looks like it.
    const waits = kind === "slow" ? { ...stamper.authority, timeoutMs: 500 } : stamper.authority;
    assert.equal(await stampDays({ ...stamper, authority: waits }, () => now), 0, kind);
    const [day] = await rows();
    assert.deepEqual([day?.stamp, day?.at, day?.tries], [null, null, tries + 1], kind);
    const waitMs = (day?.due.getTime() ?? 0) - now.getTime();
    assert.equal(waitMs, Math.min(60, 2 ** tries) * 60_000, kind);
    // Not asked again before its time.
    const before = await authority.stamps();
    assert.equal(await stampDays(stamper, () => new Date(now.getTime() + waitMs - 1)), 0);
    assert.equal(await authority.stamps(), before);
    now = day?.due ?? now;
  }
  const place = await findPlace(world.db, number);
  assert.ok(place);
  const unstamped = await proveInclusion(world.db, number, place);
  assert.equal(unstamped?.stamp, undefined);
  await sql`update receipt_day set stamp_due_at = '-infinity'`.execute(world.db);
  assert.equal(await stampDays(stamper, () => new Date()), count);
  for (const { head, stamp, at } of await rows()) {
    assert.ok(stamp && at);
    assert.deepEqual(stampTime(stamp, head, authority.roots), at);
  }
  const proof = await proveInclusion(world.db, number, place);
  assert.ok(proof?.stamp);
  const check = checkInclusion(proof, { ...world.trust, roots: authority.roots });
  assert.equal(check.outcomes.stamp, "holds");
  const other = await startTimestampAuthority();
  await other.close();
  const elsewhere = checkInclusion(proof, { ...world.trust, roots: other.roots });
  assert.deepEqual([elsewhere.outcomes.stamp, elsewhere.holds], ["fails", false]);
});

test("nothing is left to stamp, and no stamp is exchanged", async () => {
  const before = await authority.stamps();
  assert.equal(await stampDays(stamper, () => new Date()), 0);
  assert.equal(await authority.stamps(), before);
  await assert.rejects(
    sql`update receipt_day set stamp = stamp || '\\x00'`.execute(world.db),
    /only ever added/,
  );
});
