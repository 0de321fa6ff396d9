import assert from "node:assert/strict";
import { test } from "node:test";
import { applicantData, soundDefinition } from "../test/sound-definition.ts";
import type { ServiceDefinition } from "./definition.ts";
import { dryRun, type CaseDifference, type PastCase } from "./dry-run.ts";
import { computeFee } from "./fees.ts";

const before = soundDefinition();

const caseOf = (index: number): PastCase => ({
  reference: `SS-${index}`,
  data: applicantData(
    {
      goods: index % 3 === 0 ? "clothes" : "food",
      area: (index % 20) + 1,
      place: "nablus",
      home: { governorate: "NBS", locality: "حوارة", street: "" },
      hasCard: index % 2 === 0 ? "no" : "yes",
      helpers: [],
      truth: true,
    },
    { "disability.degree": index % 100, "person.birthDate": `${1960 + (index % 60)}-01-01` },
  ),
});
function* pastCases(count: number): Generator<PastCase> {
  for (let index = 0; index < count; index++) yield caseOf(index);
}
const total = (definition: ServiceDefinition, { data }: PastCase): string => {
  const fee = computeFee(definition, data);
  return fee.outcome === "known" ? String(fee.total.amountMinor) : fee.outcome;
};

test("nothing changes for anybody where nothing changed", () =>
  assert.deepEqual([...dryRun(before, soundDefinition(), pastCases(300))], []));

test("exactly those whose fee changes are named, with both fees", () => {
  const after = soundDefinition();
  const line = after.fees[0]?.lines[0];
  assert.ok(line?.kind === "table" && line.rows[0]);
  line.rows[0].when = "area <= 6";
  const changed = new Map(
    [...dryRun(before, after, pastCases(1000))].map((each) => [each.reference, each.differences]),
  );
  for (const each of pastCases(1000)) {
    const found = changed.get(each.reference);
    assert.equal(found !== undefined, total(before, each) !== total(after, each), each.reference);
    if (found)
      assert.deepEqual(
        found.map(({ kind }) => kind),
        ["fee"],
      );
  }
  // 5 m²: 250.00 + 25.00 + 20.00 before, 100.00 + 25.00 + 20.00 after; no card.
  assert.deepEqual(
    changed.get("SS-4")?.map(({ before: was, after: is }) => `${was.en} ${is.en}`),
    ["\u2068295.00 ₪\u2069 \u2068145.00 ₪\u2069"],
  );
});

test("who may have it, what is asked and where it goes are told too", () => {
  const after = soundDefinition();
  const [rule] = after.eligibility;
  const kind = after.pages[0]?.fields[1];
  const guard = after.workflow.transitions[3];
  assert.ok(rule && kind && guard);
  rule.rule = "yearsBetween(person.birthDate, today) >= 30";
  kind.showIf = 'goods != "food"';
  guard.when = 'check.health = "objection" or area > 18';
  const kinds = new Map<CaseDifference["kind"], string[]>();
  for (const { reference, differences } of dryRun(before, after, pastCases(60))) {
    for (const each of differences) {
      kinds.set(each.kind, [...(kinds.get(each.kind) ?? []), reference]);
      assert.match(each.after.ar, /[\u0621-\u064a]/);
    }
  }
  const expected = (of: (index: number) => boolean): string[] =>
    Array.from({ length: 60 }, (_, index) => index)
      .filter(of)
      .map((index) => `SS-${index}`);
  const age = (index: number): number => 2026 - (1960 + index);
  assert.deepEqual(
    kinds.get("eligibility"),
    expected((i) => age(i) < 30 && age(i) >= 18),
  );
  assert.deepEqual(
    kinds.get("questions"),
    expected((i) => i % 3 === 0),
  );
  assert.deepEqual(
    kinds.get("routing"),
    expected((i) => (i % 20) + 1 > 18),
  );
  assert.equal(kinds.has("fee"), false);
});
