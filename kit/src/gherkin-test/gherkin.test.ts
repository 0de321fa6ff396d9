import assert from "node:assert/strict";
import { test } from "node:test";
import { planSteps, step } from "./plan-steps.ts";
import { readFeature } from "./read-feature.ts";

const text = `Feature: Sums
  Background:
    Given a sheet

  Scenario Outline: <a> and <b>
    When <a> and <b> are added
    Then the sum is <sum>

    Examples:
      | a | b | sum |
      | 1 | 2 | 3   |
      | 2 | 2 | 4   |

  Scenario: many
    When these are added
      | 1 |
      | 2 |
    And this is noted
      """
      two
      lines
      """
    Then the sum is 3
`;
const feature = readFeature("sums.feature", text);

type Sheet = { sum: number; notes: string[] };
const definitions = [
  step<Sheet>(/a sheet/, (sheet) => void (sheet.sum = 0)),
  step<Sheet>(
    /(\d+) and (\d+) are added/,
    (sheet, [a, b]) => void (sheet.sum = Number(a) + Number(b)),
  ),
  step<Sheet>(/these are added/, (sheet, _found, { table }) => {
    for (const [cell] of table) sheet.sum += Number(cell);
  }),
  step<Sheet>(/this is noted/, (sheet, _found, { docString }) => {
    sheet.notes.push(docString ?? "");
  }),
  step<Sheet>(/the sum is (\d+)/, (sheet, [sum]) => assert.equal(sheet.sum, Number(sum))),
];

test("an outline is a scenario for each row, each with the background in front", () => {
  assert.deepEqual(
    feature.scenarios.map(({ name, steps }) => [name, steps.map((each) => each.text)]),
    [
      ["1 and 2", ["a sheet", "1 and 2 are added", "the sum is 3"]],
      ["2 and 2", ["a sheet", "2 and 2 are added", "the sum is 4"]],
      ["many", ["a sheet", "these are added", "this is noted", "the sum is 3"]],
    ],
  );
  assert.equal(feature.scenarios[2]?.steps[1]?.line, 15);
});

test("steps run in order with what stands in the line and under it", async () => {
  const plan = planSteps([feature], definitions);
  const sheets: Sheet[] = [];
  for (const { steps, faults } of plan.scenarios) {
    assert.deepEqual(faults, []);
    const sheet: Sheet = { sum: -1, notes: [] };
    for (const { run } of steps) await run(sheet);
    sheets.push(sheet);
  }
  assert.deepEqual(sheets.at(-1), { sum: 3, notes: ["two\nlines"] });
  assert.deepEqual(plan.unused, []);
});

test("a line without a definition, one with two, and a definition without a line are told", () => {
  const half = [...definitions.slice(0, 4), step<Sheet>(/a (\w+)/, () => undefined)];
  const plan = planSteps([feature], [...half, step<Sheet>(/nobody says this/, () => undefined)]);
  assert.deepEqual(plan.scenarios[0]?.faults, [
    "sums.feature:3 2 steps are defined for: a sheet",
    "sums.feature:7 nothing is defined for: the sum is 3",
  ]);
  assert.deepEqual(plan.unused, ["^(?:nobody says this)$"]);
});

test("a definition fits a whole line only, and what is no Gherkin is refused", () => {
  const plan = planSteps([feature], [step<Sheet>(/sheet/, () => undefined)]);
  assert.match(plan.scenarios[0]?.faults[0] ?? "", /nothing is defined for: a sheet/);
  assert.throws(() =>
    readFeature("bad.feature", "Feature: x\n  Scenario: y\n    Given a\n    b\n"),
  );
});
