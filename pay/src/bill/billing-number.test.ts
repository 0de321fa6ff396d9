import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { groupBillingNumber, newBillingNumber, parseBillingNumber } from "./billing-number.ts";

const anyNumber = fc
  .infiniteStream(fc.nat(1_000_000))
  .map((stream) =>
    newBillingNumber((min, max) => min + (Number(stream.next().value) % (max - min))),
  );

test("a new number is read back, however it is typed", () => {
  fc.assert(
    fc.property(anyNumber, (number) => {
      const arabic = number.replace(/\d/g, (d) => String.fromCharCode(0x660 + Number(d)));
      const persian = number.replace(/\d/g, (d) => String.fromCharCode(0x6f0 + Number(d)));
      for (const typed of [
        number,
        arabic,
        persian,
        groupBillingNumber(number),
        `\u200f${number} `,
      ]) {
        assert.deepEqual(parseBillingNumber(typed), { ok: true, value: number });
      }
    }),
  );
});

test("one wrong digit and two swapped neighbours are always found", () => {
  fc.assert(
    fc.property(anyNumber, fc.nat(14), fc.integer({ min: 1, max: 9 }), (number, at, by) => {
      const digits = [...number];
      digits[at] = String((Number(digits[at]) + by) % 10);
      assert.equal(parseBillingNumber(digits.join("")).ok, false);
      const swapped = [...number];
      [swapped[at], swapped[at + 1]] = [swapped[at + 1] ?? "", swapped[at] ?? ""];
      if (swapped.join("") !== number) {
        assert.equal(parseBillingNumber(swapped.join("")).ok, false);
      }
    }),
  );
});

test("what is no number says why", () => {
  for (const [typed, error] of [
    ["", "empty"],
    ["  -  ", "empty"],
    ["12a45", "notDigits"],
    ["12345", "wrongLength"],
    ["1".repeat(5_000), "wrongLength"],
    ["012345678901234", "wrongLength"],
    ["123456789012346", "wrongCheckDigit"],
  ] as const) {
    assert.deepEqual(parseBillingNumber(typed), { ok: false, error }, typed.slice(0, 20));
  }
});
