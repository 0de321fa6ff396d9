import assert from "node:assert/strict";
import { test } from "node:test";
import { createBoundedCache } from "./bounded-cache.ts";

test("what is kept is given until its time, and not after", () => {
  const cache = createBoundedCache<string>(3);
  cache.set("a", "x", 100);
  assert.equal(cache.get("a", 99), "x");
  assert.equal(cache.get("a", 100), undefined);
  assert.equal(cache.get("a", 50), undefined, "what has run out is gone");
});

test("no more is kept than fits; the oldest goes first", () => {
  const cache = createBoundedCache<number>(2);
  for (const [index, key] of ["a", "b", "a", "c"].entries()) cache.set(key, index, 1_000);
  assert.deepEqual(
    ["a", "b", "c"].map((key) => cache.get(key, 0)),
    [2, undefined, 3],
  );
});
