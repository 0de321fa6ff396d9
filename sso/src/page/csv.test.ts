import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { csvLine } from "./csv.ts";

/** Reads a line back, as a spreadsheet does. */
const readLine = (line: string): string[] => {
  const cells = [""];
  let quoted = false;
  for (const letter of line.slice(0, -2)) {
    if (letter === '"') quoted = !quoted;
    if (letter === "," && !quoted) cells.push("");
    else cells.push((cells.pop() ?? "") + letter);
  }
  return cells.map((cell) =>
    cell.startsWith('"') ? cell.slice(1, -1).replaceAll('""', '"') : cell,
  );
};

test("whatever stands in a cell comes back, and none begins a formula", () => {
  fc.assert(
    fc.property(
      fc.array(fc.string({ unit: fc.constantFrom(...'=+-@ab,"\n\r ش') }), {
        minLength: 1,
        maxLength: 6,
      }),
      (values) => {
        const read = readLine(csvLine(values));
        assert.deepEqual(
          read.map((value, index) => (value === values[index] ? value : value.slice(1))),
          values,
        );
        assert.ok(read.every((value) => !/^[=+\-@]/.test(value)));
      },
    ),
  );
});
