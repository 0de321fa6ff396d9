import fc from "fast-check";
import assert from "node:assert/strict";
import { test } from "node:test";
import { readFileSync } from "node:fs";
import { governorateCodes } from "@gov/country/governorates.ts";
import type { CaseData } from "@gov/services/language/case-data.ts";
import type { Group } from "@gov/services/language/field-schema.ts";
import { parseDefinition } from "@gov/services/language/parse-definition.ts";
import { validatePage } from "@gov/services/language/validate-page.ts";
import { addEntry, putBackEntry, removedEntry, removeEntry } from "./group-entries.ts";
import { readForm } from "./read-form.ts";
import { typedOfAnswer, typedOfPage, type Typed } from "./typed-values.ts";

const file = new URL("../../test/catalogue/transport/family-permit.json", import.meta.url);
const parsed = parseDefinition(JSON.parse(readFileSync(file, "utf8")));
if (!parsed.ok) throw new Error("the test's service does not parse");
const definition = parsed.value;
const page = definition.pages.find(({ code }) => code === "household");
if (!page) throw new Error("no page of children");
const group = page.fields[0] as Group;
const data: CaseData = { answers: {}, facts: {}, today: "2026-11-26" };

const words = fc.string({ unit: fc.constantFrom(..."ابتثج abc"), minLength: 1, maxLength: 20 });
const line = words.map((text) => text.replace(/\s+/g, " ").trim()).filter((text) => text !== "");
const plain = { noNullPrototype: true } as const;
const school = fc.option(
  fc.record(
    { governorate: fc.constantFrom(...governorateCodes), locality: line, street: line },
    plain,
  ),
);
const common = {
  name: line,
  birthDate: fc
    .date({ min: new Date("2000-01-01"), max: new Date("2026-01-01"), noInvalidDate: true })
    .map((day) => day.toISOString().slice(0, 10)),
  school,
};
const child = fc.oneof(
  fc.record({ ...common, care: fc.constant("no"), careKind: fc.constant(null) }, plain),
  fc.record({ ...common, care: fc.constant("yes"), careKind: line }, plain),
);
const children = fc.array(child, { minLength: 1, maxLength: 3 });

/** As a browser sends what stands in the boxes: a date in its three. */
const sent = (typed: Typed): Record<string, string> =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, text]) => {
      if (!name.endsWith("birthDate")) return [[name, text]];
      const [year = "", month = "", day = ""] = text.split("-");
      return [
        [`${name}-day`, day],
        [`${name}-month`, month],
        [`${name}-year`, year],
      ];
    }),
  );

test("entries come back as they were from the form that shows them", () => {
  fc.assert(
    fc.property(children, (entries) => {
      const typed = typedOfAnswer(group, entries);
      const read = readForm(page, sent(typed));
      const checked = validatePage(definition, "household", read, data);
      assert.deepEqual(checked, { ok: true, value: { children: entries } });
    }),
  );
});

test("what is half typed is shown again to the letter", () => {
  fc.assert(
    fc.property(children, fc.string(), (entries, junk) => {
      const half: Typed = { ...typedOfAnswer(group, entries), "children.0.name": junk };
      const shown = typedOfPage(definition, page, { typed: half, answers: {}, data });
      assert.deepEqual(shown, half);
    }),
  );
});

test("an entry removed comes back where it stood; one step, and none of the others is touched", () => {
  fc.assert(
    fc.property(children, fc.nat(2), (entries, index) => {
      const typed = typedOfAnswer(group, entries);
      const without = removeEntry(group, typed, index);
      if (index >= entries.length) return assert.deepEqual(without, typed);
      assert.equal(removedEntry(group, without)?.index, index);
      const left = Object.entries(without).filter(([name]) => !name.includes(".removed"));
      assert.deepEqual(Object.fromEntries(left), typedOfAnswer(group, entries.toSpliced(index, 1)));
      assert.deepEqual(putBackEntry(group, without), typed);
    }),
  );
});

test("there are never more entries than there may be", () => {
  fc.assert(
    fc.property(children, fc.nat(8), (entries, times) => {
      let typed: Typed = typedOfAnswer(group, entries);
      for (let time = 0; time < times; time += 1) typed = addEntry(group, typed);
      assert.equal(typed["children.count"], String(Math.min(3, entries.length + times)));
    }),
  );
});
