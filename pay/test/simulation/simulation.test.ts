import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { test } from "node:test";
import { runSeed } from "./run-seed.ts";

const given = process.env["SEED"];
const seeds = given ? [Number(given)] : [1, randomInt(1_000_000_000)];
const storiesASeed = Number(process.env["STORIES"] ?? 12);
const shownSteps = 20;

for (const seed of seeds) {
  test(`nothing is lost or doubled through faults and crashes (SEED=${seed})`, async (t) => {
    const figures = await runSeed(seed, storiesASeed);
    t.diagnostic(JSON.stringify(figures));
    assert.ok(figures.takings > 0);
  });
}

/** Every step of a run: who took it, and each statement with all that it was given. */
const traceOf = async (seed: number): Promise<string[]> => {
  const steps: string[] = [];
  await runSeed(seed, storiesASeed, (step) => steps.push(step));
  return steps;
};

for (const seed of given ? seeds : [2, randomInt(1_000_000_000)]) {
  test(`the same seed takes the same steps (SEED=${seed})`, async () => {
    const first = await traceOf(seed);
    const second = await traceOf(seed);
    const differs = first.findIndex((step, index) => step !== second[index]);
    const last = differs < 0 ? Math.min(first.length, second.length) : differs;
    const from = Math.max(0, last - shownSteps);
    const shown = (steps: readonly string[]): string => steps.slice(from, last + 1).join("\n");
    assert.equal(shown(second), shown(first), `seed ${seed} differs at step ${last + 1}`);
    assert.equal(second.length, first.length, `seed ${seed}: one run is longer`);
  });
}
