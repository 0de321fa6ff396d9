import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import type { CaseData, WireValues } from "./case-data.ts";
import type { ServiceDefinition } from "./definition.ts";
import { pagesToAsk } from "./pages.ts";
import { readAnswer, type TypedField } from "./read-answer.ts";
import { showAnswer } from "./show-value.ts";
import { validatePage } from "./validate-page.ts";

const text = { ar: "نص", en: "Text" };
const options = ["no", "yes"].map((value) => ({ value, label: { ar: value, en: value } }));

const definition = {
  code: "interior/extract",
  bindings: [],
  workflow: { initial: "draft", states: [], transitions: [] },
  pages: [
    {
      code: "family",
      title: text,
      fields: [
        { code: "married", kind: "choice", label: text, options },
        { code: "spouse", kind: "nationalId", label: text, showIf: 'married = "yes"' },
        {
          code: "children",
          kind: "number",
          label: text,
          required: 'married = "yes"',
          max: 20,
          validate: [{ rule: "children >= 0", message: { ar: "ليس سالبا", en: "Not negative" } }],
        },
      ],
      validate: [
        {
          rule: 'not (married = "no" and children > 5)',
          message: { ar: "راجع العدد", en: "Check the number" },
          field: "children",
        },
      ],
    },
    {
      code: "spousePage",
      title: text,
      showIf: 'spouse = "400000006"',
      fields: [{ code: "note", kind: "text", label: text, required: false }],
    },
    {
      code: "last",
      title: text,
      showIf: 'note != "stop"',
      fields: [{ code: "sure", kind: "declaration", label: text }],
    },
  ],
} as unknown as ServiceDefinition;

const data = (answers: WireValues = {}): CaseData => ({ answers, facts: {}, today: "2026-11-24" });
const send = (raw: Record<string, string>, answers: WireValues = {}) =>
  validatePage(definition, "family", raw, data(answers));

test("a question shown by an earlier answer is required; a hidden one is cleared", () => {
  const shown = send({ married: "yes", spouse: "", children: "" });
  assert.deepEqual(!shown.ok && Object.keys(shown.error), ["spouse", "children"]);
  const hidden = send(
    { married: "no", spouse: "400000006" },
    { married: "yes", spouse: "400000006" },
  );
  assert.deepEqual(hidden, { ok: true, value: { married: "no", spouse: null, children: null } });
});

test("rules of a field and of a page speak on their field", () => {
  const negative = send({ married: "no", children: "-1" });
  assert.equal(!negative.ok && negative.error["children"]?.en, "Not negative");
  const many = send({ married: "no", children: "٦" });
  assert.equal(!many.ok && many.error["children"]?.en, "Check the number");
  assert.equal(send({ married: "no", children: "5" }).ok, true);
});

test("an answer to a question that no longer stands opens no page", () => {
  const pages = (answers: WireValues) =>
    pagesToAsk(definition, data(answers)).pages.map((p) => p.page.code);
  assert.deepEqual(pages({ married: "yes", spouse: "400000006", note: "go" }), [
    "family",
    "spousePage",
    "last",
  ]);
  assert.deepEqual(pages({ married: "no", spouse: "400000006", note: "go" }), ["family"]);
});

test("an undecided page is waited for, and an optional question passed over is done", () => {
  const open = pagesToAsk(definition, data({ married: "yes", children: 1, spouse: "400000006" }));
  assert.deepEqual([open.next?.page.code, open.waitingFor], ["spousePage", ["note"]]);
  const passed = pagesToAsk(
    definition,
    data({ married: "yes", children: 1, spouse: "400000006", note: null }),
  );
  assert.equal(passed.next, null);
  assert.deepEqual(passed.waitingFor, []);
});

const common = { code: "f", label: text };
const cases: [TypedField, string, unknown][] = [
  [{ ...common, kind: "text", maxLength: 5 }, " نابلس ", "نابلس"],
  [{ ...common, kind: "text", maxLength: 4 }, "نابلس", undefined],
  [{ ...common, kind: "text", minLength: 3 }, "ab", undefined],
  [{ ...common, kind: "text" }, "a\u0007b", undefined],
  [{ ...common, kind: "text", lines: 3 }, "a\r\nb", "a\nb"],
  [{ ...common, kind: "number", min: 1, max: 9 }, "٧", 7],
  [{ ...common, kind: "number", min: 1 }, "0", undefined],
  [{ ...common, kind: "number" }, "1.5", undefined],
  [{ ...common, kind: "number" }, "1e3", undefined],
  [{ ...common, kind: "number" }, "1,250", 1250],
  [
    { ...common, kind: "money", currency: "JOD" },
    "12.5",
    { amountMinor: "12500", currency: "JOD" },
  ],
  [{ ...common, kind: "money", currency: "ILS", maxMinor: "1000" }, "10.01", undefined],
  [{ ...common, kind: "money", currency: "ILS", minMinor: "1000" }, "9.99", undefined],
  [{ ...common, kind: "date" }, "2026-01-31", "2026-01-31"],
  [{ ...common, kind: "date" }, "٣١/١/٢٠٢٦", "2026-01-31"],
  [{ ...common, kind: "date" }, "31.02.2026", undefined],
  [{ ...common, kind: "date", min: "2026-01-01" }, "2025-12-31", undefined],
  [{ ...common, kind: "date", max: "2026-01-01" }, "2026-01-02", undefined],
  [{ ...common, kind: "choice", options }, "yes", "yes"],
  [{ ...common, kind: "choice", options }, "other", undefined],
  [{ ...common, kind: "nationalId" }, "٤٠٠٠٠٠٠٠٦", "400000006"],
  [{ ...common, kind: "nationalId" }, "400000007", undefined],
  [{ ...common, kind: "phone" }, "+972599123456", "+970599123456"],
  [{ ...common, kind: "plate" }, "74821h", "7-4821-H"],
  [{ ...common, kind: "email" }, " layan@example.ps ", "layan@example.ps"],
  [{ ...common, kind: "email" }, "layan@example", undefined],
  [{ ...common, kind: "email" }, "a@b@c.ps", undefined],
  [{ ...common, kind: "declaration" }, "on", true],
  [{ ...common, kind: "declaration" }, "no", undefined],
];

test("each kind of field reads what people type and refuses the rest with words", () => {
  for (const [field, typed, expected] of cases) {
    const read = readAnswer(field, true, typed);
    if (expected === undefined) assert.ok(!read.ok && read.error.ar && read.error.en, typed);
    else assert.deepEqual(read, { ok: true, value: expected });
  }
});

test("any input to any field is an answer or a reason in both languages", () => {
  const fields = cases.map(([field]) => field);
  fc.assert(
    fc.property(
      fc.constantFrom(...fields),
      fc.boolean(),
      fc.option(fc.string({ unit: "binary", maxLength: 9000 }), { nil: undefined }),
      (field, required, raw) => {
        const read = readAnswer(field, required, raw);
        if (read.ok) assert.ok(showAnswer(field, read.value).ar !== "");
        else assert.ok(read.error.ar !== "" && read.error.en !== "");
      },
    ),
    { numRuns: 500 },
  );
});
