import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { definitionJson, soundDefinition } from "../test/sound-definition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { diffDefinitions } from "./diff-definitions.ts";
import { parseDefinition } from "./parse-definition.ts";

const sound = soundDefinition();

type Draft = { -readonly [K in keyof ServiceDefinition]: ServiceDefinition[K] };
const told = (change: (draft: Draft) => void): string[] => {
  const draft: Draft = soundDefinition();
  change(draft);
  return diffDefinitions(sound, draft).map(({ part, change: kind, text }) => {
    assert.match(text.en, /[A-Za-z]/);
    return `${part} ${kind}: ${text.ar.replace(/[\u2068\u2069]/g, "")}`;
  });
};
const [page] = sound.pages;
assert.ok(page);

test("a change is told in words, where it is and from what to what", () => {
  assert.deepEqual(
    told((d) => {
      const line = d.fees[0]?.lines[2];
      if (line?.kind === "fixed") line.amount = { amountMinor: "2500", currency: "ILS" };
    }),
    [
      "fee changed: لائحة الرسوم من 1 كانون الثاني 2026 · البند «رسم الإصدار» · المبلغ: كان 20.00 ₪ وصار 25.00 ₪",
    ],
  );
  assert.deepEqual(
    told((d) => (d.pages = d.pages.filter(({ code }) => code !== "exemption"))),
    ["page removed: حذف الصفحة «الإعفاء»"],
  );
  assert.deepEqual(
    told((d) => (d.pages = [{ ...page, fields: page.fields.toReversed() }, ...d.pages.slice(1)]))
      .length,
    page.fields.length - 1,
  );
  assert.deepEqual(
    told((d) => (d.title = { ar: "رخصة بسطة", en: d.title.en })),
    ["service changed: العنوان بالعربية: كان «تصريح بسطة» وصار «رخصة بسطة»"],
  );
});

test("rules are told in plain words, and rows by their condition", () => {
  assert.deepEqual(
    told((d) => (d.eligibility = [{ ...d.eligibility[0]!, rule: "not truth" }])),
    [
      "rule changed: الشرط «عمرك أقل من 18 سنة.» · القاعدة: كانت (عدد السنوات منذ «تاريخ الميلاد»: 18 على الأقل) وصارت («أقر بأن ما كتبته صحيح.»: لا)",
    ],
  );
  const row = told((d) => {
    const line = d.fees[0]?.lines[0];
    if (line?.kind !== "table") return;
    line.rows.splice(1, 0, {
      when: "area <= 8",
      amount: { amountMinor: "15000", currency: "ILS" },
    });
  });
  assert.deepEqual(row, [
    "fee added: لائحة الرسوم من 1 كانون الثاني 2026 · البند «رسم التصريح» · إضافة الصف («المساحة بالمتر المربع»: 8 على الأكثر)",
  ]);
});

/** Every place of the definition, down to its leaves. */
const places: string[][] = [];
const collect = (value: unknown, path: string[]): void => {
  if (path.length > 0) places.push(path);
  if (typeof value !== "object" || value === null) return;
  for (const [key, part] of Object.entries(value)) collect(part, [...path, key]);
};
collect(definitionJson("street-stall-permit"), []);

const anyChange = fc
  .record({
    path: fc.constantFrom(...places),
    value: fc.oneof(
      fc.constant(undefined),
      fc.string(),
      fc.integer(),
      fc.boolean(),
      fc.constantFrom("area > 7", "true", "draft", "2027-01-01", "12", "officer"),
      fc.record({ ar: fc.string(), en: fc.string() }),
    ),
  })
  .map(({ path, value }): ServiceDefinition => {
    const json = definitionJson("street-stall-permit") as Record<string, never>;
    const last = path.at(-1) ?? "";
    let inside: Record<string, unknown> = json;
    for (const key of path.slice(0, -1)) inside = inside[key] as Record<string, unknown>;
    if (value !== undefined) inside[last] = value;
    else if (Array.isArray(inside)) inside.splice(Number(last), 1);
    else delete inside[last];
    const read = parseDefinition(json);
    return read.ok ? read.value : sound;
  });

test("nothing is told where nothing changed, and something wherever anything did", () => {
  let changed = 0;
  fc.assert(
    fc.property(anyChange, (after) => {
      assert.deepEqual(diffDefinitions(after, structuredClone(after)), []);
      const differences = diffDefinitions(sound, after);
      const same = JSON.stringify(after) === JSON.stringify(sound);
      assert.equal(differences.length === 0, same);
      assert.equal(diffDefinitions(after, sound).length === 0, same);
      if (!same) changed++;
      for (const { text } of differences) {
        assert.match(text.ar, /[\u0621-\u064a]/);
        assert.doesNotMatch(text.ar + text.en, /undefined|\[object/);
      }
    }),
    { numRuns: 150 },
  );
  assert.ok(changed > 5, `only ${changed} changes`);
});
