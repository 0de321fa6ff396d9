import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { answerServiceCase } from "../test/answer-service-case.ts";
import { soundDefinition } from "../test/sound-definition.ts";
import type { CaseData } from "./case-data.ts";

const values = z.record(z.string(), z.json());
const fileSchema = z.strictObject({
  about: z.string(),
  definition: z.literal("street-stall-permit"),
  today: z.iso.date(),
  cases: z.array(
    z.strictObject({
      about: z.string(),
      answers: values,
      facts: values,
      ask: z.enum(["fee", "pages", "eligibility", "registries", "step", "value", "form"]),
      step: z.strictObject({ from: z.string(), event: z.string(), by: z.string() }).optional(),
      expression: z.string().optional(),
      entry: z.strictObject({ group: z.string(), answers: values }).optional(),
      form: z
        .strictObject({ page: z.string(), typed: z.record(z.string(), z.string()) })
        .optional(),
      expect: z.json(),
    }),
  ),
});
const url = new URL("../conformance/services/street-stall-permit.json", import.meta.url);
const file = fileSchema.parse(JSON.parse(readFileSync(url, "utf8")));

test("conformance: questions to a whole service", () => {
  const definition = soundDefinition();
  const wrong = file.cases.flatMap(({ about, answers, facts, expect, ...question }) => {
    const data = { answers, facts, today: file.today } as CaseData;
    const got = JSON.stringify(answerServiceCase(definition, data, question));
    return got === JSON.stringify(expect) ? [] : [`${about}: ${got}`];
  });
  assert.deepEqual(wrong, []);
});
