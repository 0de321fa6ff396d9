import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  allocate,
  currencies,
  formatAmount,
  formatMoney,
  money,
  moneyToJson,
  parseMoney,
  type Currency,
} from "./money.ts";
import { moneySchema } from "./money-schema.ts";

const anyCurrency = fc.constantFrom<Currency>("ILS", "USD", "JOD");
const anyAmount = fc.bigInt({ min: 0n, max: 999_999_999_999_999n });

test("what is formatted reads back as the same amount", () => {
  fc.assert(
    fc.property(anyAmount, anyCurrency, (units, currency) => {
      const result = parseMoney(formatAmount(money(units, currency)), currency);
      assert.deepEqual(result, { ok: true, value: money(units, currency) });
    }),
  );
});

test("an allocation loses no unit and never misses its fair share by one or more", () => {
  fc.assert(
    fc.property(
      anyAmount,
      fc.array(fc.bigInt({ min: 0n, max: 1_000_000n }), { minLength: 1, maxLength: 12 }),
      (units, weights) => {
        const total = weights.reduce((sum, weight) => sum + weight, 0n);
        fc.pre(total > 0n);
        const shares = allocate(money(units, "ILS"), weights);
        assert.equal(
          shares.reduce((sum, share) => sum + share.amountMinor, 0n),
          units,
        );
        for (const [index, share] of shares.entries()) {
          const exact = units * (weights[index] ?? 0n);
          const error = share.amountMinor * total - exact;
          assert.ok(error < total && error > -total);
        }
      },
    ),
  );
});

test("amounts are read as people type them, in any digits", () => {
  const cases: [string, Currency, bigint][] = [
    ["312", "ILS", 31200n],
    ["312.5", "ILS", 31250n],
    ["1,250.00", "USD", 125000n],
    ["١٢٫٥٠٠", "JOD", 12500n],
    ["۱۲", "JOD", 12000n],
    [" 7 ", "ILS", 700n],
  ];
  for (const [typed, currency, units] of cases) {
    assert.deepEqual(parseMoney(typed, currency), { ok: true, value: money(units, currency) });
  }
});

test("what is not an amount is refused with its reason", () => {
  const cases: [string, Currency, string][] = [
    ["", "ILS", "empty"],
    ["-5", "ILS", "notAnAmount"],
    ["1,25", "ILS", "notAnAmount"],
    ["1e9", "ILS", "notAnAmount"],
    ["0x10", "ILS", "notAnAmount"],
    ["1.001", "USD", "tooManyDecimals"],
    ["1.0001", "JOD", "tooManyDecimals"],
    ["9999999999999999", "ILS", "tooLarge"],
    ["9".repeat(40), "ILS", "tooLarge"],
  ];
  for (const [typed, currency, reason] of cases) {
    assert.deepEqual(parseMoney(typed, currency), { ok: false, error: reason });
  }
});

test("people read the sign where they write it", () => {
  assert.equal(formatMoney(money(12000n, "ILS"), "ar"), "120.00 ₪");
  assert.equal(formatMoney(money(12500n, "JOD"), "ar"), "12.500 د.أ");
  assert.equal(formatMoney(money(3500n, "USD"), "en"), "$35.00");
  assert.equal(formatMoney(money(123456789n, "ILS"), "en"), "1,234,567.89 ₪");
});

test("the wire form carries text and refuses numbers, signs and unknown currencies", () => {
  const wire = { amountMinor: "12500", currency: "JOD" };
  assert.deepEqual(moneyToJson(moneySchema.parse(wire)), wire);
  for (const bad of [
    { amountMinor: 12500, currency: "JOD" },
    { amountMinor: "-1", currency: "JOD" },
    { amountMinor: "01", currency: "JOD" },
    { amountMinor: "1", currency: "EUR" },
    { amountMinor: "1".repeat(16), currency: "ILS" },
  ]) {
    assert.equal(moneySchema.safeParse(bad).success, false);
  }
  assert.equal(currencies.JOD.decimals, 3);
});
