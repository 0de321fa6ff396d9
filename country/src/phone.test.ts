import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatPhone, maskPhone, parseMobile } from "./phone.ts";

test("every way of writing a mobile gives one number", () => {
  const written = [
    "0599123456",
    "0599 123 456",
    "٠٥٩٩١٢٣٤٥٦",
    "+970599123456",
    "+972 59-912-3456",
    "00970 599 123456",
    "00972599123456",
    "599123456",
    "\u202a+970 599 123 456\u202c",
  ];
  for (const typed of written) {
    assert.deepEqual(parseMobile(typed), { ok: true, value: "+970599123456" }, typed);
  }
  assert.deepEqual(parseMobile("+962 7 9012 3456"), { ok: true, value: "+962790123456" });
});

test("all 59 and 56 numbers are accepted and print back", () => {
  const anyMobile = fc
    .tuple(fc.constantFrom("59", "56"), fc.integer({ min: 2_000_000, max: 9_999_999 }))
    .map(([prefix, rest]) => `+970${prefix}${String(rest)}`);
  fc.assert(
    fc.property(anyMobile, (number) => {
      assert.deepEqual(parseMobile(formatPhone(number)), { ok: true, value: number });
    }),
  );
});

test("what cannot get a message is refused", () => {
  assert.deepEqual(parseMobile(""), { ok: false, error: "empty" });
  assert.deepEqual(parseMobile("12"), { ok: false, error: "notAPhone" });
  assert.deepEqual(parseMobile("رقمي 0599123456"), { ok: false, error: "notAPhone" });
  assert.deepEqual(parseMobile("02-2961234"), { ok: false, error: "notAMobile" });
  assert.deepEqual(parseMobile("9".repeat(9000)), { ok: false, error: "notAPhone" });
});

test("a masked number keeps its last three digits", () => {
  assert.equal(maskPhone("+970599123456"), "+970 ••• ••• 456");
});
