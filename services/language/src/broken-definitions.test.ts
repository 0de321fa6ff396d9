import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { z } from "zod";
import { definitionJson } from "../test/sound-definition.ts";
import { parseDefinition } from "./parse-definition.ts";
import { proofCodes } from "./proof-texts.ts";
import { proveDefinition } from "./prove-definition.ts";
import type { Surroundings } from "./surroundings.ts";

const fileSchema = z.strictObject({
  about: z.string(),
  definition: z.string(),
  surroundings: z.strictObject({
    institutions: z.array(z.string()),
    /** What the exchange offers: the properties of each answer, and who may ask for it. */
    services: z.record(
      z.string(),
      z.strictObject({ fields: z.array(z.string()), purposes: z.array(z.string()) }),
    ),
    rails: z.record(z.string(), z.array(z.string())),
  }),
  cases: z.array(
    z.strictObject({
      about: z.string(),
      change: z.array(z.strictObject({ place: z.string(), value: z.json().optional() })),
      refused: z.strictObject({ path: z.string(), code: z.string() }),
    }),
  ),
});
const url = new URL("../conformance/services/broken-definitions.json", import.meta.url);
const file = fileSchema.parse(JSON.parse(readFileSync(url, "utf8")));

const { institutions, services, rails } = file.surroundings;
const surroundings: Surroundings = {
  institutions: new Set(institutions),
  exchange: new Map(
    Object.entries(services).map(([service, { fields, purposes }]) => [
      service,
      { fields: new Set(fields), purposes: new Set(purposes) },
    ]),
  ),
  rails,
};

type Json = Record<string, unknown>;

/** Sets one place of a definition, adds to a list there, or takes the place away. */
const apply = (json: unknown, place: string, value: unknown): void => {
  const keys = place.split(".");
  const last = keys.pop() ?? "";
  const inside = keys.reduce((part, key) => part[key] as Json, json as Json);
  if (last === "+") (inside as unknown as unknown[]).push(value);
  else if (value === undefined) delete inside[last];
  else inside[last] = value;
};

const problemsAfter = (change: (typeof file.cases)[number]["change"]) => {
  const json = definitionJson(file.definition);
  for (const { place, value } of change) apply(json, place, value);
  const read = parseDefinition(json);
  assert.ok(read.ok, JSON.stringify(change));
  return proveDefinition(read.value, surroundings);
};

test("the sound definition is not refused", () => assert.deepEqual(problemsAfter([]), []));

test("each broken definition is refused at its place, with a reason in both languages", () => {
  const wrong = file.cases.flatMap(({ about, change, refused }) => {
    const problems = problemsAfter(change);
    const found = problems.find(({ path, code }) => path === refused.path && code === refused.code);
    if (!found) return [`${about}: ${problems.map(({ code, path }) => `${code} ${path}`).join()}`];
    assert.match(found.reason.ar, /[\u0621-\u064a]{2}/, about);
    assert.match(found.reason.en, /[A-Za-z]{2}/, about);
    return [];
  });
  assert.deepEqual(wrong, []);
});

test("the table has each thing that the proof refuses, and at least sixty of them", () => {
  const codes = new Set(file.cases.map(({ refused }) => refused.code));
  assert.deepEqual(
    proofCodes.filter((code) => !codes.has(code)),
    [],
  );
  assert.ok(file.cases.length >= 60, `only ${file.cases.length}`);
});
