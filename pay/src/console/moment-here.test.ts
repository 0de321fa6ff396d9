import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { clockHere, momentHere } from "./moment-here.ts";

test("an instant is read as the clock here shows it, winter and summer", () => {
  assert.equal(momentHere("2026-11-26T12:00")?.toISOString(), "2026-11-26T10:00:00.000Z");
  assert.equal(momentHere("2026-07-01T12:00:30")?.toISOString(), "2026-07-01T09:00:30.000Z");
});

test("what is on no clock is no moment", () => {
  for (const typed of ["2026-02-30T10:00", "2026-11-26", "2026-11-26T25:00", "soon", ""]) {
    assert.equal(momentHere(typed), undefined, typed);
  }
});

test("what the clock shows is read back", () => {
  const instants = fc.date({
    min: new Date("2020-01-01T00:00:00Z"),
    max: new Date("2035-01-01T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(instants, (instant) => {
      const shown = clockHere(instant);
      const read = momentHere(shown);
      assert.ok(read && clockHere(read) === shown, shown);
    }),
  );
});
