import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { judgeRefusal } from "./refused-refund.ts";

type Refund = Parameters<typeof judgeRefusal>[1][number];

const amounts = fc.array(fc.bigInt({ min: 1n, max: 1_000n }), { minLength: 1, maxLength: 5 });
const statuses = fc.constantFrom("due" as const, "returned" as const, "refused" as const);

const refund = (position: number, amount_minor: bigint, status: Refund["status"]): Refund => ({
  charge_id: "c",
  position,
  status,
  amount_minor,
});

test("whatever a rail did, money that went back is never called refused, nor the reverse", () => {
  const orders = amounts.chain((all) =>
    fc.record({
      all: fc.constant(all),
      statuses: fc.array(statuses, { minLength: all.length, maxLength: all.length }),
      done: fc.array(fc.boolean(), { minLength: all.length, maxLength: all.length }),
      ours: fc.boolean(),
    }),
  );
  fc.assert(
    fc.property(orders, ({ all, statuses: given, done, ours }) => {
      // The first is the one that the rail refused now; of others the rail may have done any.
      const refunds = all.map((amount, index) =>
        refund(index, amount, index === 0 ? "due" : (given[index] ?? "due")),
      );
      const wasDone = (one: Refund, index: number): boolean =>
        index === 0
          ? ours
          : one.status === "returned" || (one.status === "due" && done[index] === true);
      const railReturned = refunds.reduce(
        (sum, one, index) => (wasDone(one, index) ? sum + one.amount_minor : sum),
        0n,
      );
      const [refused] = refunds;
      assert.ok(refused);
      const meaning = judgeRefusal(refused, refunds, railReturned);
      assert.notEqual(meaning, ours ? "refused" : "returned");
      // Nothing else is open: it is always clear.
      if (refunds.every((one, index) => index === 0 || one.status !== "due")) {
        assert.equal(meaning, ours ? "returned" : "refused");
      }
    }),
  );
});

test("more than all refunds explain was taken back by the rail itself: this one was not done", () => {
  assert.equal(judgeRefusal(refund(1, 40n, "due"), [refund(1, 40n, "due")], 100n), "refused");
});
