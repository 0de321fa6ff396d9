import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { unwrap } from "@gov/kit/result.ts";
import fc from "fast-check";
import type { ServiceDefinition } from "./definition.ts";
import { parseDefinition } from "./parse-definition.ts";
import { proveDefinition } from "./prove-definition.ts";
import { publishedSchema } from "./published-schema.ts";

const text = { ar: "نص", en: "Text" };
const ils = (amountMinor: string) => ({ amountMinor, currency: "ILS" as const });

/** The least service that may be published: one question, one fee, one decision, one paper. */
const sound: ServiceDefinition = {
  language: 1,
  code: "interior/extract",
  institution: "interior",
  version: 1,
  referencePrefix: "EX",
  title: text,
  summary: text,
  about: { whoCanApply: text, youNeed: [], youGet: text },
  lifeEvents: [],
  keywords: [],
  applicants: ["citizen"],
  assurance: 2,
  bindings: [
    {
      code: "person",
      service: { member: "MOI", subsystem: "civil-registry", code: "person" },
      path: ["applicant.nationalId"],
      purpose: "extract",
      source: text,
      facts: [{ name: "person.alive", from: "alive", type: "boolean", label: text }],
      notFound: text,
    },
  ],
  pages: [
    {
      code: "first",
      title: text,
      fields: [{ code: "copies", kind: "number", label: text, alias: "النسخ" }],
    },
    {
      code: "second",
      title: text,
      confirms: ["person"],
      fields: [{ code: "note", kind: "text", label: text }],
    },
  ],
  eligibility: [{ code: "alive", rule: "person.alive", reason: text, remedy: text }],
  fees: [
    {
      from: "2026-01-01",
      source: { kind: "illustrative", text },
      currency: "ILS",
      lines: [{ code: "copies", kind: "formula", label: text, amount: "copies * 5 ILS" }],
    },
  ],
  workflow: {
    initial: "draft",
    states: [
      { code: "draft", kind: "draft", text, next: text },
      { code: "paying", kind: "payment", text, next: text },
      {
        code: "review",
        kind: "work",
        text,
        next: text,
        task: { role: "officer", title: text, slaWorkingHours: 8 },
      },
      { code: "done", kind: "final", outcome: "approved", text, next: text, issues: ["extract"] },
    ],
    transitions: [
      { from: "draft", event: "submit", to: "paying", by: "applicant", label: text },
      { from: "paying", event: "pay", to: "review", by: "system", label: text },
      { from: "review", event: "approve", to: "done", by: "officer", label: text },
    ],
  },
  documents: [
    {
      code: "extract",
      title: text,
      fields: [{ code: "holder", label: text, value: "applicant.name" }],
    },
  ],
  notifications: [{ state: "done", channels: ["sms"], text }],
};

type Draft = { -readonly [K in keyof ServiceDefinition]: ServiceDefinition[K] };

/** The codes and places of what is wrong after one change to the sound definition. */
const after = (change: (draft: Draft) => void): string[] => {
  const draft: Draft = structuredClone(sound);
  change(draft);
  const read = unwrap(parseDefinition(draft));
  return proveDefinition(read).map(({ code, path }) => `${code} ${path}`);
};
const page = (draft: Draft, index: number) =>
  draft.pages[index] as NonNullable<Draft["pages"][number]>;
const state = (draft: Draft, index: number) =>
  draft.workflow.states[index] as Draft["workflow"]["states"][number];
const transition = (draft: Draft, index: number) =>
  draft.workflow.transitions[index] as Draft["workflow"]["transitions"][number];

test("a sound definition has no problems", () =>
  assert.deepEqual(
    after(() => {}),
    [],
  ));

test("mistakes in names and expressions are found at their place", () => {
  assert.deepEqual(
    after((d) => (d.institution = "health")),
    ["wrongInstitution code"],
  );
  assert.deepEqual(
    after((d) => (page(d, 1).code = "first")),
    ["duplicateCode pages"],
  );
  assert.ok(
    after((d) => page(d, 1).fields.push({ code: "copies", kind: "text", label: text })).includes(
      "namedTwice pages",
    ),
  );
  assert.ok(
    after((d) => page(d, 1).fields.push({ code: "min", kind: "text", label: text })).includes(
      "reservedName pages",
    ),
  );
  assert.deepEqual(
    after((d) => (page(d, 1).showIf = "copies >")),
    ["incomplete pages.1.showIf"],
  );
  assert.deepEqual(
    after((d) => (page(d, 1).showIf = "copies")),
    ["wrongType pages.1.showIf"],
  );
  assert.deepEqual(
    after((d) => (page(d, 1).showIf = "1 > 2")),
    ["neverTrue pages.1.showIf"],
  );
  assert.deepEqual(
    after((d) => (page(d, 0).showIf = 'note = "x"')),
    ["namesLater pages.0.showIf"],
  );
  assert.deepEqual(
    after((d) => (page(d, 0).showIf = "النسخ > 1")),
    ["namesLater pages.0.showIf"],
  );
  assert.deepEqual(
    after((d) => (page(d, 1).showIf = "النسخ > 1 و person.alive")),
    [],
  );
});

test("pages and registries that cannot work are found", () => {
  assert.deepEqual(
    after((d) => (page(d, 1).confirms = ["nobody"])),
    ["unknownBinding pages.1.confirms.0"],
  );
  assert.deepEqual(
    after((d) => (page(d, 0).fields = [])),
    ["emptyPage pages.0", "unknownName fees.0.lines.0.amount"],
  );
  assert.deepEqual(
    after((d) => {
      const [binding] = d.bindings;
      if (binding) binding.path = ["note"];
    }),
    ["namesLater pages.1.confirms.0"],
  );
  assert.deepEqual(
    after((d) => (page(d, 1).validate = [{ rule: "copies > 0", message: text, field: "copies" }])),
    ["unknownField pages.1.validate.0.field"],
  );
});

test("fees that miss a case or mix currencies are found", () => {
  const withLines = (lines: ServiceDefinition["fees"][number]["lines"]) =>
    after((d) => {
      const [schedule] = d.fees;
      if (schedule) schedule.lines = lines;
    });
  const table = (rows: { when?: string; amount: ReturnType<typeof ils> }[]) =>
    withLines([{ code: "a", kind: "table", label: text, rows }]);
  assert.deepEqual(table([{ when: "copies > 1", amount: ils("1") }]), [
    "lastRow fees.0.lines.0.rows.0",
  ]);
  assert.deepEqual(table([{ amount: ils("1") }, { amount: ils("2") }]), [
    "rowNeverReached fees.0.lines.0.rows.0",
  ]);
  assert.deepEqual(table([{ when: "copies > 1", amount: ils("1") }, { amount: ils("2") }]), []);
  assert.deepEqual(withLines([{ code: "a", kind: "formula", label: text, amount: "5 JOD" }]), [
    "feeCurrency fees.0.lines.0",
  ]);
  assert.deepEqual(withLines([{ code: "a", kind: "formula", label: text, amount: "copies" }]), [
    "wrongType fees.0.lines.0.amount",
  ]);
  assert.deepEqual(
    after((d) => (d.fees = [])),
    ["noFees fees"],
  );
  assert.deepEqual(
    after((d) => (d.fees = [...d.fees, ...d.fees])),
    ["sameFrom fees"],
  );
});

test("a workflow with a hole is found", () => {
  assert.ok(
    after((d) => (d.workflow.initial = "nowhere")).includes("unknownState workflow.initial"),
  );
  assert.ok(
    after((d) => (d.workflow.initial = "review")).includes("initialNotDraft workflow.initial"),
  );
  assert.deepEqual(
    after((d) => (transition(d, 2).to = "review")),
    [
      "deadEnd workflow.states.0",
      "deadEnd workflow.states.1",
      "deadEnd workflow.states.2",
      "unreachableState workflow.states.3",
    ],
  );
  assert.ok(
    after((d) => (transition(d, 2).to = "gone")).includes("unknownState workflow.transitions.2.to"),
  );
  assert.deepEqual(
    after((d) => (transition(d, 1).by = "applicant")),
    ["wrongActor workflow.transitions.1"],
  );
  assert.deepEqual(
    after((d) => (transition(d, 2).when = "copies > 3")),
    ["guardFallback workflow.transitions"],
  );
  assert.deepEqual(
    after((d) => d.workflow.transitions.push({ ...transition(d, 2) })),
    ["transitionShadowed workflow.transitions"],
  );
  assert.deepEqual(
    after((d) => delete state(d, 2).task),
    ["taskNeeded workflow.states.2"],
  );
  assert.deepEqual(
    after((d) => delete state(d, 3).outcome),
    ["outcomeNeeded workflow.states.3"],
  );
  assert.deepEqual(
    after((d) => delete state(d, 3).issues),
    ["neverIssued documents.0"],
  );
  assert.deepEqual(
    after((d) => (state(d, 3).issues = ["extract", "gone"])),
    ["unknownDocument workflow.states.3.issues.1"],
  );
});

test("texts that name nothing, or not the same in both languages, are found", () => {
  const say = (ar: string, en: string) =>
    after((d) => (d.notifications = [{ state: "done", channels: ["sms"], text: { ar, en } }]));
  assert.deepEqual(say("طلبك {case.reference}", "Your {case.reference}"), []);
  assert.deepEqual(say("طلبك {gone}", "Your {gone}"), ["unknownPlace notifications.0.text"]);
  assert.deepEqual(say("طلبك {case.reference}", "Your case"), [
    "placesDiffer notifications.0.text",
  ]);
  assert.deepEqual(say("نسخ {النسخ}", "Copies {copies}"), []);
});

test("any JSON is read or refused with a place and a reason, never thrown at", () => {
  fc.assert(
    fc.property(fc.jsonValue(), (json) => {
      const read = parseDefinition(json);
      assert.ok(!read.ok && read.error.length > 0);
    }),
  );
  const missing = parseDefinition({ ...sound, title: { ar: "نص" } });
  assert.ok(!missing.ok && missing.error[0]?.path === "title.en");
  const misspelt = parseDefinition({ ...sound, titel: text });
  assert.ok(!misspelt.ok && misspelt.error[0]?.reason.en.includes("titel"));
});

test("any field of a sound definition replaced by anything is read, refused or proved", () => {
  const paths: (string | number)[][] = [];
  const collect = (value: unknown, path: (string | number)[]): void => {
    paths.push(path);
    if (typeof value !== "object" || value === null) return;
    for (const [key, part] of Object.entries(value)) collect(part, [...path, key]);
  };
  collect(sound, []);
  const odd = fc.oneof(
    fc.jsonValue(),
    fc.constantFrom("draft", "copies", "1 +", "note", "final", true, 0),
  );
  fc.assert(
    fc.property(fc.constantFrom(...paths.slice(1)), odd, (path, value) => {
      const changed = structuredClone(sound) as unknown as Record<string | number, unknown>;
      let place = changed;
      for (const key of path.slice(0, -1)) place = place[key] as Record<string | number, unknown>;
      place[path.at(-1) ?? ""] = value;
      const read = parseDefinition(changed);
      if (read.ok)
        for (const { reason } of proveDefinition(read.value)) assert.ok(reason.ar && reason.en);
    }),
    { numRuns: 800 },
  );
});

test("the published JSON Schema is what the code accepts", () => {
  const published: unknown = JSON.parse(
    readFileSync(new URL("../service.schema.json", import.meta.url), "utf8"),
  );
  assert.deepEqual(published, publishedSchema(), "run: npm run services -- schema");
});

test("the language runs anywhere: no Node module, no clock, no network", () => {
  const here = new URL("./", import.meta.url);
  const country = new URL("../../../country/src/", import.meta.url);
  for (const folder of [here, new URL("expression/", here), country]) {
    for (const file of readdirSync(folder).filter((name) => /(?<!\.test)\.ts$/.test(name))) {
      const source = readFileSync(new URL(file, folder), "utf8");
      assert.doesNotMatch(
        source,
        /from 'node:|process\.|\bBuffer\b|\bfetch\(|Date\.now|new Date\(\)/,
        file,
      );
    }
  }
});
const rule = (source: string) =>
  after((d) => {
    const [field] = page(d, 0).fields;
    if (field) field.validate = [{ rule: source, message: text }];
  });
assert.deepEqual(rule('note = "x"'), ["namesLater pages.0.fields.0.validate.0.rule"]);
assert.deepEqual(rule("copies > 0"), []);
