import assert from "node:assert/strict";
import { afterEach, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { inTransaction, openDatabase } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { checkInclusion } from "#src/receipt-log/check-inclusion.ts";
import { closeDays, closeNextDay } from "#src/receipt-log/close-days.ts";
import { findPlace, listDays } from "#src/receipt-log/inclusion-queries.ts";
import { proveInclusion } from "#src/receipt-log/inclusion.ts";
import { auditDays } from "#src/receipt-log/audit-days.ts";
import { endOf, openLogWorld, type LogWorld } from "./log-world.ts";

let world: LogWorld;
beforeEach(async () => (world = await openLogWorld()));
afterEach(async () => await world.close());

const dayOf = async (number: string): Promise<string | undefined> => {
  const place = await findPlace(world.db, number);
  return place?.index === null ? undefined : place?.day;
};

/** Checks the published proof of a receipt as anybody could. */
const checkOf = async (number: string) => {
  const place = await findPlace(world.db, number);
  const proof = place && (await proveInclusion(world.db, number, place));
  assert.ok(proof, `${number} is in no tree`);
  const check = checkInclusion(proof, world.trust);
  assert.equal(check.number, number);
  return check;
};

const days = async () =>
  (await listDays(world.db, { before: undefined, limit: 50 }))
    .map(({ day, size }) => `${day} ${size}`)
    .toReversed();

const assertWhole = async (): Promise<void> => {
  assert.deepEqual((await auditDays(world.db, world.trust)).findings, []);
};

test("each receipt stands in the tree of its day, by the clock in Palestine", async () => {
  const winter = [
    ["2026-01-09T21:59:59Z", "2026-01-09"],
    ["2026-01-09T22:00:00Z", "2026-01-10"],
    ["2026-01-11T12:00:00Z", "2026-01-11"],
  ] as const;
  const issued = await Promise.all(
    winter.map(async ([at, day]) => ({ day, number: (await world.issue(at))[0] ?? "" })),
  );
  const many = await world.issue("2026-01-11T13:00:00Z", 40);
  const now = endOf("2026-01-12");
  assert.equal(await closeDays(world, now), 4);
  assert.deepEqual(await days(), [
    "2026-01-09 1",
    "2026-01-10 1",
    "2026-01-11 41",
    // A day without receipts has a head too, so that none can be left out unseen.
    "2026-01-12 0",
  ]);
  for (const { day, number } of issued) assert.equal(await dayOf(number), day);
  for (const number of [...many, ...issued.map(({ number: one }) => one)]) {
    const { outcomes, holds } = await checkOf(number);
    assert.ok(holds);
    const isFirst = (await dayOf(number)) === "2026-01-09";
    assert.deepEqual(outcomes, {
      receipt: "holds",
      head: "holds",
      place: "holds",
      chain: isFirst ? "absent" : "holds",
      stamp: "absent",
    });
  }
  assert.equal(await closeDays(world, now), 0);
  await assertWhole();
});

test("summer time moves the end of a day, and a day is closed minutes after it", async () => {
  const [before = ""] = await world.issue("2026-07-01T20:59:59Z");
  const [next = ""] = await world.issue("2026-07-01T21:00:00Z");
  const closeAt = (at: string) => closeNextDay(world, new Date(at));
  // The log begins with the last day that ended.
  assert.equal(await closeAt("2026-07-01T21:09:59Z"), "closed");
  assert.equal(await closeAt("2026-07-01T21:09:59Z"), "notEnded");
  assert.equal(await closeAt("2026-07-01T21:10:00Z"), "closed");
  assert.equal(await closeAt("2026-07-02T21:10:00Z"), "closed");
  assert.deepEqual([await dayOf(before), await dayOf(next)], ["2026-07-01", "2026-07-02"]);
});

test("a log begins before its first receipt, with the last day that ended", async () => {
  const now = new Date("2026-02-10T12:00:00Z");
  assert.equal(await closeDays(world, now), 1);
  assert.deepEqual(await days(), ["2026-02-09 0"]);
  await assertWhole();
});

test("what commits after its day was closed stands in the next tree", async () => {
  await world.issue("2026-01-09T12:00:00Z", 3);
  const begun = Promise.withResolvers<void>();
  const finish = Promise.withResolvers<void>();
  let late = "";
  const capture = inTransaction(world.db, async (tx) => {
    [late = ""] = await world.issue("2026-01-09T21:59:00Z", 1, tx);
    begun.resolve();
    await finish.promise;
  });
  await begun.promise;
  assert.equal(await world.closeAfter("2026-01-09"), "closed");
  assert.equal(await dayOf(late), undefined);
  finish.resolve();
  await capture;
  assert.equal((await findPlace(world.db, late))?.day, "2026-01-10");
  assert.equal(await world.closeAfter("2026-01-10"), "closed");
  assert.equal(await dayOf(late), "2026-01-10");
  assert.ok((await checkOf(late)).holds);
  assert.deepEqual(await days(), ["2026-01-09 3", "2026-01-10 1"]);
  await assertWhole();
});

test("several processes that sweep at once close each day once", async () => {
  const issued = (
    await Promise.all(
      ["2026-01-09", "2026-01-10", "2026-01-11"].map((day) => world.issue(`${day}T10:00:00Z`, 30)),
    )
  ).flat();
  const others = Array.from({ length: 4 }, () => openDatabase<PayDatabase>(world.url, { max: 2 }));
  const now = endOf("2026-01-11");
  const sweep = async (db: (typeof others)[number]): Promise<void> => {
    for (;;) {
      const done = await closeNextDay({ db, signer: world.signer }, now);
      if (done === "notEnded") return;
    }
  };
  await Promise.all(others.map(sweep));
  await Promise.all(others.map((db) => db.destroy()));
  assert.deepEqual(await days(), ["2026-01-09 30", "2026-01-10 30", "2026-01-11 30"]);
  for (const number of issued) assert.notEqual(await dayOf(number), undefined);
  await assertWhole();
});

test("a crash in the middle of closing loses nothing, and the day is closed anew", async () => {
  const issued = await world.issue("2026-01-09T10:00:00Z", 20);
  const doomed = openDatabase<PayDatabase>(world.url, { max: 1 });
  const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(doomed);
  const pid = rows[0]?.pid ?? 0;
  const signer = {
    ...world.signer,
    // Leaves are placed and the tree is built; the head is being signed.
    sign: async (message: Uint8Array) => {
      await sql`select pg_terminate_backend(${pid})`.execute(world.db);
      return await world.signer.sign(message);
    },
  };
  await assert.rejects(closeNextDay({ db: doomed, signer }, endOf("2026-01-09")));
  await doomed.destroy();
  assert.deepEqual(await days(), []);
  assert.equal(await world.closeAfter("2026-01-09"), "closed");
  assert.deepEqual(await days(), ["2026-01-09 20"]);
  for (const number of issued) assert.ok((await checkOf(number)).holds);
  await assertWhole();
});

test("a tree of several blocks proves its first leaf, its last and those at their edges", async () => {
  await world.issue("2026-01-09T10:00:00Z", 1_100);
  assert.equal(await world.closeAfter("2026-01-09"), "closed");
  const { rows } = await sql<{ number: string }>`
    select number from receipt_leaf
    where leaf_index in (0, 1, 1023, 1024, 1099)`.execute(world.db);
  assert.equal(rows.length, 5);
  for (const { number } of rows) assert.ok((await checkOf(number)).holds);
  await assertWhole();
});

test("the database refuses to change what was signed or closed", async () => {
  await world.issue("2026-01-09T10:00:00Z", 2);
  await world.closeAfter("2026-01-09");
  const refused = [
    "update receipt set cose = cose || '\\x00'",
    "update receipt set cose = null",
    "update receipt set issued_at = issued_at - interval '1 day'",
    "delete from receipt",
    "update receipt_leaf set number = 'x'",
    "delete from receipt_leaf",
    "truncate receipt_leaf",
    "update receipt_day set root = previous",
    "update receipt_day set size = 3",
    "delete from receipt_day",
    "truncate receipt_day",
  ];
  for (const statement of refused) {
    await assert.rejects(sql.raw(statement).execute(world.db), /only ever added|stays as it is/);
  }
});
