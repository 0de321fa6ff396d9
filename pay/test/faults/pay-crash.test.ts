import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { startBank, type Bank } from "../bank.ts";
import { migrations } from "../pay-world.ts";
import { cardTruth } from "./card-truth.ts";
import { checkEverything, openCrashWorld, untilSettled, type CrashWorld } from "./crash-world.ts";
import { startPayProcess } from "./pay-process.ts";
import { createRandom } from "../simulation/random.ts";
import { hesitate, pause, payThroughCrashes, type Story } from "./story.ts";

const seed = Number(process.env["SEED"] ?? randomInt(1_000_000));
const rounds = Number(process.env["KILLS"] ?? 8);
const payersARound = 3;

let database: TestDatabase;
let bank: Bank;
let world: CrashWorld;

before(async () => {
  database = await createTestDatabase(migrations);
  bank = await startBank({ settlesAfterMs: 1_500 });
  const rails = async () => ({ bankUrl: bank.url });
  world = await openCrashWorld({ databaseUrl: database.url, rails });
});

after(async () => {
  await bank.close();
  await world.close();
  await database.drop();
});

test(`kill -9 of pay in the middle of payments loses and doubles nothing (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed} KILLS=${rounds}`);
  const { portal, db, environment } = world;
  const random = createRandom(seed);
  let pay = await startPayProcess(environment);
  await world.introduce();
  const stories: Promise<Story>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await hesitate(bank, random);
    const payer = createRandom(Math.floor(random() * 2 ** 31));
    for (let many = 0; many < payersARound; many += 1) {
      stories.push(payThroughCrashes({ portal, bank, random: payer }));
    }
    await pause(Math.floor(random() * 400));
    await bank.release();
    await pause(Math.floor(random() * 25));
    await pay.kill();
    pay = await startPayProcess(environment);
  }
  const releasing = setInterval(() => void bank.release(), 100);
  const acknowledged = await Promise.all(stories);
  await untilSettled(db);
  clearInterval(releasing);
  const bills = await db.selectFrom("bill").select("id").execute();
  assert.deepEqual(
    bills.map(({ id }) => id).toSorted(),
    acknowledged.map(({ billId }) => billId).toSorted(),
    "one bill for each key",
  );
  const paid = await checkEverything(world, await cardTruth(world.db, bank));
  t.diagnostic(`${bills.length} bills, ${paid} paid`);
  await pay.kill();
});
