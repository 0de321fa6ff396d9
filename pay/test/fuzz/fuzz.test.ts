import assert from "node:assert/strict";
import { test } from "node:test";
import { runFuzz } from "./run-fuzz.ts";

const seed = Number(process.env["SEED"] ?? 20_261_126);

test(`two thousand requests drawn from the contract, seed ${seed}: no answer outside of it`, async () => {
  const tally = await runFuzz({ requests: 2_000, seed });
  assert.deepEqual(tally.faults(), [], tally.faults().join("\n"));
  assert.deepEqual(tally.unreached(), [], "every operation was carried out at least once");
});
