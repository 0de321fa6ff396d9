import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { cursorText, filterHref, readFilter } from "./list-filter.ts";

test("a filter is kept in the address and read back from it", () => {
  const typed = { q: "V-12", from: "2026-11-01", to: "2026-11-26", rail: "card", status: "paid" };
  const href = filterHref("/console/bills", typed);
  const read = readFilter(Object.fromEntries(new URL(href, "http://x").searchParams));
  assert.deepEqual(read.typed, { ...typed, service: "" });
  assert.equal(read.filter.rail, "card");
  assert.equal(filterHref("/console/bills", { q: "" }), "/console/bills");
});

test("a wrong day narrows nothing and is named; so is an end before the beginning", () => {
  const wrong = readFilter({ from: "2026-02-30", to: "26/11/2026" });
  assert.deepEqual(
    wrong.errors.map(({ field }) => field),
    ["from", "to"],
  );
  assert.equal(wrong.filter.from, undefined);
  assert.equal(wrong.typed["to"], "26/11/2026");
  const swapped = readFilter({ from: "2026-11-02", to: "2026-11-01" });
  assert.deepEqual(swapped.errors, [{ field: "to", error: "endsBeforeItBegins" }]);
});

test("a cursor is read back, and anything else is no cursor", () => {
  const cursor = {
    at: "2026-11-26T09:30:00.123456Z",
    id: "0193a1b2-0000-7000-8000-0123456789ab",
  };
  assert.deepEqual(readFilter({ after: cursorText(cursor) }).filter.after, cursor);
  fc.assert(
    fc.property(fc.string(), (after) => {
      assert.equal(readFilter({ after }).filter.after, undefined);
    }),
  );
});

test("whatever is typed, reading it never fails and holds nothing that a database refuses", () => {
  fc.assert(
    fc.property(
      fc.dictionary(fc.constantFrom("q", "from", "service"), fc.string({ unit: "binary" })),
      (query) => {
        const { typed } = readFilter(query);
        for (const text of Object.values(typed)) assert.doesNotMatch(text, /[\p{Cc}\p{Cs}]/u);
      },
    ),
  );
});
