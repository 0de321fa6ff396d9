import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import { startBank, type Bank } from "../bank.ts";
import { until } from "../pay-world.ts";
import { cardTruth } from "./card-truth.ts";
import { checkEverything, openCrashWorld, untilSettled, type CrashWorld } from "./crash-world.ts";
import { startOwnPostgres, type OwnPostgres } from "./own-postgres.ts";
import { startPayProcess, type PayProcess } from "./pay-process.ts";
import { createRandom } from "../simulation/random.ts";
import { hesitate, pause, payThroughCrashes, type Story } from "./story.ts";

const seed = Number(process.env["SEED"] ?? randomInt(1_000_000));
const kills = Number(process.env["KILLS"] ?? 8);
const payersARound = 3;

let postgres: OwnPostgres;
let bank: Bank;
let world: CrashWorld;
let pay: PayProcess;

before(async () => {
  postgres = await startOwnPostgres();
  bank = await startBank({ settlesAfterMs: 1_500 });
  const rails = async () => ({ bankUrl: bank.url });
  world = await openCrashWorld({ databaseUrl: postgres.url, rails });
  pay = await startPayProcess(world.environment);
  await world.introduce();
});

after(async () => {
  await pay.kill();
  await bank.close();
  await world.close();
  await postgres.stop();
});

const ready = async (): Promise<number> => {
  const answer = await fetch(`${world.payUrl}/health/ready`);
  await answer.body?.cancel();
  return answer.status;
};

const untilReady = () => until(async () => ((await ready()) === 200 ? true : undefined));

/** While the database is dead `pay` says so, to programs and to people, and lives. */
const checkAway = async (): Promise<void> => {
  assert.equal(await ready(), 503);
  const page = await fetch(`${world.payUrl}/pay/${newBillingNumber()}`, {
    headers: { accept: "text/html" },
  });
  assert.equal(page.status, 503);
  assert.equal(page.headers.get("retry-after"), "5");
  assert.match(await page.text(), /متوقفة قليلا/);
};

test(`PostgreSQL dies by kill -9 under load, and nothing is lost or doubled (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed} KILLS=${kills}`);
  const { portal, db } = world;
  const random = createRandom(seed);
  const stories: Promise<Story>[] = [];
  for (let round = 0; round < kills; round += 1) {
    await hesitate(bank, random);
    const payer = createRandom(Math.floor(random() * 2 ** 31));
    for (let many = 0; many < payersARound; many += 1) {
      stories.push(payThroughCrashes({ portal, bank, random: payer }));
    }
    await pause(Math.floor(random() * 400));
    await bank.release();
    await pause(Math.floor(random() * 25));
    await postgres.kill();
    await checkAway();
    await postgres.start();
    await untilReady();
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
  const paid = await checkEverything(world, await cardTruth(db, bank));
  assert.equal(world.answered.get(500), undefined, "a database that is away is nobody's bug");
  assert.ok(pay.lives(), "the process of pay outlived them all");
  const away = world.answered.get(503) ?? 0;
  t.diagnostic(`${bills.length} bills, ${paid} paid, 503 answered ${away} times`);
});
