import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { chargeEvents, chargeStatuses, chargeTransitions, nextStatus } from "./charge.ts";
import { decideSettlement, type Position } from "./settlement.ts";

test("the table says each step once, and only its steps are legal", () => {
  const legal = new Map(chargeTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(legal.size, chargeTransitions.length);
  for (const from of chargeStatuses) {
    for (const event of chargeEvents) {
      assert.equal(nextStatus(from, event), legal.get(`${from} ${event}`));
    }
  }
});

test("every status can be reached, and late money is never refused", () => {
  const reached = new Set(["created"]);
  for (let round = 0; round < chargeStatuses.length; round += 1) {
    for (const [from, , to] of chargeTransitions) if (reached.has(from)) reached.add(to);
  }
  assert.deepEqual([...reached].toSorted(), chargeStatuses.toSorted());
  for (const from of chargeStatuses) {
    assert.ok(nextStatus(from, "capturedInExcess") ?? nextStatus(from, "tookAgain"), from);
  }
});

test("a bill that was paid stays paid unless its rail takes the payment back", () => {
  for (const [from, event, to] of chargeTransitions) {
    if (from === "captured") assert.equal(to, event === "reversed" ? "reversed" : "captured");
  }
});

/** Two attempts at one bill, and a rail that takes whatever it likes in whatever order. */
type Attempt = Omit<Position, "billStatus" | "dueMinor">;
const steps = fc.array(
  fc.record({
    who: fc.nat(1),
    event: fc.constantFrom(...chargeEvents, "rail" as const),
    takes: fc.constantFrom(0n, 99n, 100n, 101n, 200n),
  }),
  { maxLength: 40 },
);

test("whatever a rail does, one bill is paid once and every unit is posted", () => {
  fc.assert(
    fc.property(steps, (sequence) => {
      let billStatus: Position["billStatus"] = "open";
      let [billPaid, suspended] = [0n, 0n];
      const attempts: Attempt[] = [0, 1].map(() => ({
        chargeStatus: "created",
        amountMinor: 100n,
        takenMinor: 0n,
      }));
      const railTaken = [0n, 0n];
      for (const { who, event, takes } of sequence) {
        const attempt = attempts[who];
        if (!attempt) continue;
        if (event === "rail") {
          railTaken[who] = (railTaken[who] ?? 0n) + takes;
          const decided = decideSettlement(
            { ...attempt, billStatus, dueMinor: 100n - billPaid },
            railTaken[who] ?? 0n,
          );
          if (decided.kind !== "post") continue;
          billPaid += decided.paysBillMinor;
          suspended += decided.surplusMinor;
          if (decided.event === "captured") billStatus = "paid";
          assert.equal(decided.surplusMinor > 0n, decided.refundReason !== undefined);
          const takenMinor = attempt.takenMinor + decided.paysBillMinor + decided.surplusMinor;
          attempts[who] = { ...attempt, chargeStatus: decided.to, takenMinor };
        } else if (!["captured", "capturedInExcess", "tookAgain", "reversed"].includes(event)) {
          const to = nextStatus(attempt.chargeStatus, event);
          if (to) attempts[who] = { ...attempt, chargeStatus: to };
        }
      }
      const captured = attempts.filter((one) => one.chargeStatus === "captured");
      assert.ok(captured.length <= 1);
      assert.equal(billPaid, captured.length === 1 ? 100n : 0n);
      assert.equal(billPaid + suspended, (railTaken[0] ?? 0n) + (railTaken[1] ?? 0n));
    }),
    { numRuns: 2_000 },
  );
});
