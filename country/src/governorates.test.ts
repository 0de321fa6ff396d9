import assert from "node:assert/strict";
import { test } from "node:test";
import { governorateCodes, governorates, isGovernorate } from "./governorates.ts";

test("sixteen governorates, each named once in both languages", () => {
  assert.equal(governorateCodes.length, 16);
  assert.equal(new Set(governorateCodes.map((code) => governorates[code].ar)).size, 16);
  assert.equal(new Set(governorateCodes.map((code) => governorates[code].en)).size, 16);
});

test("only their codes are governorates", () => {
  assert.equal(isGovernorate("HBN"), true);
  assert.equal(isGovernorate("toString"), false);
});
