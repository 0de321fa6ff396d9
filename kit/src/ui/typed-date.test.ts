import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseTypedDate, splitDate, typedDate } from "./typed-date.ts";

const parse = (day: string, month: string, year: string) => parseTypedDate({ day, month, year });

test("digits of either script make a calendar day", () => {
  assert.deepEqual(parse("27", "3", "1988"), { ok: true, value: "1988-03-27" });
  assert.deepEqual(parse("٢٧", "٠٣", "١٩٨٨"), { ok: true, value: "1988-03-27" });
  assert.deepEqual(parse("29", "2", "2024"), { ok: true, value: "2024-02-29" });
});

test("what is wrong is named", () => {
  assert.deepEqual(parse("", "", ""), { ok: false, error: "empty" });
  assert.deepEqual(parse("1", "", "2026"), { ok: false, error: "incomplete" });
  assert.deepEqual(parse("1", "آذار", "2026"), { ok: false, error: "notDigits" });
  assert.deepEqual(parse("1", "1", "26"), { ok: false, error: "notDigits" });
  assert.deepEqual(parse("29", "2", "2026"), { ok: false, error: "noSuchDay" });
  assert.deepEqual(parse("1", "13", "2026"), { ok: false, error: "noSuchDay" });
});

test("every day there is survives being typed", () => {
  const days = fc.date({
    min: new Date("1900-01-01T00:00:00Z"),
    max: new Date("2199-12-31T00:00:00Z"),
    noInvalidDate: true,
  });
  fc.assert(
    fc.property(days, (date) => {
      const iso = date.toISOString().slice(0, 10);
      assert.deepEqual(parseTypedDate(splitDate(iso)), { ok: true, value: iso });
    }),
  );
});

test("a posted form is read by its three boxes, files and lists ignored", () => {
  const form = { "born-day": " 27 ", "born-month": ["3"], "born-year": undefined };
  assert.deepEqual(typedDate(form, "born"), { day: "27", month: "", year: "" });
});
