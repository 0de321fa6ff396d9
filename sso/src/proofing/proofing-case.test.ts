import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { decideCase, refusalReasons, type Decision } from "./proofing-case.ts";

const registrar = fc.constantFrom("a", "b", "c");
const decision: fc.Arbitrary<Decision> = fc.oneof(
  fc.constant({ kind: "confirm" as const }),
  fc.constantFrom(...refusalReasons).map((reason) => ({ kind: "refuse" as const, reason })),
);

test("whoever decides what, no case is confirmed by its proposer, and none is decided twice", () => {
  fc.assert(
    fc.property(registrar, fc.array(fc.tuple(registrar, decision)), (proposedBy, acts) => {
      let state: "proposed" | "confirmed" | "refused" = "proposed";
      let changes = 0;
      for (const [by, act] of acts) {
        const decided = decideCase({ state, proposedBy }, by, act);
        if (!decided.ok) continue;
        changes += 1;
        state = decided.value;
        if (state === "confirmed") assert.notEqual(by, proposedBy);
      }
      assert.ok(changes <= 1);
    }),
  );
});
