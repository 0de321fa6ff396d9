import { createTestDatabase } from "@gov/kit/db-test.ts";
import { startBackground, settleAll } from "./background.ts";
import { checkBooks, checkEverything } from "./check.ts";
import { cancelBill, makeBill } from "./clients.ts";
import { payByAttempt, payByPush } from "./payers.ts";
import { below, chance, pick } from "./random.ts";
import type { FaultCount } from "./sim-rails.ts";
import { openWorld, rails, type SimBill, type World } from "./world.ts";

export type Figures = Readonly<{
  bills: number;
  paid: number;
  attempts: number;
  takings: number;
  crashes: number;
  steps: number;
  faults: FaultCount;
}>;

const migrations = new URL("../../migrations/", import.meta.url);

const makeBillers = async (world: World): Promise<void> => {
  await world.monitor.query(`
    insert into institution (institution_id) values ('transport'), ('local')
      on conflict do nothing;
    insert into biller (institution_id, code, name_ar, name_en) values
      ('transport', 'transport', 'النقل', 'Transport'),
      ('local', 'municipality', 'البلدية', 'Municipality');
    insert into biller_account (institution_id, biller_code, currency, iban)
      select b.institution_id, b.code, c, 'PS92PALS000000000400123456702'
      from biller b, unnest(array['ILS', 'USD', 'JOD']) as c;
    select ensure_ledger_months((now() at time zone 'UTC')::date, 2)`);
};

/** One bill and all who pay it, at the same time and one after the other. */
const liveBill = async (
  world: World,
  name: string,
  told: { attempts: number; bills: SimBill[] },
): Promise<void> => {
  const { random } = world;
  const bill = await makeBill(world, name);
  if (!bill) return;
  told.bills.push(bill);
  const payers = 1 + below(random, 4);
  const payOne = async (number: number): Promise<void> => {
    const rail = pick(random, rails);
    told.attempts += 1;
    const own = `${name}-${number}`;
    if (rail === "card" || rail === "instant") await payByAttempt(world, bill, rail, own);
    else await payByPush(world, bill, rail, own);
  };
  const going: Promise<void>[] = [];
  for (let number = 0; number < payers; number += 1) {
    const one = payOne(number);
    going.push(one);
    if (chance(random, 0.4)) await one;
  }
  if (chance(random, 0.06)) going.push(cancelBill(world, bill, `cancel-${name}`));
  await Promise.all(going);
};

const atOnce = 8;

const runStories = async (world: World, billCount: number) => {
  const told = { attempts: 0, bills: [] as SimBill[] };
  let next = 0;
  const lane = async (): Promise<void> => {
    while (next < billCount) await liveBill(world, `b${next++}`, told);
  };
  let ended = false;
  const background = startBackground(world, () => ended);
  const stories = Promise.all(Array.from({ length: atOnce }, lane));
  const whole = (async () => {
    await Promise.race([stories, Promise.all([stories, ...background])]);
    world.calm();
    ended = true;
    await Promise.all(background);
    await settleAll(world);
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
  let checked = 0;
  while (!done) {
    checked += 4_000;
    await world.run(() => done || world.scheduler.steps() >= checked);
    await checkBooks(world);
  }
  if (failure) throw failure;
  return told;
};

/** Runs one seed from an empty database to the last check; throws with the seed in its words. */
export const runSeed = async (seed: number, billCount: number): Promise<Figures> => {
  const database = await createTestDatabase(migrations);
  const world = await openWorld(database.url, seed);
  try {
    await makeBillers(world);
    const { attempts, bills } = await runStories(world, billCount);
    const paid = await checkEverything(world, database.url, bills);
    return {
      bills: bills.length,
      paid,
      attempts,
      takings: world.bank.takings(),
      crashes: world.crashes(),
      steps: world.scheduler.steps(),
      faults: world.counted,
    };
  } catch (error) {
    throw new Error(`seed ${seed} (${billCount} bills) failed: ${world.scheduler.trace()}`, {
      cause: error,
    });
  } finally {
    await world.close();
    await database.drop();
  }
};
