import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { answerCase } from "../../test/answer-case.ts";

const folder = new URL("../../conformance/", import.meta.url);

const typeSchema = z.union([
  z.enum(["number", "text", "date", "boolean", "label", "money"]),
  z.strictObject({ money: z.enum(["ILS", "JOD", "USD"]) }),
  z.strictObject({ choice: z.array(z.string()) }),
]);

const fileSchema = z.strictObject({
  about: z.string(),
  names: z.record(z.string(), z.strictObject({ type: typeSchema, alias: z.string().optional() })),
  cases: z.array(
    z.strictObject({
      expression: z.string(),
      note: z.string().optional(),
      values: z.record(z.string(), z.json()).optional(),
      expect: z.union([
        z.strictObject({ value: z.json(), because: z.array(z.string()).optional() }),
        z.strictObject({ unknown: z.array(z.string()) }),
        z.strictObject({ problem: z.string(), span: z.tuple([z.int(), z.int()]).optional() }),
      ]),
    }),
  ),
});
type Case = z.infer<typeof fileSchema>["cases"][number];
type Corpus = z.infer<typeof fileSchema>["names"];

const check = (each: Case, names: Corpus): void => {
  const { expect } = each;
  const got = answerCase(each.expression, each.values ?? {}, names);
  if ("problem" in expect) {
    assert.equal(got.problem?.code, expect.problem);
    assert.match(got.problem?.reason.ar ?? "", /[\u0621-\u064a]{3}/);
    assert.match(got.problem?.reason.en ?? "", /[a-z]{3}/);
    const { start, end } = got.problem?.span ?? { start: -1, end: -1 };
    if (expect.span) assert.deepEqual([start, end], expect.span);
    return;
  }
  assert.equal(got.problem, undefined);
  if ("unknown" in expect) {
    assert.deepEqual(
      { value: got.value, missing: got.because },
      { value: undefined, missing: expect.unknown },
    );
    return;
  }
  assert.deepEqual(got.value, expect.value);
  if (expect.because) assert.deepEqual(got.because, expect.because);
};

const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
const read = (file: string) =>
  fileSchema.parse(JSON.parse(readFileSync(new URL(file, folder), "utf8")));

for (const file of files) {
  test(`conformance: ${file}`, () => {
    const corpus = read(file);
    const wrong: string[] = [];
    for (const each of corpus.cases) {
      try {
        check(each, corpus.names);
      } catch (error) {
        wrong.push(`${each.expression.slice(0, 80)} → ${String(error)}`);
      }
    }
    assert.deepEqual(wrong, []);
  });
}

test("the corpus is whole", () => {
  const count = files.reduce((sum, file) => sum + read(file).cases.length, 0);
  assert.ok(count >= 330, `only ${count} cases`);
});
