import assert from "node:assert/strict";
import { test } from "node:test";
import { drillRotation } from "./rotation-drill.ts";

test("while the keys turn three times no sign-in fails and every token verifies", async () => {
  const result = await drillRotation({ signIns: 200, callers: 8 });
  assert.equal(result.signIns, 200);
  assert.equal(result.verified, 400);
  assert.equal(result.signedWith, 4, "each of the four keys signed");
  assert.equal(result.published, 4);
});
