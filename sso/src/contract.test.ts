import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { contract } from "./contract.ts";

test("the committed contract is the one the code keeps", async () => {
  const committed = await readFile(
    new URL("../../docs/contracts/sso.json", import.meta.url),
    "utf8",
  );
  assert.deepEqual(JSON.parse(committed), JSON.parse(JSON.stringify(contract())));
});
