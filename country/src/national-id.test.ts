import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { parseNationalId, withCheckDigit } from "./national-id.ts";

const anyId = fc
  .integer({ min: 1, max: 99_999_999 })
  .map((n) => withCheckDigit(String(n).padStart(8, "0")));

test("known numbers are accepted in any digits", () => {
  assert.deepEqual(parseNationalId("400000006"), { ok: true, value: "400000006" });
  assert.deepEqual(parseNationalId(" ٩٠٠٠٠-٠٠٠١ "), { ok: true, value: "900000001" });
});

test("every completed number is accepted", () => {
  fc.assert(
    fc.property(anyId, (id) => assert.deepEqual(parseNationalId(id), { ok: true, value: id })),
  );
});

test("one wrong digit is always noticed", () => {
  fc.assert(
    fc.property(anyId, fc.nat(8), fc.integer({ min: 1, max: 9 }), (id, place, shift) => {
      const digit = (Number(id[place]) + shift) % 10;
      const wrong = id.slice(0, place) + String(digit) + id.slice(place + 1);
      assert.equal(parseNationalId(wrong).ok, false);
    }),
  );
});

test("what is not a number is refused with its reason", () => {
  assert.deepEqual(parseNationalId("  "), { ok: false, error: "empty" });
  assert.deepEqual(parseNationalId("12345"), { ok: false, error: "notNineDigits" });
  assert.deepEqual(parseNationalId("4".repeat(5000)), { ok: false, error: "notNineDigits" });
  assert.deepEqual(parseNationalId("000000000"), { ok: false, error: "wrongCheckDigit" });
});
