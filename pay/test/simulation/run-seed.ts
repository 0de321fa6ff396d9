import { createTestDatabase } from "@gov/kit/db-test.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { settleAll, startBackground } from "./background.ts";
import { checkBooks, checkEverything } from "./check.ts";
import { faultKinds, type FaultKind } from "./fault-kinds.ts";
import { makeParties } from "./parties.ts";
import { liveStory, nothingTold, type Told } from "./stories.ts";
import { openWorld, rails, type World } from "./world.ts";

export type Figures = Readonly<{
  bills: number;
  paid: number;
  attempts: number;
  takings: number;
  steps: number;
  rails: Readonly<Record<string, number>>;
  faults: Readonly<Record<FaultKind, number>>;
  stories: Told["stories"];
  /** Two runs with the same hash took the same steps. */
  hash: string;
}>;

export const migrations = new URL("../../migrations/", import.meta.url);
export const ownMigrations = new URL("database/", import.meta.url);
const atOnce = 8;
const checkEverySteps = 2_000;

/** All stories with everything beside them, one step after another, books checked on the way. */
const runStories = async (world: World, storyCount: number): Promise<Told> => {
  const told = nothingTold();
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < storyCount) await liveStory(world, told, `b${next++}`);
  };
  let ended = false;
  const background = startBackground(world, () => ended);
  const stories = Promise.all(Array.from({ length: atOnce }, lane));
  const whole = (async () => {
    await Promise.race([stories, Promise.all([stories, ...background])]);
    ended = true;
    await Promise.all(background);
  })();
  let done = false;
  let failure: unknown;
  whole.then(
    () => (done = true),
    (error: unknown) => {
      failure = error;
      done = true;
    },
  );
  for (let checked = checkEverySteps; !done; checked += checkEverySteps) {
    await world.run(() => done || world.scheduler.steps() >= checked);
    await checkBooks(world);
  }
  if (failure) throw failure;
  return told;
};

const takingsByRail = (world: World): Record<RailCode, number> => {
  const orders = [...world.bank.orders.values()];
  const count = (rail: RailCode): number =>
    orders.filter((order) => order.rail === rail).reduce((sum, { takings }) => sum + takings, 0);
  return Object.fromEntries(rails.map((rail) => [rail, count(rail)])) as Record<RailCode, number>;
};

/** Runs one seed from an empty database to the last check; throws with the seed in its words. */
export const runSeed = async (
  seed: number,
  storyCount: number,
  told?: (line: string) => void,
): Promise<Figures> => {
  const database = await createTestDatabase(migrations, ownMigrations);
  const world = await openWorld(database.url, seed, { told });
  try {
    await world.prepare(({ deps }) => makeParties(world.monitor, deps));
    const { attempts, bills, stories } = await runStories(world, storyCount);
    world.calm();
    world.restart();
    await settleAll(world);
    const paid = await checkEverything(world, bills);
    const byRail = takingsByRail(world);
    return {
      bills: bills.length,
      paid,
      attempts,
      takings: Object.values(byRail).reduce((sum, one) => sum + one, 0),
      steps: world.scheduler.steps(),
      rails: byRail,
      faults: Object.fromEntries(
        faultKinds.map((kind) => [kind, world.counted.get(kind) ?? 0]),
      ) as Record<FaultKind, number>,
      stories,
      hash: world.scheduler.hash(),
    };
  } catch (error) {
    throw new Error(`seed ${seed} (${storyCount} stories) failed: ${world.scheduler.trace()}`, {
      cause: error,
    });
  } finally {
    await world.close();
    await database.drop();
  }
};
