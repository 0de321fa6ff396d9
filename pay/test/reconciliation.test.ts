import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { resolutionsFor, type BreakClass } from "#src/reconciliation/break.ts";
import { findBreak, listBreakEvents, type BreakRow } from "#src/reconciliation/break-queries.ts";
import { acceptProposal, proposeJournal } from "#src/reconciliation/decide.ts";
import type { Direction } from "#src/reconciliation/report.ts";
import { openReconciliationWorld, rails, spendDay } from "./reconciliation-world.ts";
import type { ReconciliationWorld } from "./reconciliation-world.ts";

type Line = Readonly<{
  rail: RailCode;
  order_key: string;
  reference: string;
  direction: Direction;
  currency: Currency;
  amount_minor: bigint;
  fee_minor: bigint;
}>;

let world: ReconciliationWorld;
/** What really moved on the day, as every rail tells it when it tells the truth. */
let truth: Line[] = [];
before(async () => {
  world = await openReconciliationWorld();
  await spendDay(world);
});
after(async () => await world.close());

const linesNow = async (): Promise<Line[]> => {
  const { rows } = await sql<Line>`
    select l.rail, order_key, reference, direction, currency, amount_minor, fee_minor
    from rail_report_line l join rail_report r on r.id = l.report_id and r.status = 'read'
    order by l.rail, order_key, direction, reference`.execute(world.db);
  return rows;
};
const listBreaks = async (): Promise<BreakRow[]> => {
  const { rows } = await sql<{ id: string }>`select id from rail_break order by id`.execute(
    world.db,
  );
  const found = await Promise.all(rows.map(({ id }) => findBreak(world.db, id)));
  return found.filter((row) => row !== undefined);
};
const isOpen = ({ status }: BreakRow): boolean => status === "open";

/** What a rail's lines come to: what it owes us, and what it keeps. */
const owedBy = (lines: readonly Line[], rail: RailCode): Record<string, bigint> => {
  const sums: Record<string, bigint> = {};
  for (const line of lines.filter((one) => one.rail === rail)) {
    const sign = line.direction === "returned" ? -1n : 1n;
    sums[line.currency] = (sums[line.currency] ?? 0n) + sign * line.amount_minor;
  }
  return sums;
};
const keptBy = (lines: readonly Line[], rail: RailCode): bigint =>
  lines.filter((one) => one.rail === rail).reduce((sum, one) => sum + one.fee_minor, 0n);
const minus = (a: Record<string, bigint>, b: Record<string, bigint>): Record<string, bigint> => {
  const left: Record<string, bigint> = {};
  for (const currency of new Set([...Object.keys(a), ...Object.keys(b)])) {
    const difference = (a[currency] ?? 0n) - (b[currency] ?? 0n);
    if (difference !== 0n) left[currency] = difference;
  }
  return left;
};

/** Two people decide every break that is open. */
const decideAll = async (): Promise<void> => {
  for (const row of (await listBreaks()).filter(isOpen)) {
    const [resolution] = resolutionsFor({ class: row.class, billerCode: row.biller_code });
    assert.ok(resolution, row.class);
    const proposal = { resolution, by: "lina", note: "as the rail says" };
    const proposed = await proposeJournal(world.reconciliation, row.id, proposal);
    assert.ok(proposed.ok, row.class);
    const accepted = await acceptProposal(world.reconciliation, row.id, { by: "adel", note: "" });
    assert.ok(accepted.ok, row.class);
  }
};

test("a day that every rail tells as it was has no break, and the books come to what they say", async () => {
  await world.arrive(world.day);
  assert.deepEqual(await listBreaks(), []);
  truth = await linesNow();
  assert.deepEqual(new Set(truth.map(({ rail }) => rail)), new Set(rails));
  for (const rail of ["card", "esadad", "instant"] as const) {
    assert.deepEqual(await world.balance("railClearing", rail), owedBy(truth, rail), rail);
    const fees = await world.balance("railFees", rail);
    assert.equal(-(fees["ILS"] ?? 0n), keptBy(truth, rail), rail);
  }
});

const movementFaults = [
  "missing",
  "twice",
  "otherAmount",
  "otherCurrency",
  "heldOver",
  "early",
  "fee",
] as const;
type Planted = Readonly<{ at: number; kind: (typeof movementFaults)[number]; by: number }>;
type Plan = Readonly<{
  planted: readonly Planted[];
  invented: readonly RailCode[];
  short: readonly RailCode[];
}>;

/** What goes wrong with one order in one direction is one difference. */
const groupOf = (at: number): string =>
  `${truth[at]?.rail}/${truth[at]?.order_key}/${truth[at]?.direction}`;

const plans = (count: number): fc.Arbitrary<Plan> =>
  fc.record({
    planted: fc.uniqueArray(
      fc.record({
        at: fc.nat(count - 1),
        kind: fc.constantFrom(...movementFaults),
        by: fc.integer({ min: 1, max: 90 }),
      }),
      { selector: ({ at }) => groupOf(at), maxLength: 7 },
    ),
    invented: fc.uniqueArray(fc.constantFrom(...rails), { maxLength: 1 }),
    short: fc.uniqueArray(fc.constantFrom(...rails), { maxLength: 1 }),
  });

type Expected = Readonly<{ rail: RailCode; order: string; class: BreakClass; over: boolean }>;
const classes: Readonly<Record<Planted["kind"], Pick<Expected, "class" | "over">>> = {
  missing: { class: "missingThere", over: false },
  twice: { class: "duplicate", over: false },
  otherAmount: { class: "amount", over: false },
  otherCurrency: { class: "currency", over: false },
  heldOver: { class: "timing", over: true },
  early: { class: "timing", over: true },
  fee: { class: "fee", over: false },
};

const plant = async ({ planted, invented, short }: Plan): Promise<Expected[]> => {
  const expected: Expected[] = [];
  for (const { at, kind, by } of planted) {
    const line = truth[at];
    assert.ok(line);
    const named = line.rail === "card" ? `${line.order_key}#${line.reference}` : line.reference;
    await world.spoil(line.rail, { kind, match: named, byMinor: String(by) });
    expected.push({ rail: line.rail, order: line.order_key, ...classes[kind] });
  }
  for (const rail of invented) {
    const match = "NOBODY-0001";
    await world.spoil(rail, { kind: "invented", match, day: world.day, byMinor: "4321" });
    expected.push({ rail, order: match, class: "missingHere", over: false });
  }
  for (const rail of short) {
    await world.spoil(rail, { kind: "settleShort", day: world.day, byMinor: "55" });
    const party = rail === "cash" ? "sandbox-cash " : "";
    const order = `settlement ${party}${world.day} ILS`;
    expected.push({ rail, order, class: "amount", over: false });
  }
  return expected;
};

const textOf = (one: Expected): string => `${one.rail} ${one.order} ${one.class} ${one.over}`;
const foundOf = (row: BreakRow): string =>
  textOf({
    rail: row.rail,
    order: row.order_key,
    class: row.class,
    over: row.status === "resolvedByItself",
  });

test("whatever is wrong in the rails' files is found, called by its name, and nothing else", async () => {
  await fc.assert(
    fc.asyncProperty(plans(truth.length), async (plan) => {
      await world.forget();
      await world.mend();
      const start = await Promise.all(rails.map((rail) => world.balance("railClearing", rail)));
      const startFees = await Promise.all(rails.map((rail) => world.balance("railFees", rail)));
      const expected = await plant(plan);
      await world.arrive(world.before);
      await world.arrive(world.day);
      await world.arrive(world.next);
      const found = (await listBreaks()).map(foundOf);
      assert.deepEqual(found.toSorted(), expected.map(textOf).toSorted());
      await decideAll();
      // Compared again, nothing is left over and nothing new is found.
      await sql`insert into reconciliation_due select distinct rail, order_key, direction
        from rail_entry on conflict do nothing`.execute(world.db);
      await world.arrive(world.next, []);
      assert.deepEqual((await listBreaks()).filter(isOpen), []);
      const told = await linesNow();
      for (const [index, rail] of rails.entries()) {
        const moved = minus(await world.balance("railClearing", rail), start[index] ?? {});
        assert.deepEqual(moved, minus(owedBy(told, rail), owedBy(truth, rail)), rail);
      }
      // Corrected files: what was accepted is undone by two people in the same way.
      await world.mend();
      for (const day of [world.before, world.day, world.next]) await world.arrive(day);
      await decideAll();
      for (const [index, rail] of rails.entries()) {
        const clearing = await world.balance("railClearing", rail);
        assert.deepEqual(minus(clearing, start[index] ?? {}), {}, rail);
        const fees = await world.balance("railFees", rail);
        assert.deepEqual(minus(fees, startFees[index] ?? {}), {}, rail);
      }
    }),
    { numRuns: Number(process.env["RUNS"] ?? 3), endOnFailure: true },
  );
});

test("what the rail has and we do not is asked about, and corrected by its own event", async () => {
  await world.forget();
  await world.mend();
  // The acquirer's notice is late, and the attempt was given up: nobody looks any more.
  await world.bank.settings({ notificationDelayMs: 600_000 });
  const bill = await world.bill();
  const path = `/v1/bills/${bill.id}`;
  const charge = (await world.portal("POST", `${path}/charges`, { rail: "card" })).json;
  await sql`update charge set next_check_at = null where id = ${charge.id}`.execute(world.db);
  await world.bank.pay(charge.redirectUrl);
  await world.arrive(world.day, ["card"]);
  const [found, ...others] = await listBreaks();
  assert.deepEqual(others, []);
  assert.deepEqual([found?.class, found?.status], ["missingHere", "resolvedByItself"]);
  const events = await listBreakEvents(world.db, found?.id ?? "");
  assert.deepEqual(
    events.map(({ event }) => event),
    ["opened", "railAsked", "resolved"],
  );
  assert.equal((await world.portal("GET", path)).json.status, "paid");
});

test("a rail that is silent is asked again, and until then nothing is believed", async () => {
  await world.forget();
  const match = "NOBODY-0002";
  await world.spoil("card", { kind: "invented", match, day: world.day });
  const bill = await world.bill();
  const charge = (await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" }))
    .json;
  await world.spoil("card", { kind: "invented", match: charge.id, day: world.day });
  await world.bank.fault({ kind: "error500", match: { orderId: charge.id }, times: 50 });
  await world.arrive(world.day, ["card"]);
  const asked = async () =>
    new Map((await listBreaks()).map((row) => [row.order_key, row.asked_at !== null]));
  assert.deepEqual(Object.fromEntries(await asked()), { [match]: true, [charge.id]: false });
  await fetch(`${world.bank.url}/_sandbox/faults`, { method: "DELETE" });
  await world.arrive(world.day, []);
  assert.equal((await asked()).get(charge.id), true);
});
