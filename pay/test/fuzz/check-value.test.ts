import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { contract as writeContract } from "#src/contract.ts";
import { faultsOf, type Checker } from "./check-value.ts";
import { readContract, type RawDocument, type Schema } from "./contract-document.ts";
import { valueOf } from "./value-of.ts";

const contract = readContract(writeContract() as RawDocument);
const open: Checker = { contract, closed: false };
const closed: Checker = { contract, closed: true };

test("what is drawn from a body's schema fits it, for every operation", () => {
  for (const { id, body } of contract.operations) {
    if (body?.type !== "application/json") continue;
    const values = valueOf(contract, body.schema, () => undefined);
    fc.assert(
      fc.property(values, (value) => {
        assert.deepEqual(faultsOf(open, body.schema, value), [], `${id} ${JSON.stringify(value)}`);
      }),
      { numRuns: 50 },
    );
  }
});

test("what does not fit is told with its place", () => {
  const schema: Schema = {
    type: "object",
    properties: {
      id: { type: "string", format: "uuid" },
      at: { type: "string", format: "date-time" },
      rows: { type: "array", items: { type: "integer", minimum: 1 }, maxItems: 2 },
      name: { type: "string", maxLength: 2, pattern: String.raw`^\p{L}*$` },
      kind: { oneOf: [{ enum: ["a"] }, { enum: ["b"] }] },
    },
    required: ["id"],
  };
  const faults = (value: unknown, checker = closed) => faultsOf(checker, schema, value);
  const id = "01999e8a-2f6b-7c1e-9a3d-5b7f1c2d3e4f";
  assert.deepEqual(faults({ id, at: "2026-11-26T09:30:00Z", rows: [1], name: "أ", kind: "b" }), []);
  assert.deepEqual(faults({}), ["$.id: missing"]);
  assert.deepEqual(faults({ id: "1" }), ["$.id: no uuid"]);
  assert.deepEqual(faults({ id, at: "2026-02-30T09:30:00Z" }), ["$.at: no date-time"]);
  assert.deepEqual(faults({ id, rows: [0, 1, 2] }), ["$.rows: too many", "$.rows[0]: below 1"]);
  assert.deepEqual(faults({ id, rows: [1.5] }), ["$.rows[0]: number, not integer"]);
  assert.deepEqual(faults({ id, name: "𝕏𝕏" }), []);
  assert.deepEqual(faults({ id, name: "a1b" }), [
    "$.name: longer than 2",
    String.raw`$.name: not ^\p{L}*$`,
  ]);
  assert.deepEqual(faults({ id, kind: "c" }), ["$.kind: not one of the choices"]);
  assert.deepEqual(faults({ id, more: 1 }), ["$.more: not described"]);
  assert.deepEqual(faults({ id, more: 1 }, open), []);
  assert.deepEqual(faults(null), ["$: null, not object"]);
});

test("a keyword or a format that is not checked is an error, not a fit", () => {
  const check = (schema: object) => () => faultsOf(closed, schema, "x");
  assert.throws(check({ type: "string", contentEncoding: "base64" }), /unknown keyword/);
  assert.throws(check({ type: "string", format: "iban" }), /unknown format/);
});
