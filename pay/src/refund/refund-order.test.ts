import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { money } from "@gov/kit/money.ts";
import {
  isRefundOver,
  needsSecondPerson,
  nextRefundStatus,
  refundEvents,
  refundStatuses,
  refundTransitions,
  takeBackParts,
} from "./refund-order.ts";

test("the table says each step once, and only its steps are legal", () => {
  const legal = new Map(refundTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(legal.size, refundTransitions.length);
  for (const from of refundStatuses) {
    for (const event of refundEvents) {
      assert.equal(nextRefundStatus(from, event), legal.get(`${from} ${event}`));
    }
  }
});

test("every status is reached from a request, and every path can end", () => {
  const reached = new Set(["requested"]);
  for (const _ of refundStatuses) {
    for (const [from, , to] of refundTransitions) if (reached.has(from)) reached.add(to);
  }
  assert.deepEqual([...reached].toSorted(), [...refundStatuses].toSorted());
  const ends = new Set<string>(refundStatuses.filter(isRefundOver));
  assert.deepEqual([...ends].toSorted(), ["rejected", "returned", "withdrawn"]);
  for (const _ of refundStatuses) {
    for (const [from, , to] of refundTransitions) if (ends.has(to)) ends.add(from);
  }
  assert.equal(ends.size, refundStatuses.length);
});

test("no money is asked of a rail without an approval", () => {
  const into = (status: string) => refundTransitions.filter(([, , to]) => to === status);
  assert.deepEqual(
    into("due").map(([from]) => from),
    ["approved", "refusedByRail"],
  );
  assert.deepEqual(
    into("approved").map(([from]) => from),
    ["requested"],
  );
});

test("a large refund does not pass in pieces", () => {
  const judge = (heldMinor: bigint, amountMinor: bigint, limitMinor?: bigint) =>
    needsSecondPerson({ heldMinor, amountMinor, limitMinor });
  assert.equal(judge(0n, 100n, 100n), false);
  assert.equal(judge(1n, 100n, 100n), true);
  assert.equal(judge(0n, 1n), true);
});

const partsOf = fc.uniqueArray(fc.integer({ min: 1, max: 20 }), { minLength: 1, maxLength: 6 });

test("whatever is refunded in whatever pieces, every party gives its share and no unit more", () => {
  fc.assert(
    fc.property(
      partsOf,
      fc.array(fc.bigInt({ min: 1n, max: 4_000n }), { maxLength: 30 }),
      fc.bigInt({ min: 1n, max: 900n }),
      (names, pieces, size) => {
        const parts = names.map((name) => ({
          billerCode: `b${name}`,
          amountMinor: BigInt(name) * size,
        }));
        const total = parts.reduce((sum, part) => sum + part.amountMinor, 0n);
        const taken = new Map<string, bigint>();
        let left = total;
        for (const piece of [...pieces, total]) {
          const amountMinor = piece < left ? piece : left;
          if (amountMinor === 0n) continue;
          const back = takeBackParts(money(amountMinor, "JOD"), parts, taken);
          const sum = back.reduce((all, part) => all + part.amountMinor, 0n);
          assert.equal(sum, amountMinor);
          for (const part of back) {
            taken.set(part.billerCode, (taken.get(part.billerCode) ?? 0n) + part.amountMinor);
          }
          for (const part of parts) {
            assert.ok((taken.get(part.billerCode) ?? 0n) <= part.amountMinor);
          }
          left -= amountMinor;
        }
        assert.deepEqual(
          parts.map((part) => taken.get(part.billerCode)),
          parts.map((part) => part.amountMinor),
        );
      },
    ),
    { numRuns: 500 },
  );
});
