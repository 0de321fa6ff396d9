import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import {
  newDocumentNumber,
  newReference,
  parseDocumentNumber,
  parseReference,
} from "./reference.ts";

test("a new reference reads back, however it is typed", () => {
  for (let round = 0; round < 200; round += 1) {
    const reference = newReference("VL", 2026);
    assert.match(reference, /^VL-2026-\d{8}$/);
    assert.equal(parseReference(` ${reference.toLowerCase().replaceAll("-", " ")} `), reference);
    const eastern = reference.replace(/\d/g, (d) => String.fromCodePoint(0x660 + Number(d)));
    assert.equal(parseReference(eastern), reference);
  }
});

test("one wrong digit never passes as a reference", () => {
  fc.assert(
    fc.property(fc.nat(7), fc.integer({ min: 1, max: 9 }), (place, shift) => {
      const reference = newReference("NC", 2026);
      const at = reference.length - 1 - place;
      const wrong = String((Number(reference[at]) + shift) % 10);
      return parseReference(reference.slice(0, at) + wrong + reference.slice(at + 1)) === undefined;
    }),
  );
});

test("whatever is typed gives a reference or nothing", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary" }), (typed) => {
      const found = parseReference(typed);
      return found === undefined || /^[A-Z]{2,4}-\d{4}-\d{8}$/.test(found);
    }),
  );
});

test("a document number reads back without hyphens and in small letters", () => {
  const number = newDocumentNumber("VL");
  assert.equal(parseDocumentNumber(number.toLowerCase().replaceAll("-", "")), number);
  assert.equal(parseDocumentNumber("7"), undefined);
});
