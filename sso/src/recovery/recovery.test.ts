import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { nextRecovery, readyAfter, type Recovery, type RecoveryAct } from "./recovery.ts";

const start = new Date("2026-11-26T08:00:00Z");
const registrar = fc.constantFrom("a", "b", "c");
type Happening = RecoveryAct | Readonly<{ kind: "signs-in" }>;
const happening: fc.Arbitrary<Happening> = fc.oneof(
  {
    weight: 3,
    arbitrary: registrar.map((registrarId) => ({ kind: "confirm", registrarId }) as const),
  },
  {
    weight: 1,
    arbitrary: registrar.map((registrarId) => ({ kind: "refuse", registrarId }) as const),
  },
  { weight: 1, arbitrary: fc.constant({ kind: "stop" } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "signs-in" } as const) },
  {
    weight: 6,
    arbitrary: registrar.map(
      (registrarId) => ({ kind: "complete", registrarId, signedInSince: false }) as const,
    ),
  },
);
const step = fc.record({ what: happening, afterHours: fc.integer({ min: 0, max: 90 }) });

test("no sequence of acts changes the phone with one registrar, too early, or after an objection", () => {
  let completed = 0;
  fc.assert(
    fc.property(registrar, fc.array(step, { maxLength: 12 }), (proposedBy, steps) => {
      let recovery: Recovery = { state: "proposed", proposedBy, proposedAt: start };
      let now = start;
      let confirmed: { by: string; at: Date } | undefined;
      let objected = false;
      for (const { what, afterHours } of steps) {
        now = new Date(now.getTime() + afterHours * 3_600_000);
        if (what.kind === "stop" || what.kind === "signs-in") objected = true;
        if (what.kind === "signs-in") continue;
        const act = what.kind === "complete" ? { ...what, signedInSince: objected } : what;
        const next = nextRecovery(recovery, act, now);
        if (!next.ok) continue;
        const over = ["completed", "stopped", "refused"].includes(recovery.state);
        assert.ok(!over, "what is over stays as it is");
        if (act.kind === "confirm") confirmed = { by: act.registrarId, at: now };
        if (next.value === "completed") {
          completed += 1;
          assert.ok(confirmed && confirmed.by !== proposedBy);
          assert.ok(now.getTime() - confirmed.at.getTime() >= 48 * 3_600_000);
          assert.ok(!objected, "nobody has objected");
        }
        const readyAt = act.kind === "confirm" ? { readyAt: readyAfter(now) } : {};
        recovery = { ...recovery, ...readyAt, state: next.value };
      }
    }),
    { numRuns: 2_000 },
  );
  assert.ok(completed > 0, "some sequence does change it");
});

test("a recovery that nobody comes back for ends", () => {
  const recovery: Recovery = {
    state: "waiting",
    proposedBy: "a",
    proposedAt: start,
    readyAt: readyAfter(start),
  };
  const complete = { kind: "complete", registrarId: "b", signedInSince: false } as const;
  const days = (count: number) => new Date(start.getTime() + count * 86_400_000);
  assert.deepEqual(nextRecovery(recovery, complete, days(1)), { ok: false, error: "too-early" });
  assert.deepEqual(nextRecovery(recovery, complete, days(2)), { ok: true, value: "completed" });
  assert.deepEqual(nextRecovery(recovery, complete, days(15)), { ok: false, error: "lapsed" });
});
