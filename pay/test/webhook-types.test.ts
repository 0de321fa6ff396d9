import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { approveRefund, rejectRefund, withdrawRefund } from "#src/refund/order-refund.ts";
import { findRefundOrder } from "#src/refund/refund-order-queries.ts";
import { webhookTypes, type WebhookType } from "#src/webhook/webhook-message.ts";
import { payBill } from "./console-world.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";
import { startWebhookListener, type WebhookListener } from "./webhook-listener.ts";

let world: PayWorld;
let listener: WebhookListener;
before(async () => {
  world = await openPayWorld();
  listener = await startWebhookListener();
  const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const all = { url: listener.url, secret, eventTypes: webhookTypes };
  await world.portal("PUT", "/v1/webhook-endpoints/all", all);
});
after(async () => {
  await listener.close();
  await world.close();
});

const heardOf = async (id: string, type: WebhookType): Promise<Json> =>
  await until(async () => {
    const found = listener.heard.find(
      ({ body }) => body.type === type && JSON.stringify(body.data).includes(id),
    );
    return found?.body.data;
  });

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;
const startCharge = async (bill: Json, more: object = {}): Promise<Json> =>
  (await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card", ...more })).json;

const ask = async (amountMinor: string): Promise<{ refund: Json; payment: Json }> => {
  const { payment } = await payBill(world);
  const { json } = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: { amountMinor, currency: "ILS" },
    reason: "wrongAmount",
    note: "counted twice",
  });
  return { refund: json, payment };
};

const decide = async (
  command: typeof approveRefund | typeof rejectRefund | typeof withdrawRefund,
  id: string,
): Promise<void> => {
  const order = await findRefundOrder(world.db, id);
  assert.ok(order);
  const by = "hanan.barghouthi";
  const done = await inTransaction(world.db, (tx) => command(tx, { order, by, note: undefined }));
  assert.ok(done.ok);
  world.deps.kickOutbox();
};

const upload = async (file: string): Promise<string> => {
  const body = { billerCode: "transport", format: "csv" };
  const { json } = await world.portal("POST", "/v1/bill-uploads", body);
  const token = await world.issuer.token({ clientId: "portal", scope: "bills:write" });
  const headers = {
    authorization: `Bearer ${token}`,
    "content-type": "application/octet-stream",
    "upload-offset": "0",
    "upload-complete": "?1",
  };
  const path = `${world.url}/v1/bill-uploads/${json.id}/content`;
  await fetch(path, { method: "PUT", headers, body: file });
  return json.id;
};

/** What a biller does or lives through to hear of each type. */
const flows: Readonly<Record<WebhookType, () => Promise<string>>> = {
  "bill.created": async () => (await makeBill()).id,
  "bill.paid": async () => (await payBill(world)).bill.id,
  "bill.partlyPaid": async () => {
    const parts = { lowerMinor: "1000", upperMinor: "31200" };
    const bill = await makeBill({ parts });
    await world.bank.pay((await startCharge(bill, { amountMinor: "1000" })).redirectUrl);
    return bill.id;
  },
  "bill.cancelled": async () => {
    const bill = await makeBill();
    await world.portal("POST", `/v1/bills/${bill.id}/cancel`);
    return bill.id;
  },
  "bill.expired": async () => {
    const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
    const bill = await makeBill({ expiresAt });
    await sql`update bill set expires_at = now() where id = ${bill.id}`.execute(world.db);
    return bill.id;
  },
  "charge.created": async () => (await startCharge(await makeBill())).id,
  "charge.pending": async () => (await startCharge(await makeBill())).id,
  "charge.captured": async () => (await payBill(world)).charge.id,
  "charge.failed": async () => {
    const charge = await startCharge(await makeBill());
    const back = await world.bank.cancel(charge.redirectUrl);
    await fetch(back ?? "", { redirect: "manual" });
    await sql`update charge set next_check_at = now(), expires_at = now()
      where id = ${charge.id}`.execute(world.db);
    return charge.id;
  },
  "charge.surplus": async () => {
    const charge = await startCharge(await makeBill());
    await world.bank.fault({ kind: "otherAmount", match: { orderId: charge.id } });
    await world.bank.pay(charge.redirectUrl);
    return charge.id;
  },
  "charge.refunded": async () => {
    const charge = await startCharge(await makeBill());
    await world.bank.fault({ kind: "otherAmount", match: { orderId: charge.id } });
    await world.bank.pay(charge.redirectUrl);
    return charge.id;
  },
  "refund.created": async () => (await ask("100")).refund.id,
  "refund.approved": async () => {
    const { refund } = await ask("100");
    await decide(approveRefund, refund.id);
    return refund.id;
  },
  "refund.rejected": async () => {
    const { refund } = await ask("100");
    await decide(rejectRefund, refund.id);
    return refund.id;
  },
  "refund.returned": async () => {
    const { refund } = await ask("100");
    await decide(approveRefund, refund.id);
    return refund.id;
  },
  "refund.refused": async () => (await refused()).id,
  "refund.withdrawn": async () => {
    const refund = await refused();
    await heardOf(refund.id, "refund.refused");
    await decide(withdrawRefund, refund.id);
    return refund.id;
  },
  "payment.reversed": async () => {
    const { charge } = await payBill(world);
    await world.bank.void(charge.id);
    await sql`update charge set next_check_at = now() where id = ${charge.id}`.execute(world.db);
    return charge.id;
  },
  "upload.done": async () =>
    await upload("reference,descriptionAr,descriptionEn,amount,currency\nU-1,رسم,Fee,10,ILS\n"),
  "upload.failed": async () => await upload("\n\n"),
  "endpoint.disabled": async () => {
    const secret = `whsec_${Buffer.alloc(32, 2).toString("base64")}`;
    const dead = { url: "http://localhost:9/nobody", secret, eventTypes: ["bill.cancelled"] };
    await world.portal("PUT", "/v1/webhook-endpoints/dead", dead);
    await sql`update webhook_endpoint set failing_since = now() - interval '4 days'
      where id = 'dead'`.execute(world.db);
    const bill = await makeBill();
    await world.portal("POST", `/v1/bills/${bill.id}/cancel`);
    return "dead";
  },
};

const refused = async (): Promise<Json> => {
  const { refund, payment } = await ask("100");
  const match = { orderId: payment.chargeId, operation: "REFUND" };
  await world.bank.fault({ kind: "decline", match, times: 1 });
  await decide(approveRefund, refund.id);
  return refund;
};

for (const type of webhookTypes) {
  test(`a biller hears of ${type} when it happens`, async () => {
    await heardOf(await flows[type](), type);
  });
}

test("a refund has one id and one state: asked for, listed, read and told", async () => {
  const { refund } = await ask("100");
  const created = await heardOf(refund.id, "refund.created");
  assert.deepEqual(
    [refund.status, created.status, created.refundId],
    ["requested", "requested", refund.id],
  );
  const query = `/v1/refunds?billingNumber=${created.billingNumber}`;
  assert.deepEqual((await world.portal("GET", query)).json.refunds, [refund]);
  await decide(approveRefund, refund.id);
  assert.equal((await heardOf(refund.id, "refund.approved")).status, "due");
  const returned = await heardOf(refund.id, "refund.returned");
  assert.equal(returned.status, "returned");
  const read = await world.portal("GET", `/v1/refunds/${refund.id}`);
  assert.equal(read.json.status, "returned");
  assert.deepEqual((await world.portal("GET", query)).json.refunds, [read.json]);
});

test("a surplus is a refund like another, of nobody's asking", async () => {
  const charge = await startCharge(await makeBill());
  await world.bank.fault({ kind: "payTwice", match: { orderId: charge.id } });
  await world.bank.pay(charge.redirectUrl);
  const created = await heardOf(charge.id, "refund.created");
  await heardOf(created.refundId, "refund.returned");
  const { json } = await world.portal("GET", `/v1/refunds/${created.refundId}`);
  assert.deepEqual(
    [json.id, json.origin, json.reason, json.status, json.amount.amountMinor, json.chargeId],
    [created.refundId, "surplus", "takenTwice", "returned", "31200", charge.id],
  );
  const stranger = await world.callerAs("stranger");
  assert.equal((await stranger("GET", `/v1/refunds/${created.refundId}`)).status, 404);
});
