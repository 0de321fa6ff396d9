import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { bankAt, merchant, type Bank } from "../bank.ts";
import { esadadEnvironment, hubAt, hubEnvironment, hubSettings } from "../esadad-hub.ts";
import type { EsadadHub } from "../esadad-hub.ts";
import { migrations, newBill } from "../pay-world.ts";
import { cardTruth } from "./card-truth.ts";
import { checkEverything, openCrashWorld, passChargeLifetime } from "./crash-world.ts";
import { untilSettled, type CrashWorld } from "./crash-world.ts";
import { startPartyProcess, type PartyProcess } from "./party-process.ts";
import { startPayProcess, type PayProcess } from "./pay-process.ts";
import { createRandom } from "../simulation/random.ts";
import { hesitate, insist, pause, payThroughCrashes, untilReached } from "./story.ts";

const seed = Number(process.env["SEED"] ?? randomInt(1_000_000));
// Each takes the start of one or two processes: the nightly run sets 20.
const kills = Number(process.env["KILLS"] ?? 8);
const payersARound = 3;

let database: TestDatabase;
let world: CrashWorld;
let pay: PayProcess;
let card: PartyProcess;
let esadad: PartyProcess;
let bank: Bank;
let hub: EsadadHub;

/** The pace is in memory, like faults: it is set anew after each start. */
const pace = async (): Promise<void> => {
  await bank.settings({ settlesAfterMs: 1_500, notificationRetriesMs: [50, 200, 1_000] });
  await hub.settings(hubSettings);
};

const startParties = async (payUrl: string): Promise<void> => {
  const { merchantId, password, webhookSecret } = merchant;
  [card, esadad] = await Promise.all([
    startPartyProcess("card", {
      CARD_MERCHANT_ID: merchantId,
      CARD_API_PASSWORD: password,
      CARD_WEBHOOK_SECRET: webhookSecret,
    }),
    startPartyProcess("esadad", hubEnvironment(payUrl)),
  ]);
  const reached = bankAt(card);
  // A payer whose bank's page did not come sends it again.
  const payAgain: Bank["pay"] = (...asked) => untilReached(() => reached.tryPaying(...asked));
  bank = { ...reached, pay: payAgain };
  hub = hubAt(esadad);
  await pace();
};

before(async () => {
  database = await createTestDatabase(migrations);
  world = await openCrashWorld({
    databaseUrl: database.url,
    rails: async (payUrl) => {
      await startParties(payUrl);
      return { bankUrl: card.url, ...esadadEnvironment(esadad.url) };
    },
  });
  pay = await startPayProcess(world.environment);
  await world.introduce();
});

after(async () => {
  await pay.kill();
  await Promise.all([card.close(), esadad.close()]);
  await world.close();
  await database.drop();
});

/** A payer at their bank's app; an answer that was lost is asked for again, and may pay twice. */
const payAtHub = async (random: () => number): Promise<string> => {
  const { portal } = world;
  const key = { "idempotency-key": String(random()) };
  const body = newBill();
  const bill = await insist(() => portal("POST", "/v1/bills", body, key));
  const asked = { number: bill.json.billingNumber, amountMinor: "31200" };
  const kinds = ["dropMidAnswer", "timeoutDone", "sameGuidTwice", "otherGuidTwice"] as const;
  const kind = kinds[Math.floor(random() * kinds.length)];
  const fault = { kind, match: { number: asked.number, operation: "NOTIFICATION" } };
  if (random() < 0.4) await untilReached(() => hub.fault(fault));
  await untilReached(() => hub.pay(asked));
  return bill.json.id;
};

const undelivered = async (): Promise<number> => (await hub.notifications()).undelivered.length;

test(`a bank and a hub die by kill -9 under load, and nothing is lost or doubled (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed} KILLS=${kills}`);
  const { portal, db } = world;
  const random = createRandom(seed);
  const stories: Promise<string>[] = [];
  for (let round = 0; round < kills; round += 1) {
    await hesitate(bank, random);
    const payer = createRandom(Math.floor(random() * 2 ** 31));
    for (let many = 0; many < payersARound; many += 1) {
      const story = payThroughCrashes({ portal, bank, random: payer });
      stories.push(story.then(({ billId }) => billId));
    }
    stories.push(payAtHub(createRandom(Math.floor(random() * 2 ** 31))));
    await pause(Math.floor(random() * 400));
    await bank.release();
    await pause(Math.floor(random() * 25));
    // The bank each time, the hub with it every other time.
    const dying = round % 2 === 0 ? [card, esadad] : [card];
    await Promise.all(dying.map((one) => one.kill()));
    await pause(Math.floor(random() * 200));
    await Promise.all(dying.map((one) => one.start()));
    await pace();
  }
  const releasing = setInterval(() => void bank.release(), 100);
  const acknowledged = await Promise.all(stories);
  await passChargeLifetime(db);
  await untilSettled(db, undelivered);
  clearInterval(releasing);
  const bills = await db.selectFrom("bill").select("id").execute();
  assert.deepEqual(
    bills.map(({ id }) => id).toSorted(),
    acknowledged.toSorted(),
    "one bill for each key",
  );
  await checkBooks(t);
  assert.equal(world.answered.get(500), undefined, "a rail that is away is nobody's bug");
});

const checkBooks = async (t: { diagnostic: (message: string) => void }): Promise<void> => {
  const atHub = await hub.payments();
  const atBank = await cardTruth(world.db, bank);
  const hubNet = atHub.reduce((sum, one) => sum + BigInt(one.netMinor), 0n);
  const paid = await checkEverything(world, {
    netMinor: atBank.netMinor + hubNet,
    keptFor: (bill, charges) =>
      atHub
        .filter((one) => one.number === bill.billing_number)
        .reduce((sum, one) => sum + BigInt(one.netMinor), atBank.keptFor(bill, charges)),
  });
  const posted = await world.db.selectFrom("rail_transaction").select("transaction_id").execute();
  const known = new Set(posted.map((row) => row.transaction_id));
  assert.deepEqual(
    atHub.filter((one) => !known.has(one.trx)),
    [],
    "every payment that the hub acknowledged is posted",
  );
  t.diagnostic(`${paid} bills paid, ${atHub.length} payments at the hub`);
};
