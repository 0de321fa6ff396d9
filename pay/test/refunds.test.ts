import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import { reverseCharge } from "#src/charge/reverse-payment.ts";
import { findRefundOrder } from "#src/refund/refund-order-queries.ts";
import {
  approveRefund,
  askRailAgain,
  rejectRefund,
  withdrawRefund,
} from "#src/refund/order-refund.ts";
import { receiptCode } from "#src/receipt/receipt-document.ts";
import { findReceipt } from "#src/receipt/receipt-queries.ts";
import { openBrowser } from "./browser.ts";
import { newBill, openPayWorld, transport, until, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => {
  world = await openPayWorld();
  await world.portal("PUT", "/v1/billers/interior", { ...transport, institution: "interior" });
  await setLimit(10_000n);
});
after(async () => await world.close());

const setLimit = async (limitMinor: bigint) =>
  await sql`
    insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('transport', 'transport', 'ILS', ${limitMinor}, 'mona.abdo')
    on conflict (institution_id, biller_code, currency) do update
      set limit_minor = excluded.limit_minor`.execute(world.db);

const ils = (amountMinor: string) => ({ amountMinor, currency: "ILS" });

/** A paid bill and its payment. */
const pay = async (more: object = {}): Promise<{ bill: Json; payment: Json }> => {
  const bill = await world.portal("POST", "/v1/bills", newBill(more));
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  const payment = await until(async () => {
    const found = await world.portal("GET", `/v1/bills/${bill.json.id}/payments`);
    return found.json.payments[0];
  });
  return { bill: bill.json, payment };
};

const refund = async (payment: Json, amountMinor: string, more: object = {}) =>
  await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: ils(amountMinor),
    reason: "serviceNotGiven",
    note: "the vehicle was sold",
    ...more,
  });

const statusIs = (id: string, status: string): Promise<Json> =>
  until(async () => {
    const { json } = await world.portal("GET", `/v1/refunds/${id}`);
    return json.status === status ? json : undefined;
  });

/** What the ledger's accounts hold of one payment. */
const ledger = async (payment: Json) => {
  const { rows } = await sql<{ line: string }>`
    select a.kind || ' ' || a.owner || ' ' || sum(p.amount_minor) as line
    from transfer t join posting p on p.institution_id = t.institution_id and p.transfer_id = t.id
      join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
    where t.source_id like ${`${payment.chargeId}%`} or t.source_id in
      (select id::text from refund_order where payment_id = ${payment.id})
    group by a.kind, a.owner order by 1`.execute(world.db);
  return rows.map((row) => row.line);
};

const orderOf = async (id: string) => {
  const order = await findRefundOrder(world.db, id);
  assert.ok(order);
  return order;
};

test("a refund within the limit goes back over the rail by itself, to the last agora", async () => {
  const { payment } = await pay();
  assert.deepEqual(payment.refundable, ils("31200"));
  const asked = await refund(payment, "10000");
  assert.equal(asked.status, 201, JSON.stringify(asked.json));
  assert.equal(asked.json.status, "due");
  const done = await statusIs(asked.json.id, "returned");
  assert.ok(done.returnedAt);
  const truth = (await world.bank.truth()).get(payment.chargeId);
  assert.equal(truth?.netMinor, "21200");
  assert.deepEqual(await ledger(payment), [
    "billerPayable transport -21200",
    "railClearing card 21200",
    "suspense card 0",
  ]);
  const { json } = await world.portal("GET", `/v1/payments/${payment.id}`);
  assert.deepEqual(json.refundable, ils("21200"));
});

test("the same key refunds once; nothing beyond what was captured is taken on", async () => {
  const { payment } = await pay();
  const headers = { "idempotency-key": `refund-${payment.id}` };
  const path = `/v1/payments/${payment.id}/refunds`;
  const body = { amount: ils("1000"), reason: "wrongAmount", note: "counted twice" };
  const first = await world.portal("POST", path, body, headers);
  const again = await world.portal("POST", path, body, headers);
  assert.equal(again.json.id, first.json.id);
  assert.equal((await world.portal("GET", path)).json.refunds.length, 1);
  const more = await refund(payment, "30201");
  assert.equal(more.json.type, "urn:gov:problem:refund-too-large");
  const other = await world.portal("POST", path, {
    ...body,
    amount: { amountMinor: "1", currency: "JOD" },
  });
  assert.equal(other.json.type, "urn:gov:problem:refund-currency");
  const stranger = await world.callerAs("another-ministry");
  assert.equal((await stranger("GET", path)).status, 404);
  assert.equal((await stranger("POST", path, body)).status, 404);
  const reader = await world.callerAs("portal", "payments:read");
  assert.equal((await reader("POST", path, body)).status, 403);
});

test("over the limit, in one piece or in several, it waits for a second person", async () => {
  const { payment } = await pay();
  const small = await refund(payment, "9999");
  assert.equal(small.json.status, "due");
  const rest = await refund(payment, "2");
  assert.equal(rest.json.status, "requested");
  const whole = await orderOf(rest.json.id);
  const agreed = await inTransaction(world.db, (tx) =>
    approveRefund(tx, { order: whole, by: "hanan.barghouthi", note: undefined }),
  );
  assert.ok(agreed.ok);
  const twice = await inTransaction(world.db, (tx) =>
    approveRefund(tx, { order: whole, by: "hanan.barghouthi", note: undefined }),
  );
  assert.deepEqual(twice, { ok: false, error: "refundDecided" });
  world.deps.kickOutbox();
  await statusIs(rest.json.id, "returned");
});

test("nobody approves what they asked for themselves: neither the code nor the database", async () => {
  const { payment } = await pay();
  const asked = await refund(payment, "31200");
  await sql`update refund_order set requested_by_kind = 'staff', requested_by = 'dina.masri'
    where id = ${asked.json.id}`.execute(world.db);
  const order = await orderOf(asked.json.id);
  const own = await inTransaction(world.db, (tx) =>
    approveRefund(tx, { order, by: "dina.masri", note: undefined }),
  );
  assert.deepEqual(own, { ok: false, error: "refundByOneself" });
  const forced = sql`update refund_order set status = 'approved', approval = 'secondPerson',
    decided_by = 'dina.masri', decided_at = now() where id = ${order.id}`.execute(world.db);
  await assert.rejects(forced, /refund_order_by_two_people/);
});

test("a rejected refund lets go of its amount, and no money moves", async () => {
  const { payment } = await pay();
  const asked = await refund(payment, "31200");
  assert.equal((await refund(payment, "1")).json.type, "urn:gov:problem:refund-too-large");
  const order = await orderOf(asked.json.id);
  const rejected = await inTransaction(world.db, (tx) =>
    rejectRefund(tx, { order, by: "hanan.barghouthi", note: "the licence was printed" }),
  );
  assert.ok(rejected.ok);
  const { json } = await world.portal("GET", `/v1/payments/${payment.id}`);
  assert.deepEqual(json.refundable, ils("31200"));
  assert.deepEqual(await ledger(payment), [
    "billerPayable transport -31200",
    "railClearing card 31200",
  ]);
});

test("each party of a split gives its part, and a full refund leaves nobody with anything", async () => {
  const splits = [
    { billerCode: "transport", amountMinor: "10" },
    { billerCode: "interior", amountMinor: "21" },
  ];
  const { payment } = await pay({ amount: ils("31"), splits });
  for (const amountMinor of ["10", "1", "20"]) {
    const asked = await refund(payment, amountMinor);
    await statusIs(asked.json.id, "returned");
  }
  assert.deepEqual(await ledger(payment), [
    "billerPayable interior 0",
    "billerPayable transport 0",
    "railClearing card 0",
    "suspense card 0",
  ]);
});

test("a rail that refuses is seen by a person: asked anew, or the money is the biller's again", async () => {
  const { payment } = await pay();
  const refuse = async () => {
    const match = { orderId: payment.chargeId, operation: "REFUND" };
    await world.bank.fault({ kind: "decline", match, times: 1 });
  };
  await refuse();
  const asked = await refund(payment, "5000");
  await statusIs(asked.json.id, "refusedByRail");
  const first = await orderOf(asked.json.id);
  const again = await inTransaction(world.db, (tx) =>
    askRailAgain(tx, { order: first, by: "dina.masri" }),
  );
  assert.ok(again.ok);
  world.deps.kickOutbox();
  await statusIs(asked.json.id, "returned");
  await refuse();
  const second = await refund(payment, "5000");
  await statusIs(second.json.id, "refusedByRail");
  const order = await orderOf(second.json.id);
  const back = await inTransaction(world.db, (tx) =>
    withdrawRefund(tx, { order, by: "dina.masri" }),
  );
  assert.ok(back.ok);
  assert.deepEqual(await ledger(payment), [
    "billerPayable transport -26200",
    "railClearing card 26200",
    "suspense card 0",
  ]);
});

test("however many ask at the same moment, no more goes back than came", async () => {
  await setLimit(31_200n);
  const { payment } = await pay();
  const amounts = fc.sample(fc.integer({ min: 1, max: 12_000 }), 24);
  const asked = await Promise.all(amounts.map((amount) => refund(payment, String(amount))));
  const taken = asked.flatMap((one, index) => (one.status === 201 ? [amounts[index] ?? 0] : []));
  const total = taken.reduce((sum, one) => sum + one, 0);
  assert.ok(taken.length > 0 && total <= 31_200, `${total}`);
  for (const one of asked) {
    if (one.status !== 201) assert.equal(one.json.type, "urn:gov:problem:refund-too-large");
    else await statusIs(one.json.id, "returned");
  }
  const truth = (await world.bank.truth()).get(payment.chargeId);
  assert.equal(truth?.netMinor, String(31_200 - total));
  const direct = sql`
    insert into refund_order (institution_id, payment_id, bill_id, charge_id, reason, note,
      amount_minor, currency, requested_by_kind, requested_by)
    select institution_id, id, bill_id, charge_id, 'other', 'around the code',
      amount_minor - refunded_minor + 1, currency, 'staff', 'x' from payment
    where id = ${payment.id}`.execute(world.db);
  await assert.rejects(direct, /payment_refunded_at_most_once/);
});

test("payers see it: the bill's page, the receipt, and the check of the receipt", async () => {
  const { bill, payment } = await pay({ amount: ils("9000") });
  const asked = await refund(payment, "4000");
  await statusIs(asked.json.id, "returned");
  const browser = openBrowser(world.url, "en");
  const partly = await browser.go(bill.payUrl);
  const number = /receipts\/([0-9A-Z-]{19})/.exec(partly.text)?.[1] ?? "";
  assert.ok(partly.text.includes("Partly refunded") && partly.text.includes("40.00 ₪"));
  assert.ok(partly.text.includes("The bill is paid"));
  await statusIs((await refund(payment, "5000")).json.id, "returned");
  const receipt = await findReceipt(world.db, number);
  assert.ok(receipt);
  const check = new URL(await receiptCode(world.press, receipt)).pathname;
  for (const path of [bill.payUrl, `/receipts/${number}`, check]) {
    const page = await browser.go(path);
    assert.ok(page.text.includes("Refunded"), path);
    assert.ok(page.text.includes("proves no payment any more"), path);
    assert.ok(page.text.includes("90.00 ₪"), path);
  }
  const timeline = await browser.go(bill.payUrl);
  assert.ok(timeline.text.includes("The money was sent back to you"));
  assert.ok(!timeline.text.includes("Do not pay it again"));
});

test("what a rail took back is not refunded, and what was refunded is not taken back unseen", async () => {
  const reverse = async (payment: Json) => {
    const charge = await findCharge(world.db, payment.chargeId);
    assert.ok(charge);
    return (await reverseCharge(world.deps, charge, "chargeback")).kind;
  };
  const { payment: first } = await pay();
  const waiting = await refund(first, "31200");
  assert.equal(waiting.json.status, "due");
  await statusIs(waiting.json.id, "returned");
  assert.equal(await reverse(first), "disputed");
  await setLimit(0n);
  const { payment: second } = await pay();
  const asked = await refund(second, "100");
  assert.equal(asked.json.status, "requested");
  assert.equal(await reverse(second), "reversed");
  const order = await orderOf(asked.json.id);
  const approved = await inTransaction(world.db, (tx) =>
    approveRefund(tx, { order, by: "hanan.barghouthi", note: undefined }),
  );
  assert.deepEqual(approved, { ok: false, error: "paymentReversed" });
  assert.equal((await refund(second, "1")).json.type, "urn:gov:problem:payment-reversed");
  const { json } = await world.portal("GET", `/v1/payments/${second.id}`);
  assert.deepEqual([json.refundable.amountMinor, typeof json.reversedAt], ["0", "string"]);
});
