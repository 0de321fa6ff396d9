import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { isolateRuns } from "./isolate.ts";

const foreign = (text: string, lang: "ar" | "en"): string[] =>
  isolateRuns(text, lang)
    .filter((run) => run.foreign)
    .map((run) => run.text);

test("identifiers, plates, phones, dates and Latin words in Arabic are set apart", () => {
  const text = "الطلب VL-2026-004187 لمركبة 7-4821-H في Ramallah City، اتصل على +970 599 123 456.";
  assert.deepEqual(foreign(text, "ar"), [
    "VL-2026-004187",
    "7-4821-H",
    "Ramallah City",
    "+970 599 123 456",
  ]);
  assert.deepEqual(foreign("قبل 30/11/2026 الساعة 10:14", "ar"), ["30/11/2026", "10:14"]);
  assert.deepEqual(foreign("يسجلها نظامك: PUT /v1/webhook-endpoints/{id}.", "ar"), [
    "PUT /v1/webhook-endpoints/{id}",
  ]);
  assert.deepEqual(foreign("في (/go/portal/) أو /verify، كم/5 أيام", "ar"), [
    "/go/portal/",
    "/verify",
  ]);
  assert.deepEqual(foreign("ادفع 312.00 ₪ أو $35.00", "ar"), ["312.00 ₪", "$35.00"]);
});

test("a plain number needs nothing", () => {
  assert.deepEqual(foreign("الخطوة 2 من 5، نحو 1,250 طلبا و12.5 سنة", "ar"), []);
});

test("Arabic names in English are set apart", () => {
  assert.deepEqual(foreign("Case of سارة محمود الخطيب, Ramallah", "en"), ["سارة محمود الخطيب"]);
});

test("no letter is lost or added, whatever the text", () => {
  const letters = fc.string({ unit: fc.constantFrom(..."سرة aZ09-./:,+{}$₪%_@' \n<&\u200f") });
  fc.assert(
    fc.property(letters, fc.constantFrom("ar", "en"), (text, lang) => {
      const joined = isolateRuns(text, lang)
        .map((run) => run.text)
        .join("");
      assert.equal(joined, text);
    }),
  );
});

test("a long text takes no long time", () => {
  const started = performance.now();
  isolateRuns("a-".repeat(50_000), "ar");
  isolateRuns("1 ".repeat(50_000), "ar");
  isolateRuns("/a" + ".".repeat(50_000), "ar");
  isolateRuns(" /a".repeat(50_000), "ar");
  isolateRuns("/{".repeat(50_000), "ar");
  assert.ok(performance.now() - started < 500);
});
