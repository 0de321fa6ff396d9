import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
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
const payByCard = async (bill: Json) => {
  const path = `/v1/bills/${bill.id}`;
  const charge = await world.portal("POST", `${path}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  await until(async () => ((await billOf(bill.id)).status === "paid" ? true : undefined));
};

test("cash pays a bill: held, confirmed, receipt, and the float has paid for it", async () => {
  const start = await world.floats();
  const { bill, collection } = await held();
  assert.equal(collection.payer, "ليلى ح… أ… خ…");
  assert.equal((await billOf(bill.id)).status, "claimed");
  assert.equal((await world.floats()).held, "31200");
  const confirmed = await world.confirm(collection);
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.json));
  assert.match(confirmed.json.receiptNumber, /^[0-9A-Z-]{19}$/);
  assert.equal((await billOf(bill.id)).status, "paid");
  const end = await world.floats();
  assert.equal(end.held, "0");
  assert.equal(BigInt(start.free) - BigInt(end.free), 31200n);
});

test("a held bill cannot be paid another way, and a cancelled one can at once", async () => {
  const { bill, collection } = await held();
  const path = `/v1/bills/${bill.id}/charges`;
  assert.equal(typeOf(await world.portal("POST", path, { rail: "card" })), "bill-claimed");
  assert.equal(typeOf(await world.reserve(bill)), "bill-claimed");
  const cancelled = await act(collection, "cancel");
  assert.equal(cancelled.json.status, "cancelled", JSON.stringify(cancelled.json));
  assert.equal((await world.floats()).held, "0");
  await payByCard(bill);
  assert.equal(typeOf(await world.confirm(collection)), "give-the-cash-back");
});

test("the same reference and the same key give the same collection", async () => {
  const bill = await world.bill();
  const reference = randomUUID();
  const first = await world.reserve(bill, { reference });
  const again = await world.reserve(bill, { reference });
  assert.equal(again.json.id, first.json.id);
  const other = await world.bill();
  assert.equal(typeOf(await world.reserve(other, { reference })), "agent-reference-used");
  const key = { "idempotency-key": randomUUID() };
  const path = `/v1/agent/collections/${first.json.id}/confirm`;
  const body = { agent: "A1", amount: first.json.amount };
  const [one, two] = [
    await world.agent("POST", path, body, key),
    await world.agent("POST", path, body, key),
  ];
  assert.deepEqual(two.json, one.json);
  assert.equal(two.headers.get("idempotent-replayed"), "true");
  const found = await world.agent("GET", `/v1/agent/collections?agent=A1&reference=${reference}`);
  assert.equal(found.json.collections[0].status, "confirmed");
});

test("what cannot be collected is refused in words for the agent, and nothing is held", async () => {
  const paid = await world.bill();
  await payByCard(paid);
  assert.equal(typeOf(await world.reserve(paid)), "bill-already-paid");
  const cancelled = await world.bill();
  await world.portal("POST", `/v1/bills/${cancelled.id}/cancel`);
  assert.equal(typeOf(await world.reserve(cancelled)), "bill-cancelled");
  const late = await world.bill({ dueAt: "2020-01-01T00:00:00Z" });
  assert.equal(typeOf(await world.reserve(late)), "bill-past-due");
  const unknown = { billingNumber: "123456789012340" };
  assert.equal(typeOf(await world.reserve(unknown)), "billing-number-unknown");
  const dear = await world.bill({ amount: { amountMinor: "2000001", currency: "ILS" } });
  assert.equal(typeOf(await world.reserve(dear)), "cash-over-limit");
  const short = await world.bill({ amount: { amountMinor: "1900000", currency: "ILS" } });
  assert.equal(typeOf(await world.reserve(short)), "float-short");
  assert.equal((await billOf(short.id)).status, "open");
  const fine = await world.bill();
  assert.equal(typeOf(await world.reserve(fine, { agent: "A9" })), "agent-unknown");
  const amount = { amountMinor: "31199", currency: "ILS" };
  assert.equal(typeOf(await world.reserve(fine, { amount })), "amount-differs");
  assert.equal((await world.floats()).held, "0");
  const stranger = await world.callerAs("somebody", "agent:collect");
  const asked = await stranger("GET", "/v1/agent/floats");
  assert.equal(typeOf(asked), "not-a-cash-company");
});

test("a reservation that runs out frees the bill and the float; a late confirmation counts", async () => {
  const { bill, collection } = await held();
  await world.runOut(collection.id);
  assert.equal((await billOf(bill.id)).status, "open");
  assert.equal((await world.floats()).held, "0");
  const late = await world.confirm(collection);
  assert.equal(late.json.status, "confirmed", JSON.stringify(late.json));
  assert.equal((await billOf(bill.id)).status, "paid");
  assert.equal((await world.floats()).held, "0");
});

test("cash that comes after the bill was paid another way is given back, for good", async () => {
  const { bill, collection } = await held();
  await world.runOut(collection.id);
  await payByCard(bill);
  const start = await world.floats();
  for (let time = 0; time < 2; time += 1) {
    assert.equal(typeOf(await world.confirm(collection)), "give-the-cash-back");
  }
  assert.deepEqual(await world.floats(), start);
  const path = `/v1/agent/collections/${collection.id}`;
  assert.equal((await world.agent("GET", path)).json.status, "refused");
});

test("a late confirmation asks the rail that holds the bill before it refuses", async () => {
  const { bill, collection } = await held();
  await world.runOut(collection.id);
  const path = `/v1/bills/${bill.id}/charges`;
  const charge = await world.portal("POST", path, { rail: "card" });
  assert.equal(charge.status, 201);
  assert.equal(typeOf(await world.confirm(collection)), "give-the-cash-back");
  await world.bank.pay(charge.json.redirectUrl);
  await until(async () => ((await billOf(bill.id)).status === "paid" ? true : undefined));
});

test("voided on its day: the bill is owed again and the float is back", async () => {
  const start = await world.floats();
  const { bill, collection } = await held();
  await world.confirm(collection);
  const voided = await act(collection, "void", { reason: "the payer changed their mind" });
  assert.equal(voided.json.status, "voided", JSON.stringify(voided.json));
  assert.equal((await act(collection, "void", { reason: "again" })).json.status, "voided");
  assert.equal((await billOf(bill.id)).status, "open");
  assert.deepEqual(await world.floats(), start);
  const again = await world.reserve(bill);
  assert.equal((await world.confirm(again.json)).json.status, "confirmed");
});

test("a collection of yesterday is not voided", async () => {
  const { collection } = await held();
  await world.confirm(collection);
  await sql`update cash_collection set confirmed_at = confirmed_at - interval '1 day'
    where id = ${collection.id}`.execute(world.db);
  assert.equal(typeOf(await act(collection, "void", { reason: "late" })), "not-voidable");
});

test("a refund is paid out once, at any agent, against its code and amount", async () => {
  const { bill, collection } = await held({ payer: { phone: "+970599000001" } });
  await world.confirm(collection);
  const charge = await world.db
    .selectFrom("charge")
    .selectAll()
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  // Money in suspense for this payer, as a rail's surplus leaves it.
  await world.suspend(charge, 500n);
  const code = await world.payoutCodeOf(charge.id);
  const start = await world.floats();
  const body = { agent: "A2", reference: randomUUID(), code };
  const wrong = { ...body, amount: { amountMinor: "501", currency: "ILS" } };
  const path = "/v1/agent/payouts";
  assert.equal(typeOf(await world.agent("POST", path, wrong)), "amount-differs");
  const right = { ...body, amount: { amountMinor: "500", currency: "ILS" } };
  const paid = await world.agent("POST", path, right);
  assert.equal(paid.json.status, "paidOut", JSON.stringify(paid.json));
  assert.deepEqual((await world.agent("POST", path, right)).json, paid.json);
  const other = await world.agent("POST", path, { ...right, reference: randomUUID() });
  assert.equal(typeOf(other), "payout-done");
  assert.equal(BigInt((await world.floats()).free) - BigInt(start.free), 500n);
  await until(async () => {
    const refund = await world.db
      .selectFrom("refund")
      .select("status")
      .where("charge_id", "=", charge.id)
      .executeTakeFirst();
    return refund?.status === "returned" ? true : undefined;
  });
});

test("a deposit counts when another person has approved it, once", async () => {
  const start = await world.floats();
  const at = "/v1/cash-companies/sandbox-cash/deposits/BANK-77";
  const amount = { amountMinor: "700", currency: "ILS" };
  const recorded = await world.portal("PUT", at, { amount, recordedBy: "lina" });
  assert.equal(recorded.json.status, "recorded");
  assert.deepEqual(await world.floats(), start);
  const decide = (decidedBy: string) =>
    world.portal("PUT", `${at}/decision`, { decidedBy, verdict: "approved" });
  assert.equal(typeOf(await decide("lina")), "two-people-needed");
  assert.equal((await decide("adel")).json.status, "approved");
  assert.equal((await decide("adel")).json.status, "approved");
  assert.equal(typeOf(await decide("mona")), "deposit-decided");
  assert.equal(BigInt((await world.floats()).free) - BigInt(start.free), 700n);
});

test("the books of every lane sum to zero, and balances are what the legs say", async () => {
  const { rows } = await sql<{ sum: bigint }>`
    select sum(amount_minor)::bigint as sum from posting group by institution_id, currency
    `.execute(world.db);
  assert.ok(rows.length > 1);
  assert.ok(rows.every((row) => row.sum === 0n));
  const { rows: wrong } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(wrong, []);
});

test("a company that was closed finishes what it began and begins nothing", async () => {
  const { collection } = await held();
  const body = {
    name: { ar: "شركة الدفع التجريبية", en: "Sandbox Cash" },
    institution: "sandbox-cash",
    clientId: "cash-company",
  };
  const path = "/v1/cash-companies/sandbox-cash";
  await world.portal("PUT", path, { ...body, active: false });
  assert.equal(typeOf(await world.reserve(await world.bill())), "not-a-cash-company");
  assert.equal((await world.confirm(collection)).json.status, "confirmed");
  await world.portal("PUT", path, body);
});
