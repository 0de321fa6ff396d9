import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parsePlate } from "./plate.ts";

test("every way of writing a plate gives one plate", () => {
  for (const typed of [
    "7-4821-H",
    "7 4821 h",
    "74821H",
    "٧-٤٨٢١-H",
    "H-4821-7",
    "\u20677-4821-H\u2069",
  ]) {
    assert.deepEqual(parsePlate(typed), { ok: true, value: "7-4821-H" }, typed);
  }
  assert.deepEqual(parsePlate("12-345-67"), { ok: true, value: "1234567" });
});

test("a plate read is stable", () => {
  fc.assert(
    fc.property(fc.stringMatching(/^[0-9][0-9]{4}[A-N]$/), (typed) => {
      const first = parsePlate(typed);
      assert.ok(first.ok);
      assert.deepEqual(parsePlate(first.value), first);
    }),
  );
});

test("what is not a plate is refused", () => {
  assert.deepEqual(parsePlate(" - "), { ok: false, error: "empty" });
  for (const typed of ["74821", "7-4821-Z", "7-48211-H", "HH-4821-7", "1".repeat(900)]) {
    assert.deepEqual(parsePlate(typed), { ok: false, error: "wrongShape" }, typed);
  }
});
