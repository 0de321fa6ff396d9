import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { runSeed } from "./run-seed.ts";

const given = process.env["SEED"];
const seeds = given ? [Number(given)] : [1, randomInt(1_000_000_000)];
const storiesASeed = Number(process.env["STORIES"] ?? 12);

for (const seed of seeds) {
  test(`nothing is lost or doubled through faults and crashes (SEED=${seed})`, async (t) => {
    const figures = await runSeed(seed, storiesASeed);
    t.diagnostic(JSON.stringify(figures));
    assert.ok(figures.takings > 0);
  });
}
