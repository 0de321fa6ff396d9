import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cleanTyped, toWesternDigits } from "./digits.ts";

test("a number reads the same whichever digits it was typed in", () => {
  fc.assert(
    fc.property(fc.nat(), fc.constantFrom(0x660, 0x6f0), (number, zero) => {
      const typed = [...String(number)].map((d) => String.fromCharCode(zero + Number(d))).join("");
      assert.equal(toWesternDigits(typed), String(number));
    }),
  );
});

test("text without Eastern digits is left alone", () => {
  assert.equal(toWesternDigits("رخصة 7-4821-H"), "رخصة 7-4821-H");
});

test("direction marks from copied Arabic text are dropped", () => {
  assert.equal(cleanTyped(" \u2067\u200f٧-٤٨٢١-H\u2069 "), "7-4821-H");
});
