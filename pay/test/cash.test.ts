import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { cards } from "./bank.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import { until, type Json } from "./pay-world.ts";

let world: CashWorld;
before(async () => (world = await openCashWorld()));
after(async () => await world.close());

const billOf = async (id: string) => (await world.portal("GET", `/v1/bills/${id}`)).json;
const typeOf = (answer: Json): string => String(answer.json.type).replace("urn:gov:problem:", "");
const held = async (more: object = {}) => {
  const bill = await world.bill(more);
  const reserved = await world.reserve(bill);
  assert.equal(reserved.status, 201, JSON.stringify(reserved.json));
  return { bill, collection: reserved.json };
};
const act = (collection: Json, step: string, more: object = {}) =>
  world.agent("POST", `/v1/agent/collections/${collection.id}/${step}`, {
    agent: collection.agent,
    ...more,
  });

test("cash pays a bill: held, confirmed, receipt, and the float has paid for it", async () => {
  const before = await world.floats();
  const { bill, collection } = await held();
  assert.equal(collection.payer, "ليلى ح… أ… خ…");
  assert.equal((await billOf(bill.id)).status, "claimed");
  assert.equal((await world.floats()).held, "31200");
  const confirmed = await world.confirm(collection);
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.json));
  assert.match(confirmed.json.receiptNumber, /^[0-9A-Z-]{19}$/);
  assert.equal((await billOf(bill.id)).status, "paid");
  const afterwards = await world.floats();
  assert.equal(afterwards.held, "0");
  assert.equal(BigInt(before.free) - BigInt(afterwards.free), 31200n);
});
