import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import fc from "fast-check";
import {
  draftLimitCharacters,
  emptyDraft,
  problemsOfDraft,
  readDraft,
} from "./draft-definition.ts";
import { parseDefinition } from "./parse-definition.ts";
import { proveDefinition } from "./prove-definition.ts";

const whole: unknown = JSON.parse(
  readFileSync(
    new URL("../../catalogue/transport/vehicle-licence-renewal.json", import.meta.url),
    "utf8",
  ),
);

const started = emptyDraft({
  code: "local-government/street-stall",
  institution: "local-government",
  referencePrefix: "SP",
  title: { ar: "ترخيص بسطة", en: "Permit for a street stall" },
});

/** Values of closed lists, which a draft too takes from their list. */
const closed = [
  "kind",
  "currency",
  "event",
  "by",
  "role",
  "outcome",
  "type",
  "channels",
  "applicants",
];

/** Every text and list of a value, with how to empty it. */
const emptiers = (value: unknown): (() => void)[] => {
  if (typeof value !== "object" || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.entries(holder).flatMap(([key, part]) => {
    if (Array.isArray(part)) {
      return [() => void part.splice(0), ...(closed.includes(key) ? [] : emptiers(part))];
    }
    if (typeof part !== "string" || closed.includes(key)) return emptiers(part);
    // An item of a list that was emptied before is gone: writing it would leave a hole.
    return [
      () => {
        if (Object.hasOwn(holder, key)) holder[key] = "";
      },
    ];
  });
};

const unfinished = (picks: readonly number[]): unknown => {
  const json = structuredClone(whole);
  const all = emptiers(json);
  for (const pick of picks) all[pick % all.length]?.();
  return json;
};

test("what is finished is a draft without problems, and nothing of it is changed", () => {
  const draft = readDraft(whole);
  assert.ok(draft.ok);
  assert.deepEqual(draft.value, whole);
  assert.deepEqual(problemsOfDraft(draft.value), []);
});

test("an empty service is a draft, and is told what it lacks in both languages", () => {
  assert.deepEqual(readDraft(started), { ok: true, value: started });
  const problems = problemsOfDraft(started);
  const places = problems.map(({ path }) => path);
  for (const place of ["summary.ar", "pages", "workflow.states", "workflow.transitions"]) {
    assert.ok(places.includes(place), `${place} among ${places.join(" ")}`);
  }
  for (const { reason } of problems) assert.ok(reason.ar !== "" && reason.en !== "");
});

test("whatever is emptied, reading and proving end, and a clean bill means it is publishable", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(), { minLength: 1, maxLength: 25 }), (picks) => {
      const json = unfinished(picks);
      const draft = readDraft(json);
      assert.ok(draft.ok);
      assert.deepEqual(draft.value, json, "nothing typed is lost");
      const parsed = parseDefinition(draft.value);
      const publishable = parsed.ok && proveDefinition(parsed.value).length === 0;
      assert.equal(problemsOfDraft(draft.value).length === 0, publishable);
    }),
    { numRuns: 100 },
  );
});

test("what has another structure, unknown parts or no bound is refused with its place", () => {
  const broken = (change: object): unknown => ({ ...started, ...change });
  const placeOf = (json: unknown): string | undefined => {
    const read = readDraft(json);
    return read.ok ? undefined : read.error[0]?.path;
  };
  assert.equal(placeOf(broken({ pages: [{ code: "one" }] })), "pages.0.title");
  assert.equal(placeOf(broken({ title: { ar: "نص" } })), "title.en");
  assert.equal(placeOf(broken({ surprise: 1 })), "");
  assert.equal(placeOf(broken({ title: { ar: "ن".repeat(2001), en: "" } })), "title.ar");
  const page = (text: string) => ({
    code: "p",
    title: { ar: text, en: text },
    intro: { ar: text, en: text },
    fields: Array.from({ length: 60 }, () => ({
      kind: "text",
      code: "f",
      label: { ar: text, en: text },
    })),
  });
  const large = broken({ pages: Array.from({ length: 10 }, () => page("ن".repeat(2000))) });
  assert.ok(JSON.stringify(large).length > draftLimitCharacters);
  const refused = readDraft(large);
  assert.equal(refused.ok, false);
  if (!refused.ok) assert.equal(refused.error[0]?.code, "tooLarge");
});

test("what a database cannot keep is taken out of what is typed", () => {
  const read = readDraft({ ...started, title: { ar: "ترخيص\0", en: "Stall \ud800" } });
  assert.ok(read.ok);
  assert.deepEqual(read.value.title, { ar: "ترخيص", en: "Stall \ufffd" });
});
