import assert from "node:assert/strict";
import { test } from "node:test";
import { formatDate, formatInstant } from "./dates.ts";

test("months are Levantine, digits Western", () => {
  assert.equal(formatDate("2026-11-22", "ar"), "22 تشرين الثاني 2026");
  assert.equal(formatDate("2026-01-05", "ar", "dayAndDate"), "الاثنين، 5 كانون الثاني 2026");
  assert.equal(formatDate("2026-11-22", "en"), "22 November 2026");
});

test("times stand on the country’s clocks, summer and winter", () => {
  assert.equal(formatInstant(new Date("2026-11-22T08:14:00Z"), "ar", "time"), "10:14");
  assert.equal(formatInstant(new Date("2026-07-22T08:14:00Z"), "ar", "time"), "11:14");
  assert.equal(formatInstant(new Date("2026-12-31T22:30:00Z"), "en"), "Friday 1 January at 00:30");
});

test("a wrong date stays as it came", () => {
  assert.equal(formatDate("soon", "ar"), "soon");
});
