import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { countStanding } from "#src/charge/break-queries.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import { dina, mona, signInAs } from "./console-world.ts";
import { netIs, notify, openEsadadWorld, pull, type EsadadWorld } from "./esadad-world.ts";
import { newBill, type Json, type PayWorld } from "./pay-world.ts";

let tills: CashWorld;
let hub: EsadadWorld;
before(async () => {
  [tills, hub] = await Promise.all([openCashWorld(), openEsadadWorld()]);
});
after(async () => {
  await Promise.all([tills.close(), hub.close()]);
});

const makeTwo = async (world: PayWorld): Promise<{ bills: Json[]; basket: BillRow }> => {
  const bills: Json[] = [];
  for (const amountMinor of ["31200", "5000"]) {
    const amount = { amountMinor, currency: "ILS" };
    bills.push((await world.portal("POST", "/v1/bills", newBill({ amount }))).json);
  }
  const rows = await Promise.all(
    bills.map(({ billingNumber }) => findBillByNumber(world.db, billingNumber)),
  );
  const made = await makeBasket(
    world.db,
    rows.filter((row) => row !== undefined),
  );
  assert.ok(made.ok);
  return { bills, basket: made.value };
};
const numberOf = (basket: BillRow) => ({ billingNumber: basket.billing_number });
const statuses = async (world: PayWorld, bills: readonly Json[]): Promise<string[]> =>
  await Promise.all(
    bills.map(async ({ id }) => (await world.portal("GET", `/v1/bills/${id}`)).json.status),
  );
/** Another rail took money for this bill meanwhile. */
const payElsewhere = async (world: PayWorld, bill: Json): Promise<void> => {
  const received = await receivePayment(world.deps, {
    rail: "esadad",
    bill: { institutionId: "transport", billId: bill.id },
    railTransactionId: randomUUID(),
    amount: { amountMinor: BigInt(bill.amount.amountMinor), currency: "ILS" },
    paidAt: new Date(),
  });
  assert.equal(received.kind, "captured");
};
const typeOf = (answer: Json): string => String(answer.json.type).replace("urn:gov:problem:", "");

test("an agent takes cash for a basket: each bill is paid, and the float has paid for all", async () => {
  const { bills, basket } = await makeTwo(tills);
  const before = await tills.floats();
  const reserved = await tills.reserve(numberOf(basket));
  assert.equal(reserved.status, 201, JSON.stringify(reserved.json));
  assert.deepEqual(await statuses(tills, bills), ["claimed", "claimed"]);
  const confirmed = await tills.confirm(reserved.json);
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.json));
  assert.deepEqual(await statuses(tills, bills), ["paid", "paid"]);
  const after = await tills.floats();
  assert.deepEqual([after.held, BigInt(before.free) - BigInt(after.free)], ["0", 36_200n]);
});

test("no cash is taken for a basket of which a bill was paid before", async () => {
  const { bills, basket } = await makeTwo(tills);
  await payElsewhere(tills, bills[0]);
  assert.equal(typeOf(await tills.reserve(numberOf(basket))), "bill-already-paid");
  assert.deepEqual(await statuses(tills, bills), ["paid", "open"]);
});

test("cash in the drawer for a bill paid meanwhile goes back at the counter, late or not", async () => {
  for (const late of [false, true]) {
    const { bills, basket } = await makeTwo(tills);
    const { json: collection } = await tills.reserve(numberOf(basket));
    if (late) await tills.runOut(collection.id);
    await payElsewhere(tills, bills[0]);
    assert.equal(typeOf(await tills.confirm(collection)), "give-the-cash-back", String(late));
    assert.deepEqual(await statuses(tills, bills), ["paid", "open"]);
    assert.equal((await tills.floats()).held, "0");
  }
});

test("a late confirmation pays a basket whose bills still wait, and none that another holds", async () => {
  const first = await makeTwo(tills);
  const { json: collection } = await tills.reserve(numberOf(first.basket));
  await tills.runOut(collection.id);
  assert.equal((await tills.confirm(collection)).status, 200);
  assert.deepEqual(await statuses(tills, first.bills), ["paid", "paid"]);
  const second = await makeTwo(tills);
  const { json: expired } = await tills.reserve(numberOf(second.basket));
  await tills.runOut(expired.id);
  const held = await tills.reserve(second.bills[1]);
  assert.equal(held.status, 201);
  assert.equal(typeOf(await tills.confirm(expired)), "give-the-cash-back");
  assert.deepEqual(await statuses(tills, second.bills), ["open", "claimed"]);
});

test("a bank is not offered a basket of which a bill was paid, is being paid or was cancelled", async () => {
  const paid = await makeTwo(hub);
  await payElsewhere(hub, paid.bills[0]);
  assert.equal((await pull(hub, paid.basket.billing_number)).code, 409);
  const cancelled = await makeTwo(hub);
  await hub.portal("POST", `/v1/bills/${cancelled.bills[0].id}/cancel`);
  assert.equal((await pull(hub, cancelled.basket.billing_number)).code, 409);
  const held = await makeTwo(hub);
  await hub.portal("POST", `/v1/bills/${held.bills[0].id}/charges`, { rail: "card" });
  assert.equal((await pull(hub, held.basket.billing_number)).code, 409);
});

test("what a bank pays for a stale basket all the same pays what is due; the rest goes back", async () => {
  const { bills, basket } = await makeTwo(hub);
  await payElsewhere(hub, bills[0]);
  const number = basket.billing_number;
  await hub.esadad.pay({ number, amountMinor: "36200" });
  await netIs(hub, number, "5000");
  assert.deepEqual(await statuses(hub, bills), ["paid", "paid"]);
  const stray = await notify(hub, [
    { trx: `T${randomUUID().slice(0, 18)}`, number, amount: "1.00" },
  ]);
  assert.deepEqual(stray.results, [0]);
});

test("figures count a basket's shares and never the basket, or a test lane", async () => {
  const before = await countStanding(tills.db);
  const { bills, basket } = await makeTwo(tills);
  const { json: collection } = await tills.reserve(numberOf(basket));
  assert.equal((await countStanding(tills.db)).pending, before.pending + 2n);
  await tills.confirm(collection);
  const paid = await countStanding(tills.db);
  assert.deepEqual([paid.captured, paid.pending], [before.captured + 2n, before.pending]);
  const treasury = await signInAs(tills, mona, "en");
  const list = await treasury.go("/console/bills");
  assert.ok(list.text.includes(bills[0].id) && !list.text.includes(basket.id));
  assert.ok(!(await treasury.go("/console/bills.csv")).text.includes(basket.billing_number));
  assert.ok(!(await treasury.go("/console/clients")).text.includes("basket"));
  const found = await treasury.go(`/console/bills?q=${basket.billing_number}`);
  assert.ok(found.text.includes(basket.id), "who asks for its number finds it");
});

test("every list, figure and file of the treasury leaves test lanes out", async () => {
  const clerk = await signInAs(tills, dina, "en");
  const mode = await clerk.go("/console/test-mode");
  await clerk.go("/console/test-mode", { _csrf: clerk.csrfOf(mode), to: "test" });
  const before = await countStanding(tills.db);
  const bill = await tills.portal("POST", "/v1/bills", newBill({ billerCode: "transport-test" }));
  assert.equal(bill.status, 201, JSON.stringify(bill.json));
  const { json: attempt } = await tills.portal("POST", `/v1/bills/${bill.json.id}/charges`, {
    rail: "card",
  });
  await sql`update charge set status = 'surplus', taken_minor = 31200 where id = ${attempt.id}
    `.execute(tills.db);
  await sql`insert into refund (institution_id, charge_id, position, reason, amount_minor,
      currency, rail_transaction)
    values ('transport-test', ${attempt.id}, 1, 'billSettled', 31200, 'ILS', 'refund-1')
    `.execute(tills.db);
  await sql`insert into break (institution_id, charge_id, kind)
    values ('transport-test', ${attempt.id}, 'railTookBack')`.execute(tills.db);
  assert.deepEqual(await countStanding(tills.db), before);
  const treasury = await signInAs(tills, mona, "en");
  const paths = ["bills", "bills.csv", "payments", "payments.csv", "refunds", "refunds.csv"];
  for (const path of ["", ...paths.map((one) => `/${one}`), "/ledger", "/clients", "/webhooks"]) {
    const page = await treasury.go(`/console${path}`);
    assert.equal(page.status, 200, path);
    const leaks = [bill.json.id, bill.json.billingNumber, "transport-test", attempt.id].filter(
      (trace) => page.text.includes(trace),
    );
    assert.deepEqual(leaks, [], path);
  }
});
