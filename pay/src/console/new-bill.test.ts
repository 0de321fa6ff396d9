import assert from "node:assert/strict";
import { test } from "node:test";
import { readNewBill } from "./new-bill.ts";

const now = new Date("2026-11-26T10:00:00Z");
const good = {
  billerCode: "transport",
  reference: "V-12",
  descriptionAr: "رسم",
  descriptionEn: "Fee",
  amount: "١٢٫٥٠٠",
  currency: "JOD",
  due: "2026-12-01",
};

test("a bill is read as typed, Arabic digits too; it falls due at the day's end here", () => {
  const read = readNewBill(good, now);
  assert.ok(read.ok);
  assert.deepEqual(read.value.amount, { amountMinor: 12_500n, currency: "JOD" });
  assert.equal(read.value.dueAt?.toISOString(), "2026-12-01T21:59:59.000Z");
  const summer = readNewBill({ ...good, due: "2027-07-01" }, now);
  assert.equal(summer.ok && summer.value.dueAt?.toISOString(), "2027-07-01T20:59:59.000Z");
});

test("every wrong field is named at once", () => {
  assert.deepEqual(readNewBill({}, now), {
    ok: false,
    error: ["reference", "descriptionAr", "descriptionEn", "currency"],
  });
  for (const [field, value] of [
    ["amount", "0"],
    ["amount", "12.5000"],
    ["due", "2026-02-30"],
    ["due", "2026-11-25"],
    ["reference", "with space"],
    ["payerName", "x".repeat(121)],
  ] as const) {
    assert.deepEqual(readNewBill({ ...good, [field]: value }, now), { ok: false, error: [field] });
  }
});
