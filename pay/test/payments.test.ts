import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { cards } from "./bank.ts";
import { newBill, openPayWorld, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const startPayment = async (more: object = {}) => {
  const bill = await world.portal("POST", "/v1/bills", newBill(more));
  assert.equal(bill.status, 201, JSON.stringify(bill.json));
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  assert.equal(charge.status, 201, JSON.stringify(charge.json));
  return { bill: bill.json, charge: charge.json };
};

const chargeOf = async (id: string) => (await world.portal("GET", `/v1/charges/${id}`)).json;
const billOf = async (id: string) => (await world.portal("GET", `/v1/bills/${id}`)).json;
const chargeIs = (id: string, status: string) =>
  until(async () => ((await chargeOf(id)).status === status ? true : undefined));

const ledger = async (chargeId: string) => {
  const { rows } = await sql<{ kind: string; owner: string; amount: bigint }>`
    select a.kind, a.owner, sum(p.amount_minor)::bigint as amount
    from transfer t join posting p on p.transfer_id = t.id
      join ledger_account a on a.id = p.account_id
    where t.source_id like ${`${chargeId}%`} group by 1, 2 order by 1, 2`.execute(world.db);
  return rows.map((row) => `${row.kind} ${row.owner} ${row.amount}`);
};

test("a card payment pays the bill: ledger, receipt, and the bank has it once", async () => {
  const { bill, charge } = await startPayment();
  await world.bank.pay(charge.redirectUrl);
  await chargeIs(charge.id, "captured");
  assert.equal((await billOf(bill.id)).status, "paid");
  assert.deepEqual(await ledger(charge.id), [
    "billerPayable transport -31200",
    "railClearing card 31200",
  ]);
  const truth = (await world.bank.truth()).get(charge.id);
  assert.equal(truth?.takenMinor, "31200");
  const again = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  assert.equal(again.json.type, "urn:gov:problem:bill-already-paid");
});

test("a declined card frees the bill at once, and another attempt can pay it", async () => {
  const { bill, charge } = await startPayment();
  await world.bank.pay(charge.redirectUrl, cards.declined);
  await chargeIs(charge.id, "failed");
  assert.equal((await billOf(bill.id)).status, "open");
  const second = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  await world.bank.pay(second.json.redirectUrl);
  await chargeIs(second.json.id, "captured");
});

test("while one attempt is under way no other starts", async () => {
  const { bill } = await startPayment();
  const second = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  assert.equal(second.json.type, "urn:gov:problem:bill-claimed");
  const cancel = await world.portal("POST", `/v1/bills/${bill.id}/cancel`);
  assert.equal(cancel.json.type, "urn:gov:problem:bill-claimed");
});

test("money that a bank takes twice is kept in suspense and goes back by itself", async () => {
  const { charge } = await startPayment();
  await world.bank.fault({ kind: "payTwice", match: { orderId: charge.id } });
  await world.bank.pay(charge.redirectUrl);
  await chargeIs(charge.id, "captured");
  const truth = await until(async () => {
    const order = (await world.bank.truth()).get(charge.id);
    return order?.netMinor === "31200" && order.takenMinor === "62400" ? order : undefined;
  });
  assert.equal(truth.returnedMinor, "31200");
  await until(async () => {
    const lines = await ledger(charge.id);
    return lines.includes("suspense card 0") ? lines : undefined;
  });
  assert.equal((await chargeOf(charge.id)).status, "captured");
});

test("a bank that takes less than the bill gets it asked back; the bill stays payable", async () => {
  const { bill, charge } = await startPayment();
  await world.bank.fault({ kind: "otherAmount", match: { orderId: charge.id } });
  await world.bank.pay(charge.redirectUrl);
  await chargeIs(charge.id, "refunded");
  assert.equal((await world.bank.truth()).get(charge.id)?.netMinor, "0");
  assert.equal((await billOf(bill.id)).status, "open");
});

test("an answer that speaks of another amount is not believed, and asked for again", async () => {
  const { charge } = await startPayment();
  const match = { orderId: charge.id, operation: "RETRIEVE_ORDER" };
  await world.bank.fault({ kind: "wrongAnswer", match, times: 1 });
  await world.bank.pay(charge.redirectUrl);
  const broken = await until(async () =>
    world.db.selectFrom("break").selectAll().where("charge_id", "=", charge.id).executeTakeFirst(),
  );
  assert.equal(broken.kind, "railContradicts");
  await world.db
    .updateTable("charge")
    .set({ next_check_at: new Date() })
    .where("id", "=", charge.id)
    .execute();
  await chargeIs(charge.id, "captured");
  const closed = await world.db
    .selectFrom("break")
    .select("closed_at")
    .where("id", "=", broken.id)
    .executeTakeFirstOrThrow();
  assert.ok(closed.closed_at);
});

test("a late payment of a bill that another attempt paid goes back", async () => {
  const { bill, charge } = await startPayment();
  const key = { institutionId: "transport", chargeId: charge.id };
  await world.bank.cancel(charge.redirectUrl);
  await world.db
    .updateTable("charge")
    .set({ expires_at: new Date(), next_check_at: new Date() })
    .where("id", "=", key.chargeId)
    .execute();
  await chargeIs(charge.id, "expired");
  const second = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  await world.bank.pay(second.json.redirectUrl);
  await chargeIs(second.json.id, "captured");
  const path = `/api/rest/version/100/merchant/GOVPS/order/${charge.id}/transaction/1`;
  const card = { number: cards.approved, expiry: { month: "01", year: "39" }, securityCode: "100" };
  const late = await fetch(world.bank.url + path, {
    method: "PUT",
    headers: {
      authorization: `Basic ${Buffer.from("merchant.GOVPS:the merchant's password").toString("base64")}`,
    },
    body: JSON.stringify({
      apiOperation: "PAY",
      order: { amount: "312.00", currency: "ILS" },
      sourceOfFunds: { type: "CARD", provided: { card } },
    }),
  });
  assert.equal(late.status, 201);
  await world.db
    .updateTable("charge")
    .set({ next_check_at: new Date() })
    .where("id", "=", charge.id)
    .execute();
  await chargeIs(charge.id, "refunded");
  assert.equal((await world.bank.truth()).get(charge.id)?.netMinor, "0");
  assert.deepEqual(await ledger(charge.id), ["railClearing card 0", "suspense card 0"]);
});

test("a bank that decides late leaves the charge pending until it has decided", async () => {
  const { bill, charge } = await startPayment();
  await world.bank.pay(charge.redirectUrl, cards.lateApproved);
  assert.equal((await chargeOf(charge.id)).status, "pending");
  assert.equal((await billOf(bill.id)).status, "claimed");
  await world.bank.settle();
  await world.db
    .updateTable("charge")
    .set({ next_check_at: new Date() })
    .where("id", "=", charge.id)
    .execute();
  await chargeIs(charge.id, "captured");
});

for (const [what, takeBack] of [
  ["a chargeback", (id: string) => world.bank.chargeBack(id)],
  ["a void at the acquirer", (id: string) => world.bank.void(id)],
] as const) {
  test(`${what} undoes the payment: the bill is owed again and can be paid`, async () => {
    const { bill, charge } = await startPayment();
    await world.bank.pay(charge.redirectUrl);
    await chargeIs(charge.id, "captured");
    await takeBack(charge.id);
    await chargeIs(charge.id, "reversed");
    assert.equal((await billOf(bill.id)).status, "open");
    assert.deepEqual(await ledger(charge.id), ["billerPayable transport 0", "railClearing card 0"]);
    const second = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
    await world.bank.pay(second.json.redirectUrl);
    await chargeIs(second.json.id, "captured");
  });
}

test("a chargeback of a part is shown to staff, and the bill stays paid", async () => {
  const { bill, charge } = await startPayment();
  await world.bank.pay(charge.redirectUrl);
  await chargeIs(charge.id, "captured");
  await world.bank.chargeBack(charge.id, 1_200n);
  const broken = await until(async () =>
    world.db.selectFrom("break").selectAll().where("charge_id", "=", charge.id).executeTakeFirst(),
  );
  assert.equal(broken.kind, "railTookBack");
  assert.equal((await billOf(bill.id)).status, "paid");
});

test("every transfer sums to zero in its currency", async () => {
  const { rows } = await sql<{ currency: string; total: bigint }>`
    select currency, sum(amount_minor)::bigint as total from posting group by 1`.execute(world.db);
  assert.deepEqual(
    rows.map((row) => row.total),
    rows.map(() => 0n),
  );
});
