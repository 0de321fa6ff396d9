import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { formatIban, makeIban, parseIban } from "./iban.ts";

const known = "PS92PALS000000000400123456702";
const anyIban = fc
  .tuple(
    fc.constantFrom("PALS", "ARAB", "AISB", "CAAB"),
    fc.bigInt({ min: 0n, max: 10n ** 21n - 1n }),
  )
  .map(([bank, account]) => makeIban(bank, String(account)));

test("a known number is accepted, grouped, lower-case or in Arabic digits", () => {
  for (const typed of [known, formatIban(known), known.toLowerCase(), known.replace("92", "٩٢")]) {
    assert.deepEqual(parseIban(typed), { ok: true, value: known });
  }
});

test("numbers we make are accepted, and any one changed digit is noticed", () => {
  fc.assert(
    fc.property(anyIban, fc.integer({ min: 8, max: 28 }), (iban, place) => {
      assert.deepEqual(parseIban(iban), { ok: true, value: iban });
      const digit = (Number(iban[place]) + 1) % 10;
      const wrong = iban.slice(0, place) + String(digit) + iban.slice(place + 1);
      assert.deepEqual(parseIban(wrong), { ok: false, error: "wrongCheckDigits" });
    }),
  );
});

test("other numbers are refused with their reason", () => {
  assert.deepEqual(parseIban(""), { ok: false, error: "empty" });
  assert.deepEqual(parseIban("JO94CBJO0010000000000131000302"), {
    ok: false,
    error: "notPalestinian",
  });
  assert.deepEqual(parseIban("PS92PALS"), { ok: false, error: "wrongShape" });
});
