import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { auditDays, type Finding } from "#src/receipt-log/audit-days.ts";
import { openLogWorld, type LogWorld } from "./log-world.ts";

let world: LogWorld;
before(async () => {
  world = await openLogWorld();
  await world.issue("2026-01-08T10:00:00Z", 5);
  await world.issue("2026-01-09T10:00:00Z", 9);
  await world.issue("2026-01-11T10:00:00Z", 2);
  for (const day of ["2026-01-08", "2026-01-09", "2026-01-10"]) await world.closeAfter(day);
});
after(async () => await world.close());

const undone = new Error("undone");
const first = "(select number from receipt_leaf where day = '2026-01-09' and leaf_index = 0)";

/** Audits what somebody who owns the database did, and undoes it. */
const auditAfter = async (statement: string): Promise<Finding["what"][]> => {
  let found: Finding["what"][] = [];
  const attempt = inTransaction(world.db, async (tx) => {
    // Triggers stop nobody who can turn them off.
    await sql`set local session_replication_role = replica`.execute(tx);
    await sql.raw(statement).execute(tx);
    const inside = Object.assign(tx, { transaction: () => ({ execute: insideOf(tx) }) });
    const { findings } = await auditDays(inside, world.trust);
    found = findings.map(({ what }) => what);
    throw undone;
  });
  await assert.rejects(attempt, undone);
  return [...new Set(found)];
};
const insideOf =
  <T>(tx: T) =>
  async <R>(work: (tx: T) => Promise<R>): Promise<R> =>
    await work(tx);

const tampered: [what: string, statement: string, found: Finding["what"][]][] = [
  [
    "a receipt was exchanged for another signed one",
    `update receipt set cose = (select cose from receipt where number <> ${first} limit 1)
      where number = ${first}`,
    ["receiptChanged", "rootChanged"],
  ],
  ["a receipt is gone", `delete from receipt where number = ${first}`, ["receiptMissing"]],
  [
    "a receipt and its leaf are gone",
    `with gone as (delete from receipt_leaf where number = ${first} returning number)
      delete from receipt where number in (select number from gone)`,
    ["leafMissing", "rootChanged"],
  ],
  [
    "leaves changed places",
    `update receipt_leaf set leaf_index = case leaf_index when 0 then 100 else 0 end
      where day = '2026-01-09' and leaf_index = 0`,
    ["leafMissing", "rootChanged"],
  ],
  ["a root was changed", "update receipt_day set root = previous", ["rootChanged", "headChanged"]],
  [
    "a head was exchanged for that of another day",
    `update receipt_day set head = (select head from receipt_day where day = '2026-01-08')
      where day = '2026-01-09'`,
    ["headChanged", "chainBroken"],
  ],
  [
    "a day was taken out",
    "delete from receipt_day where day = '2026-01-09'",
    ["dayMissing", "leafOfNoDay"],
  ],
  [
    "the first day was taken out",
    "delete from receipt_day where day = '2026-01-08'",
    ["chainBroken", "leafOfNoDay"],
  ],
  ["a receipt that waits was forgotten", "delete from receipt_unlogged", ["receiptForgotten"]],
  [
    "a receipt that waits was changed",
    `update receipt set cose = cose || '\\x00' where issued_at > '2026-01-11'`,
    ["waitingChanged"],
  ],
];

for (const [what, statement, found] of tampered) {
  test(`the audit finds it when ${what}`, async () => {
    assert.deepEqual(await auditAfter(statement), found);
  });
}

test("the audit counts what it computed, and finds a log that was written anew", async () => {
  const audit = await auditDays(world.db, world.trust);
  const { findings, days, receipts, waiting, newest = "" } = audit;
  assert.deepEqual([findings, days, receipts, waiting], [[], 3, 14, 2n]);
  const [day = "", digest = ""] = newest.split(":");
  assert.equal(day, "2026-01-10");
  const again = await auditDays(world.db, world.trust, {
    from: "2026-01-10",
    expected: { day, digest },
  });
  assert.deepEqual([again.findings, again.days], [[], 1]);
  const other = { day, digest: "0".repeat(64) };
  const { findings: anew } = await auditDays(world.db, world.trust, { expected: other });
  assert.deepEqual(anew, [{ what: "notAsExpected", day }]);
});
