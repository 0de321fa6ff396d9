import assert from "node:assert/strict";
import { test } from "node:test";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { settleAll } from "./background.ts";
import { checkEverything } from "./check.ts";
import { makeParties } from "./parties.ts";
import { returns, type Return } from "./returns.ts";
import { migrations, ownMigrations } from "./run-seed.ts";
import type { Generation } from "./scheduler.ts";
import { openWorld, type World } from "./world.ts";

/**
 * Steps after which something is so that was not: a commit, a statement by itself, a call outside.
 * To die at a step between two of them is to die after the first.
 */
const hasEffect = (step: string): boolean =>
  !/^(connect|select|rollback|update "|insert into (?!idempotency_key)|delete)/.test(step);

/** Dies after one of the gateway's steps, counted from when the blow was aimed. */
const createAim = () => {
  let left: number | undefined;
  return {
    aim: (steps: number | undefined) => (left = steps),
    /** It has not fallen yet: the way was shorter. */
    waits: () => left !== undefined,
    strike: (owner: Generation | undefined, step: string) => {
      if (!owner || left === undefined || !hasEffect(step)) return undefined;
      left -= 1;
      if (left > 0) return undefined;
      left = undefined;
      return "after" as const;
    },
  };
};

const runStory = async (world: World, story: () => Promise<void>): Promise<void> => {
  let ended = false;
  let failure: unknown;
  void story()
    .catch((error: unknown) => (failure = error))
    .finally(() => (ended = true));
  await world.run(() => ended);
  if (failure) throw failure;
};

const mostSteps = 200;

/** Goes the way back again and again, and dies once after each of its steps. Gives how many. */
const dieEverywhere = async (
  world: World,
  way: Return,
  aim: ReturnType<typeof createAim>,
): Promise<number> => {
  for (let steps = 1; steps < mostSteps; steps += 1) {
    let fell = false;
    await runStory(world, async () => {
      const goBack = await way(world, `way-${steps}`);
      while (await world.call(({ workOutbox }) => workOutbox()));
      aim.aim(steps);
      await goBack();
      fell = !aim.waits();
      aim.aim(undefined);
    });
    if (!fell) return steps - 1;
  }
  throw new Error("the way back never ends");
};

for (const [name, way] of Object.entries(returns)) {
  test(`money goes back once, wherever the gateway dies: ${name}`, async (t) => {
    const database = await createTestDatabase(migrations, ownMigrations);
    const aim = createAim();
    const world = await openWorld(database.url, 1, { strike: aim.strike });
    try {
      world.calm();
      await world.prepare(({ deps }) => makeParties(world.monitor, deps));
      const deaths = await dieEverywhere(world, way, aim);
      t.diagnostic(`${deaths} deaths`);
      assert.ok(deaths > 1);
      world.restart();
      await settleAll(world);
      await checkEverything(world, []);
    } finally {
      await world.close();
      await database.drop();
    }
  });
}
