import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { jsonLines, lineOf } from "./json-lines.ts";

/** Every path of a value. */
const paths = (value: unknown, path = ""): string[] => [
  path,
  ...(typeof value === "object" && value !== null
    ? Object.entries(value).flatMap(([key, part]) =>
        paths(part, path === "" ? key : `${path}.${key}`),
      )
    : []),
];

const key = fc.stringMatching(/^[a-z"\\\u0627-\u064a]{1,6}$/);
const json = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: "small" },
    fc.string(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("value"), { maxLength: 4 }),
    fc.dictionary(key, tie("value"), { maxKeys: 4 }),
  ),
})).value;

test("every part of a text has its line, whatever stands in it", () => {
  fc.assert(
    fc.property(json, (value) => {
      const text = JSON.stringify(value, null, 2);
      const lines = jsonLines(text);
      assert.deepEqual(new Set(lines.keys()), new Set(paths(JSON.parse(text))));
      assert.equal(lines.get(""), 1);
      assert.ok(Math.max(...lines.values()) <= text.split("\n").length);
    }),
  );
});

test("a place that is missing is looked for where it should have been", () => {
  const lines = jsonLines('{\n "title": {\n  "ar": "x"\n },\n "pages": [\n  {}\n ]\n}');
  assert.equal(lineOf(lines, "title.ar"), 3);
  assert.equal(lineOf(lines, "title.en"), 2);
  assert.equal(lineOf(lines, "pages.0.code"), 6);
  assert.equal(lineOf(lines, "workflow"), 1);
});
