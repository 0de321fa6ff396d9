import assert from "node:assert/strict";
import { test } from "node:test";
import { collectionEvents, collectionStatuses, collectionTransitions } from "./collection.ts";
import { decideConfirm, mayVoid, nextCollectionStatus, type CollectionRow } from "./collection.ts";
import { drawerOf } from "./today-page.ts";
import { limitsSchema } from "./cash-config.ts";
import { decideDeposit, depositStatuses } from "./deposit.ts";

test("the table says each step once, and only its steps are legal", () => {
  const legal = new Map(collectionTransitions.map(([from, event, to]) => [`${from} ${event}`, to]));
  assert.equal(legal.size, collectionTransitions.length);
  for (const from of collectionStatuses) {
    for (const event of collectionEvents) {
      assert.equal(nextCollectionStatus(from, event), legal.get(`${from} ${event}`));
    }
  }
  const reached = new Set<string>(["reserved"]);
  for (const _ of collectionStatuses) {
    for (const [from, , to] of collectionTransitions) if (reached.has(from)) reached.add(to);
  }
  assert.deepEqual([...reached].toSorted(), [...collectionStatuses].toSorted());
});

test("whatever a confirmation leads to is a legal step, or none", () => {
  const events = { confirm: "confirmed", confirmLate: "confirmedLate" } as const;
  for (const status of collectionStatuses) {
    for (const bill of ["open", "claimed", "paid", "cancelled"] as const) {
      for (const claimedByUs of [true, false]) {
        for (const covers of [true, false]) {
          const decided = decideConfirm(status, { status: bill, claimedByUs, covers });
          if (decided === "confirm" || decided === "confirmLate") {
            assert.equal(nextCollectionStatus(status, events[decided]), "confirmed");
            assert.ok(covers && (bill === "open" || claimedByUs), `${status} ${bill}`);
          }
        }
      }
    }
  }
});

test("once the cash was refused it stays refused, though the bill may open again", () => {
  const open = { status: "open", claimedByUs: false, covers: true } as const;
  assert.equal(decideConfirm("refused", open), "refuse");
  assert.equal(decideConfirm("cancelled", open), "refuse");
  assert.equal(decideConfirm("expired", open), "confirmLate");
});

test("a day ends at midnight in Palestine", () => {
  const row = { confirmed_at: new Date("2026-11-24T21:30:00Z") } as CollectionRow;
  assert.equal(mayVoid(row, new Date("2026-11-24T21:59:59Z")), true);
  assert.equal(mayVoid(row, new Date("2026-11-24T22:00:00Z")), false);
  assert.equal(mayVoid({ ...row, confirmed_at: null }, new Date()), false);
});

test("a deposit is decided once, by another person", () => {
  const at = (status: (typeof depositStatuses)[number], decided_by: string | null = null) => ({
    status,
    recorded_by: "lina",
    decided_by,
  });
  assert.equal(decideDeposit(at("recorded"), "approved", "lina"), "samePerson");
  assert.equal(decideDeposit(at("recorded"), "approved", "adel"), "decide");
  assert.equal(decideDeposit(at("approved", "adel"), "approved", "adel"), "already");
  assert.equal(decideDeposit(at("approved", "adel"), "rejected", "adel"), "depositDecided");
  assert.equal(decideDeposit(at("rejected", "adel"), "approved", "mona"), "depositDecided");
});

test("limits are minor units by currency; anything else refuses to start", () => {
  assert.deepEqual(limitsSchema.parse("ILS:2000000, JOD:5"), { ILS: 2_000_000n, JOD: 5n });
  assert.deepEqual(limitsSchema.parse(""), {});
  for (const wrong of ["ILS:12.5", "EUR:5", "ILS", "ILS:0"]) {
    assert.equal(limitsSchema.safeParse(wrong).success, false, wrong);
  }
});

test("the drawer holds what was collected less what was paid out", () => {
  const row = (status: string, amount_minor: bigint) =>
    ({ status, amount_minor, currency: "ILS" }) as CollectionRow;
  const rows = [row("confirmed", 500n), row("reserved", 90n), row("voided", 70n)];
  assert.deepEqual(drawerOf(rows, []), [{ amountMinor: 500n, currency: "ILS" }]);
  assert.deepEqual(drawerOf([], []), []);
});
