import assert from "node:assert/strict";
import { sql } from "kysely";
import { checkInclusion } from "#src/receipt-log/check-inclusion.ts";
import { auditDays } from "#src/receipt-log/audit-days.ts";
import { findPlace } from "#src/receipt-log/inclusion-queries.ts";
import { proveInclusion } from "#src/receipt-log/inclusion.ts";
import { openLogWorld, type LogWorld } from "../test/receipt-log/log-world.ts";
import { print } from "./measure.ts";

/**
 * Closes a day of `ROWS` receipts (a million unless told): how long it takes, the most memory that
 * this process ever had, how long a proof and an audit take; and what waiting for the log adds to
 * each receipt when it is issued, fifty at a time, with and without the trigger, turn by turn.
 */
const rows = Number(process.env["ROWS"] ?? 1_000_000);
const day = "2026-01-09";
const step = 100_000;
const seconds = (since: number): number => Number(((performance.now() - since) / 1_000).toFixed(2));
const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1_024);

/** Receipts whose code is of the usual length; what it says is not looked at. */
const fill = async ({ db }: LogWorld, count: number, at: string): Promise<void> => {
  await sql`
    with made as (
      select upper(regexp_replace(translate(substr(md5(i || ${at} || random()), 1, 16), 'ilou', '0123'),
        '(.{4})(?=.)', '\\1-', 'g')) as number,
        decode(repeat(md5(random()::text), 17), 'hex') as cose
      from generate_series(1, ${count}::int) as i
    ), named as (
      insert into public_number (number, kind, institution_id, subject_id)
      select number, 'receipt', 'transport', uuidv7() from made
    )
    insert into receipt (institution_id, number, payment_id, bill_id, issued_at, cose)
    select 'transport', number, uuidv7(), uuidv7(), ${at}::timestamptz, cose from made`.execute(db);
};

const issueMs = async (world: LogWorld): Promise<number> => {
  const from = performance.now();
  for (let batch = 0; batch < 100; batch += 1) await fill(world, 50, "2026-01-12T10:00:00Z");
  return (performance.now() - from) / 5_000;
};

const measureTrigger = async (world: LogWorld): Promise<void> => {
  const turns: Record<"with" | "without", number[]> = { with: [], without: [] };
  for (let turn = 0; turn < 6; turn += 1) {
    const isOn = turn % 2 === 1;
    await sql`alter table receipt ${sql.raw(isOn ? "enable" : "disable")}
      trigger receipt_waits_for_log`.execute(world.db);
    turns[isOn ? "with" : "without"].push(Number((await issueMs(world)).toFixed(4)));
  }
  print({ issuingMsPerReceipt: turns });
};

const world = await openLogWorld();
await measureTrigger(world);
await sql`delete from receipt_unlogged`.execute(world.db);
for (let done = 0; done < rows; done += step) {
  await fill(world, Math.min(step, rows - done), "2026-01-09T10:00:00Z");
}
await sql`analyze receipt, receipt_unlogged, public_number`.execute(world.db);
const startedMb = peakMb();
const closing = performance.now();
assert.equal(await world.closeAfter(day), "closed");
const closingS = seconds(closing);
const closedMb = peakMb();
const { rows: some } = await sql<{ number: string }>`
  select number from receipt_leaf where leaf_index % ${Math.ceil(rows / 200)} = 0`.execute(
  world.db,
);
const proving = performance.now();
for (const { number } of some) {
  const place = await findPlace(world.db, number);
  const proof = place && (await proveInclusion(world.db, number, place));
  assert.equal(proof && checkInclusion(proof, world.trust).outcomes.place, "holds");
}
const proofMs = Number(((performance.now() - proving) / some.length).toFixed(2));
const auditing = performance.now();
const { receipts } = await auditDays(world.db, world.trust, { from: day });
assert.equal(receipts, rows);
const { rows: sizes } = await sql<{ leaves: bigint }>`
  select pg_total_relation_size('receipt_leaf') as leaves`.execute(world.db);
print({
  rows,
  closingS,
  proofMs,
  auditS: seconds(auditing),
  memoryMb: { started: startedMb, closed: closedMb, audited: peakMb() },
  leavesMb: Math.round(Number(sizes[0]?.leaves ?? 0n) / 1_048_576),
});
await world.close();
