import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import type { Caller, Json } from "./pay-world.ts";

let world: CashWorld;
let limited: CashWorld;
before(async () => {
  world = await openCashWorld();
  limited = await openCashWorld({ CASH_AGENT_DAY_LIMIT_MINOR: "ILS:100000" });
});
after(async () => {
  await world.close();
  await limited.close();
});

type Answer = Awaited<ReturnType<Caller>>;

const price = 31_200n;
const ofType = (answers: readonly Answer[], type: string): Answer[] =>
  answers.filter(({ json }) => json.type === `urn:gov:problem:${type}`);
const done = (answers: readonly Answer[]): Json[] =>
  answers.filter(({ status }) => status < 300).map(({ json }) => json);

const makeBills = async ({ bill }: CashWorld, count: number): Promise<Json[]> =>
  await Promise.all(Array.from({ length: count }, () => bill()));

test("together no more is reserved than the float has, and each bill is paid once", async () => {
  const bills = await makeBills(world, 36);
  const asked = bills.map((bill, place) =>
    world.reserve(bill, { agent: place % 2 === 0 ? "A1" : "A2" }),
  );
  const answers = await Promise.all(asked);
  const collections = done(answers);
  const fits = 1_000_000n / price;
  assert.equal(BigInt(collections.length), fits);
  assert.equal(ofType(answers, "float-short").length, 36 - collections.length);
  assert.deepEqual(await world.floats(), {
    free: String(1_000_000n - fits * price),
    held: String(fits * price),
  });
  const twice = [...collections, ...collections].map((one) => world.confirm(one));
  const confirmed = await Promise.all(twice);
  assert.deepEqual(new Set(confirmed.map(({ status }) => status)), new Set([200]));
  const { rows } = await sql<Json>`
    select count(*)::int as payments, count(distinct p.bill_id)::int as bills,
      (select count(*)::int from receipt where cose is not null) as signed,
      (select count(*)::int from charge_event where event = 'captured' and position = 1) as told,
      (select count(*)::int from ledger_difference) as differences
    from payment p where p.rail = 'cash'`.execute(world.db);
  const all = Number(fits);
  assert.deepEqual(rows[0], { payments: all, bills: all, signed: all, told: all, differences: 0 });
  assert.equal((await world.floats()).held, "0");
});

test("what comes together is written together", async () => {
  await world.deposit("2000000");
  const bills = await makeBills(world, 12);
  const collections = done(await Promise.all(bills.map((bill) => world.reserve(bill))));
  assert.equal(collections.length, 12);
  const { rows } = await sql<{ transactions: number }>`
    select count(distinct xmin::text)::int as transactions from cash_collection
    where id = any(${collections.map(({ id }) => id as string)}::uuid[])`.execute(world.db);
  assert.ok((rows[0]?.transactions ?? 12) < 12, `${rows[0]?.transactions} transactions`);
});

test("one key and one reference stand for one collection, however many come at once", async () => {
  const bill = await world.bill();
  const key = randomUUID();
  const body = { agent: "A1", reference: randomUUID(), billingNumber: bill.billingNumber };
  const path = "/v1/agent/collections";
  const same = Array.from({ length: 5 }, () =>
    world.agent("POST", path, body, { "idempotency-key": key }),
  );
  const anew = Array.from({ length: 3 }, () => world.agent("POST", path, body));
  const answers = await Promise.all([...same, ...anew]);
  const ids = new Set(done(answers).map(({ id }) => id as string));
  assert.equal(ids.size, 1);
  const { rows } = await sql<{ count: bigint }>`
    select count(*) from cash_collection where billing_number = ${bill.billingNumber as string}
    `.execute(world.db);
  assert.equal(rows[0]?.count, 1n);
  const other = { ...body, billingNumber: (await world.bill()).billingNumber };
  const reused = await world.agent("POST", path, other, { "idempotency-key": key });
  assert.equal(reused.status, 422);
});

test("an agent's day has its limit for what comes at once, too", async () => {
  const bills = await makeBills(limited, 8);
  const answers = await Promise.all(
    bills.map((bill, place) => limited.reserve(bill, { agent: place % 2 === 0 ? "A1" : "A2" })),
  );
  assert.equal(done(answers).length, 6);
  assert.equal(ofType(answers, "agent-day-limit").length, 2);
  const perAgent = Map.groupBy(done(answers), ({ agent }) => agent as string);
  assert.deepEqual(
    [...perAgent.values()].map((all) => all.length),
    [3, 3],
  );
});
