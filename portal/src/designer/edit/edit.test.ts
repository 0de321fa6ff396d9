import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import {
  problemsOfDraft,
  readDraft,
  type DraftDefinition,
} from "@gov/services/language/draft-definition.ts";
import { evaluate } from "@gov/services/language/evaluate.ts";
import fc from "fast-check";
import { declaredIn } from "./declared.ts";
import { applyEdit, usesOf, type Edit } from "./edit.ts";
import { expressionsOf } from "./expression-places.ts";
import { inside, lastStep, listAt, outside, placesOf, valueAt, type Place } from "./place.ts";
import { sampleData } from "./sample-data.ts";
import { groupedDraft } from "./grouped-draft-sample.ts";

const catalogue = new URL("../../../../services/catalogue/transport/", import.meta.url);
const vehicle = unwrap(
  readDraft(
    JSON.parse(readFileSync(new URL("vehicle-licence-renewal.json", catalogue), "utf8")) as unknown,
  ),
);
const drafts = [vehicle, groupedDraft] as const;

/** Everywhere that a thing stands which can be moved, removed or renamed. */
const itemPatterns = [
  "pages.*",
  "pages.*.fields.*",
  "pages.*.fields.*.options.*",
  "pages.*.fields.*.fields.*",
  "bindings.*",
  "bindings.*.facts.*",
  "eligibility.*",
  "fees.*.lines.*",
  "fees.*.exemptions.*",
  "workflow.states.*",
  "workflow.transitions.*",
  "documents.*",
  "notifications.*",
];
const namePatterns = [
  ...itemPatterns.map((pattern) => `${pattern}.code`),
  "pages.*.fields.*.alias",
  "pages.*.fields.*.fields.*.alias",
  "pages.*.fields.*.options.*.value",
  "bindings.*.facts.*.name",
  "bindings.*.facts.*.alias",
  "workflow.states.*.checks.*.code",
];
const among = (draft: DraftDefinition, patterns: readonly string[]): Place[] =>
  patterns.flatMap((pattern) => placesOf(draft, pattern));

const latinName = fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/);
const arabicName = fc.constantFrom("العمر", "نوع_السلعة", "مساحة", "المركبة.اللون", "و", "إذا");
const newName = (place: Place): fc.Arbitrary<string> => {
  if (lastStep(place) === "alias") return arabicName;
  if (lastStep(place) === "name") return latinName.map((word) => `vehicle.${word}`);
  return fc.oneof(latinName, fc.constantFrom("and", "food", "plate", "not a name", ""));
};

type Step = (draft: DraftDefinition) => Edit;
const pick = <T>(list: readonly T[], at: number): T | undefined => list[at % list.length];
const nothing: Edit = { act: "set", place: "version", value: 1 };

const step: fc.Arbitrary<Step> = fc.oneof(
  fc.tuple(fc.nat(), fc.constantFrom(1 as const, -1 as const)).map(([at, by]): Step => (draft) => {
    const place = pick(among(draft, itemPatterns), at);
    return place === undefined ? nothing : { act: "move", place, by };
  }),
  fc.nat().map((at): Step => (draft) => {
    const place = pick(among(draft, itemPatterns), at);
    return place === undefined ? nothing : { act: "remove", place };
  }),
  fc.tuple(fc.nat(), fc.nat()).map(([at, to]): Step => (draft) => {
    const place = pick(placesOf(draft, "pages.*.fields.*"), at);
    const page = pick(placesOf(draft, "pages.*"), to);
    if (place === undefined || page === undefined) return nothing;
    return { act: "transfer", place, list: inside(page, "fields") };
  }),
  fc
    .tuple(fc.nat(), fc.nat(), fc.infiniteStream(latinName))
    .map(([at, how, words]): Step => (draft) => {
      const place = pick(among(draft, namePatterns), at);
      if (place === undefined) return nothing;
      const to = fc.sample(newName(place), { numRuns: 1, seed: how })[0] ?? words.next().value;
      return { act: "rename", place, to: String(to) };
    }),
  fc.tuple(fc.nat(), fc.jsonValue({ maxDepth: 2 })).map(([at, value]): Step => (draft) => {
    const place = pick(among(draft, itemPatterns), at);
    return place === undefined ? nothing : { act: "set", place, value };
  }),
);

/** Mentions that name nothing, told by the proof. */
const dangling = (draft: DraftDefinition): number =>
  problemsOfDraft(draft).filter(({ code }) =>
    ["unknownName", "unknownState", "unknownDocument", "unknownBinding", "unknownPlace"].includes(
      code,
    ),
  ).length;

test("whatever is done to a draft, it stays one, and nothing is left naming what went", () => {
  fc.assert(
    fc.property(fc.constantFrom(...drafts), fc.array(step, { maxLength: 6 }), (first, steps) => {
      let draft = first;
      for (const next of steps) {
        const edit = next(draft);
        const result = applyEdit(draft, edit);
        if (!result.ok) {
          assert.ok(
            result.error.length > 0 && result.error.every(({ reason }) => reason.ar !== ""),
          );
          continue;
        }
        assert.deepEqual(readDraft(result.value), result, JSON.stringify(edit));
        if (edit.act !== "set") {
          assert.ok(dangling(result.value) <= dangling(draft), JSON.stringify(edit));
        }
        draft = result.value;
      }
    }),
    { numRuns: 25 },
  );
});

test("moving keeps everything, and moving back leaves the draft as it was", () => {
  const canonical = (items: readonly unknown[]) =>
    items.map((item) => JSON.stringify(item)).toSorted();
  for (const draft of drafts) {
    for (const place of among(draft, itemPatterns)) {
      const moved = unwrap(applyEdit(draft, { act: "move", place, by: 1 }));
      const list = outside(place);
      assert.deepEqual(canonical(listAt(moved, list)), canonical(listAt(draft, list)));
      const there = Number(lastStep(place)) + 1;
      if (there >= listAt(draft, list).length) assert.deepEqual(moved, draft);
      else {
        const back = applyEdit(moved, { act: "move", place: inside(list, there), by: -1 });
        assert.deepEqual(unwrap(back), draft);
      }
    }
  }
});

test("renaming changes no rule's meaning", () => {
  let renamed = 0;
  for (const draft of drafts) {
    for (const place of among(draft, namePatterns)) {
      const to = { alias: "اسم_جديد", name: "renamed.fact" }[lastStep(place)] ?? "renamed9";
      const result = applyEdit(draft, { act: "rename", place, to });
      assert.ok(result.ok, place);
      renamed += 1;
      assert.equal(valueAt(result.value, place), to);
      for (const turn of [0, 1]) {
        const before = sampleData(draft, "2026-11-26", turn);
        const after = sampleData(result.value, "2026-11-26", turn);
        const expressions = expressionsOf(draft);
        const changed = expressionsOf(result.value);
        for (const [index, { source, place: at, group }] of expressions.entries()) {
          const entryOf = (data: typeof before, code: string) => {
            const answers = data.answers[code] as readonly Record<string, never>[] | undefined;
            return answers?.[0] ? { group: code, answers: answers[0] } : undefined;
          };
          const codeIn = (whole: DraftDefinition) => String(valueAt(whole, `${group}.code`));
          const worked = (whole: DraftDefinition, text: string, data: typeof before) => {
            const entry = group === undefined ? undefined : entryOf(data, codeIn(whole));
            const evaluated = evaluate(whole, text, data, entry);
            return evaluated.ok ? evaluated.value.value : evaluated.error.code;
          };
          const is = worked(result.value, changed[index]?.source ?? "", after);
          const was = worked(draft, source, before);
          // An option's value is itself what rules give.
          const same = (value: unknown) => JSON.stringify(value).replaceAll("renamed9", "·");
          const old = JSON.stringify(valueAt(draft, place));
          assert.equal(
            same(is),
            lastStep(place) === "value" ? same(was).replaceAll(old, '"·"') : same(was),
            `${place}: ${at}`,
          );
        }
      }
    }
  }
  assert.ok(renamed > 60, String(renamed));
});

test("what is named somewhere does not go, and its author reads where", () => {
  const uses: [DraftDefinition, Place, RegExp][] = [
    [vehicle, "bindings.1.facts.5", /سعة المحرك|الرسوم/],
    [groupedDraft, "pages.0.fields.0.options.0", /الرسوم › رسم الرخصة/],
    [groupedDraft, "workflow.states.1", /سير العمل/],
    [groupedDraft, "documents.0", /وثائق تصدر/],
    [groupedDraft, "pages.1.fields.0.fields.1", /الرسوم/],
  ];
  for (const [draft, place, where] of uses) {
    const result = applyEdit(draft, { act: "remove", place });
    assert.ok(!result.ok, place);
    assert.equal(result.error[0]?.code, "inUse");
    assert.match(result.error[0]?.reason.ar ?? "", where);
    assert.ok(usesOf(draft, place).length > 0);
  }
});

test("a name that is taken, reserved or no name is refused with the reason", () => {
  const place = "pages.0.fields.0.code";
  for (const [to, code] of [
    ["area", "nameTaken"],
    ["and", "reservedName"],
    ["two words", "nameForm"],
    ["", "nameForm"],
  ] as const) {
    const result = applyEdit(groupedDraft, { act: "rename", place, to });
    assert.equal(result.ok ? "renamed" : result.error[0]?.code, code, to);
  }
  assert.ok(declaredIn(groupedDraft).length > 30);
});
