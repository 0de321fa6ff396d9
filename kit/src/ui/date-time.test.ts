import assert from "node:assert/strict";
import { test } from "node:test";
import { money } from "../money.ts";
import { amount, bdi } from "./bdi.ts";
import { dateOnly, dateShort, dateText, dateTime, dateTimeText } from "./date-time.ts";

test("an instant is told by the clock and calendar in Palestine", () => {
  const lateEvening = new Date("2026-11-21T22:30:00Z");
  assert.equal(dateTimeText(lateEvening, "ar"), "الأحد 22 تشرين الثاني 2026، 00:30");
  assert.equal(dateTimeText(lateEvening, "en"), "Sunday 22 November 2026, 00:30");
  assert.match(String(dateShort(lateEvening)), />22\/11\/2026</);
  const summer = new Date("2026-07-01T09:05:00Z");
  assert.match(dateTimeText(summer, "ar"), /1 تموز 2026، 12:05$/);
});

test("a calendar day is the same day everywhere", () => {
  assert.equal(dateText("1988-03-27", "ar"), "27 آذار 1988");
  assert.match(String(dateOnly("1988-03-27", "en")), /datetime="1988-03-27".*27 March 1988/);
});

test("times carry the instant for machines", () => {
  const at = new Date("2026-11-22T08:14:00Z");
  assert.match(String(dateTime(at, "ar")), /<time datetime="2026-11-22T08:14:00.000Z" dir="rtl"/);
});

test("values that run in their own direction are isolated", () => {
  assert.equal(String(bdi("7-4821-H", "plate")), '<bdi dir="ltr" class="n">7-4821-H</bdi>');
  assert.equal(String(bdi("سارة", "name")), "<bdi>سارة</bdi>");
  const shown = (currency: "ILS" | "USD" | "JOD", lang: "ar" | "en") =>
    String(amount(money(12_500n, currency), lang));
  assert.equal(shown("ILS", "ar"), '<bdi dir="ltr" class="n">125.00 ₪</bdi>');
  assert.equal(shown("USD", "ar"), '<bdi dir="ltr" class="n">$125.00</bdi>');
  assert.equal(shown("JOD", "ar"), '<bdi dir="rtl" class="n">12.500 د.أ</bdi>');
  assert.equal(shown("JOD", "en"), '<bdi dir="ltr" class="n">JOD 12.500</bdi>');
});
