import assert from "node:assert/strict";
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { planSteps, type PlannedStep, type StepDefinition } from "./plan-steps.ts";
import { readFeature } from "./read-feature.ts";

const runStep = async <W>(uri: string, world: W, planned: PlannedStep<W>): Promise<void> => {
  try {
    await planned.run(world);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    const where = `${uri}:${planned.step.line}`;
    throw new Error(`${where} ${planned.step.text}\n${why}`, { cause });
  }
};

/**
 * Registers every scenario of a folder's `.feature` files as a test of its own, with a world of
 * its own. A line that no step is defined for fails its scenario; a definition that no line uses
 * fails the last test.
 */
export const runFeatures = <W>(input: {
  folder: string;
  definitions: readonly StepDefinition<W>[];
  /** Makes what one scenario works with. */
  open: () => Promise<W> | W;
}): void => {
  const files = globSync("*.feature", { cwd: input.folder }).toSorted();
  if (files.length === 0) throw new Error(`there is no feature in ${input.folder}`);
  const features = files.map((file) =>
    readFeature(file, readFileSync(join(input.folder, file), "utf8")),
  );
  const plan = planSteps(features, input.definitions);
  for (const { feature, scenario, steps, faults } of plan.scenarios) {
    test(`${feature.name}: ${scenario.name}`, async () => {
      assert.deepEqual(faults, []);
      const world = await input.open();
      for (const planned of steps) await runStep(feature.uri, world, planned);
    });
  }
  test("every defined step is used", () => {
    assert.deepEqual(plan.unused, []);
  });
};
