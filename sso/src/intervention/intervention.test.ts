import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { acts, decideAct, type Act, type Standing } from "./intervention.ts";

const other = { username: "b", isThePerson: false };
const kinds = ["protection", "intervention", "proofing"] as const;

/** What a step makes of an account. */
const after = (standing: Standing, act: Act, username: string): Standing => {
  const step = decideAct(standing, act, { username, isThePerson: false });
  if (!step.ok) return standing;
  if (step.value === "lift") return { state: "active" };
  if (step.value === "suspend")
    return { state: "suspended", kind: "intervention", liftAskedBy: null };
  if (step.value === "proofing") return { state: "suspended", kind: "proofing", liftAskedBy: null };
  return step.value === "ask-lift" && standing.state === "suspended"
    ? { ...standing, liftAskedBy: username }
    : standing;
};

test("nobody alone lifts a suspension that its person asked for, whatever they do", () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom(...acts)),
      fc.constantFrom("protection", "proofing"),
      (done, kind) => {
        let standing: Standing = { state: "suspended", kind, liftAskedBy: null };
        for (const act of done) standing = after(standing, act, "a");
        assert.equal(standing.state, "suspended");
      },
    ),
  );
});

test("two lift it, and one alone what an operator decided", () => {
  for (const kind of kinds) {
    const asked: Standing = { state: "suspended", kind, liftAskedBy: "a" };
    assert.deepEqual(decideAct(asked, "lift", other), { ok: true, value: "lift" });
  }
  const own: Standing = { state: "suspended", kind: "intervention", liftAskedBy: null };
  assert.deepEqual(decideAct(own, "lift", other), { ok: true, value: "lift" });
});

test("every other act is refused with its reason", () => {
  const suspended: Standing = { state: "suspended", kind: "intervention", liftAskedBy: null };
  const refused = (standing: Standing, act: Act, isThePerson = false) => {
    const step = decideAct(standing, act, { username: "a", isThePerson });
    return step.ok ? step.value : step.error;
  };
  assert.equal(refused({ state: "active" }, "lift"), "not-suspended");
  assert.equal(refused(suspended, "suspend"), "already");
  assert.equal(refused(suspended, "proofing"), "already");
  assert.equal(refused(suspended, "reset"), "reset");
  for (const act of acts) assert.equal(refused({ state: "active" }, act, true), "own-account");
});
