import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  breakEvents,
  breakStatuses,
  breakTransitions,
  journalOf,
  nextBreakStatus,
  resolutionsFor,
  type BreakFacts,
} from "./break.ts";
import { changesOf } from "./break-changes.ts";
import { judge, type Finding, type Group, type GroupEntry, type GroupLine } from "./judge.ts";

test("a break takes the steps of the table, and no other", () => {
  const legal = new Map(breakTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(legal.size, breakTransitions.length, "each step stands once");
  for (const from of breakStatuses) {
    for (const event of breakEvents) {
      assert.equal(nextBreakStatus(from, event), legal.get(`${from} ${event}`));
    }
  }
  for (const over of ["accepted", "resolvedByItself"] as const) {
    assert.ok(breakEvents.every((event) => nextBreakStatus(over, event) === undefined));
  }
});

test("what accepting a break posts is what differs, on the side where it differs", () => {
  const facts = (more: Partial<BreakFacts>): BreakFacts => ({
    rail: "card",
    class: "amount",
    direction: "taken",
    reported: { amountMinor: 95n, currency: "ILS" },
    booked: { amountMinor: 100n, currency: "ILS" },
    billerCode: "transport",
    ...more,
  });
  const clearing = { kind: "railClearing", owner: "card" };
  const difference = { kind: "difference", owner: "card" };
  const less = { debit: difference, credit: clearing, amountMinor: 5n };
  assert.deepEqual(journalOf(facts({}), "takeRailsWord"), [{ currency: "ILS", legs: [less] }]);
  const more = { debit: clearing, credit: difference, amountMinor: 5n };
  assert.deepEqual(journalOf(facts({ direction: "returned" }), "takeRailsWord"), [
    { currency: "ILS", legs: [more] },
  ]);
  const fee = facts({ class: "fee", reported: { amountMinor: 107n, currency: "ILS" } });
  assert.deepEqual(journalOf(fee, "billerBears"), [
    {
      currency: "ILS",
      legs: [
        {
          debit: { kind: "billerPayable", owner: "transport" },
          credit: { kind: "railFees", owner: "card" },
          amountMinor: 7n,
        },
      ],
    },
  ]);
  const other = facts({ class: "currency", reported: { amountMinor: 95n, currency: "USD" } });
  assert.deepEqual(
    journalOf(other, "takeRailsWord").map(({ currency, legs }) => [currency, legs[0]?.amountMinor]),
    [
      ["USD", 95n],
      ["ILS", 100n],
    ],
  );
  assert.deepEqual(resolutionsFor(facts({ class: "timing" })), []);
  assert.deepEqual(resolutionsFor(facts({ class: "fee", billerCode: null })), ["treasuryBears"]);
});

const line = (more: Partial<GroupLine> = {}): GroupLine => ({
  party: "",
  day: "2026-03-01",
  movedOn: "2026-03-01",
  reference: "1",
  currency: "ILS",
  amountMinor: 100n,
  feeMinor: 0n,
  ...more,
});
const entry = (more: Partial<GroupEntry> = {}): GroupEntry => ({
  party: "",
  day: "2026-03-01",
  reference: "1",
  currency: "ILS",
  amountMinor: 100n,
  feeMinor: 0n,
  corrects: null,
  ...more,
});
const group = (lines: GroupLine[], entries: GroupEntry[]): Group => ({
  direction: "taken",
  lines,
  entries,
});
const readUntil =
  (last: string) =>
  (_party: string, day: string): boolean =>
    day <= last;
const told = (one: Group, last = "2026-03-01") =>
  judge(one, readUntil(last)).map(({ class: name, over }) => (over ? `${name} over` : name));

test("one movement of several shares, and one payment told in parts, are no differences", () => {
  const shares = [entry({ amountMinor: 60n }), entry({ amountMinor: 40n, reference: "" })];
  assert.deepEqual(told(group([line()], shares)), []);
  const parts = [
    line({ reference: "T/1", amountMinor: 70n }),
    line({ reference: "T/2", amountMinor: 30n }),
  ];
  assert.deepEqual(told(group(parts, [entry({ reference: "T" })])), []);
});

test("what has no other side is late until the next day's file, and missing from then on", () => {
  const booked = group([], [entry()]);
  assert.deepEqual(told(booked, "2026-02-28"), [], "the day is not reported yet");
  assert.deepEqual(told(booked, "2026-03-01"), ["timing"]);
  assert.deepEqual(told(booked, "2026-03-02"), ["missingThere"]);
  const ofTomorrow = group([line({ movedOn: "2026-03-02" })], []);
  assert.deepEqual(told(ofTomorrow, "2026-03-01"), ["timing"]);
  assert.deepEqual(told(ofTomorrow, "2026-03-02"), ["missingHere"]);
  assert.deepEqual(told(group([line({ day: "2026-03-02" })], [entry()]), "2026-03-02"), [
    "timing over",
  ]);
});

test("a delay that turns into a loss stays one break, and a changed sum is no new one", () => {
  const finding: Finding = {
    class: "missingThere",
    over: false,
    party: "",
    day: "2026-03-01",
    reference: "1",
    reported: { amountMinor: 0n, currency: "ILS" },
    booked: { amountMinor: 100n, currency: "ILS" },
  };
  const late = { id: "a", class: "timing", reported: finding.reported, booked: finding.booked };
  const turned = changesOf([{ ...late, class: "timing" }], [finding], { wasLate: true });
  assert.deepEqual(turned, { open: [], change: [{ id: "a", finding }], resolve: [], over: [] });
  const gone = changesOf([{ ...late, class: "timing" }], [], { wasLate: true });
  assert.deepEqual(gone.resolve, ["a"]);
});

test("accepted and undone in any order, what is left is what the sides differ by", () => {
  const sides = fc.record({
    lines: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
    entries: fc.array(fc.integer({ min: 1, max: 9 }), { maxLength: 4 }),
  });
  fc.assert(
    fc.property(fc.array(sides, { minLength: 1, maxLength: 4 }), (steps) => {
      const accepted: GroupEntry[] = [];
      for (const { lines, entries } of steps) {
        const both = group(
          lines.map((minor, at) => line({ amountMinor: BigInt(minor), reference: `L${at % 3}` })),
          [...entries.map((minor) => entry({ amountMinor: BigInt(minor) })), ...accepted],
        );
        const findings = judge(both, readUntil("2026-03-02"));
        const sum = findings.reduce(
          (all, one) => all + one.reported.amountMinor - one.booked.amountMinor,
          0n,
        );
        const sumOf = (rows: readonly { amountMinor: bigint }[]) =>
          rows.reduce((all, row) => all + row.amountMinor, 0n);
        assert.equal(sum, sumOf(both.lines) - sumOf(both.entries));
        // Two people accept all of it: from then on nothing differs.
        accepted.push(
          ...findings.map((one) =>
            entry({
              amountMinor: one.reported.amountMinor - one.booked.amountMinor,
              corrects: one.class,
            }),
          ),
        );
        const after = {
          ...both,
          entries: [...both.entries.filter((one) => !one.corrects), ...accepted],
        };
        assert.deepEqual(judge(after, readUntil("2026-03-02")), []);
      }
    }),
  );
});
