import assert from "node:assert/strict";
import { test } from "node:test";
import { onceFor } from "./once-for.ts";

test("what is made for an object is made once, nothing too, and each object has its own", () => {
  const asked: object[] = [];
  const numberFor = onceFor((key: object) => asked.push(key));
  const nothingFor = onceFor((key: object): undefined => void asked.push(key));
  const [one, other] = [{}, {}];
  assert.deepEqual([numberFor(one), numberFor(other), numberFor(one)], [1, 2, 1]);
  nothingFor(one);
  nothingFor(one);
  assert.equal(asked.length, 3);
});
