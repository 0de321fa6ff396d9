import assert from "node:assert/strict";
import { test } from "node:test";
import { newOrderedId } from "./ordered-id.ts";

test("ids are UUIDs of version 7, in the order in which they were made", () => {
  const ids = Array.from({ length: 2_000 }, (_, index) =>
    newOrderedId(1_700_000_000_000 + Math.floor(index / 500)),
  );
  assert.deepEqual(ids.toSorted(), ids);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ids) {
    assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  }
  assert.equal(Number.parseInt((ids[0] ?? "").replaceAll("-", "").slice(0, 12), 16), 1.7e12);
});
