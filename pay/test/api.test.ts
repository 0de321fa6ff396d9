import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { newBill, openPayWorld, transport, until, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const count = async (table: "bill" | "charge"): Promise<number> =>
  (await world.db.selectFrom(table).select("id").execute()).length;

test("the same key fifty times at once makes one bill, one charge and one answer", async () => {
  const billsBefore = await count("bill");
  const key = { "idempotency-key": randomUUID() };
  const body = newBill();
  const fifty = <T>(call: () => Promise<T>) => Promise.all(Array.from({ length: 50 }, call));
  const made = await fifty(() => world.portal("POST", "/v1/bills", body, key));
  assert.ok(made.every(({ status }) => status === 201 || status === 409));
  assert.equal((await count("bill")) - billsBefore, 1);
  const replay = await world.portal("POST", "/v1/bills", body, key);
  assert.equal(replay.headers.get("idempotent-replayed"), "true");
  for (const one of made) if (one.status === 201) assert.deepEqual(one.json, replay.json);
  const path = `/v1/bills/${replay.json.id}/charges`;
  const chargeKey = { "idempotency-key": randomUUID() };
  await fifty(() => world.portal("POST", path, { rail: "card" }, chargeKey));
  const charge = await world.portal("POST", path, { rail: "card" }, chargeKey);
  assert.equal(charge.status, 201);
  const charges = await world.db
    .selectFrom("charge")
    .select("id")
    .where("bill_id", "=", replay.json.id)
    .execute();
  assert.deepEqual(charges, [{ id: charge.json.id }]);
  await Promise.all([
    world.bank.pay(charge.json.redirectUrl),
    world.bank.pay(charge.json.redirectUrl),
  ]);
  await until(async () =>
    (await world.portal("GET", `/v1/bills/${replay.json.id}`)).json.status === "paid"
      ? true
      : undefined,
  );
  const truth = (await world.bank.truth()).get(charge.json.id);
  assert.equal(truth?.timesTaken, 1);
  const payments = await world.db
    .selectFrom("payment")
    .select("id")
    .where("bill_id", "=", replay.json.id)
    .execute();
  assert.equal(payments.length, 1);
});

test("a key is one request: another body is refused, no key is refused", async () => {
  const key = { "idempotency-key": "k".repeat(255) };
  const body = newBill();
  assert.equal((await world.portal("POST", "/v1/bills", body, key)).status, 201);
  const other = await world.portal("POST", "/v1/bills", newBill(), key);
  assert.equal(other.status, 422);
  assert.equal(other.json.type, "urn:gov:problem:idempotency-key-reused");
  for (const bad of ["", " ", "k".repeat(256), "مفتاح".normalize()]) {
    const headers = { "idempotency-key": encodeURI(bad) === bad ? bad : "a b" };
    assert.equal((await world.portal("POST", "/v1/bills", newBill(), headers)).status, 400);
  }
});

test("a failed request frees its key, and leaves nothing behind", async () => {
  const key = { "idempotency-key": randomUUID() };
  const body = newBill({ billerCode: "nobody" });
  assert.equal((await world.portal("POST", "/v1/bills", body, key)).status, 422);
  const numbers = await world.db
    .selectFrom("public_number")
    .select("number")
    .where("institution_id", "=", "nobody")
    .execute();
  assert.deepEqual(numbers, []);
  assert.equal((await world.portal("POST", "/v1/bills", newBill(), key)).status, 201);
});

test("a rail that does not answer keeps one charge, and the same key goes on with it", async () => {
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const path = `/v1/bills/${bill.json.id}/charges`;
  const key = { "idempotency-key": randomUUID() };
  await world.bank.fault({ kind: "timeoutDone", match: { operation: "INITIATE_CHECKOUT" } });
  const silent = await world.portal("POST", path, { rail: "card" }, key);
  assert.equal(silent.status, 503);
  assert.equal(silent.headers.get("retry-after"), "5");
  const again = await world.portal("POST", path, { rail: "card" }, key);
  assert.equal(again.status, 201, JSON.stringify(again.json));
  assert.equal(again.json.status, "pending");
});

/** What is wrong, where it is said, in both languages; nothing of it is a 5xx. */
const wrongBills: [what: string, body: unknown, field: string][] = [
  ["no body", undefined, ""],
  ["a list", [], ""],
  ["no amount", { ...newBill(), amount: undefined }, "amount"],
  ["an amount as a number", newBill({ amount: { amountMinor: 5, currency: "ILS" } }), "amount"],
  ["nothing", newBill({ amount: { amountMinor: "0", currency: "ILS" } }), "amount"],
  ["less than nothing", newBill({ amount: { amountMinor: "-5", currency: "ILS" } }), "amount"],
  ["too much", newBill({ amount: { amountMinor: "9".repeat(16), currency: "ILS" } }), "amount"],
  ["half a unit", newBill({ amount: { amountMinor: "1.5", currency: "ILS" } }), "amount"],
  ["another currency", newBill({ amount: { amountMinor: "1", currency: "EUR" } }), "amount"],
  ["a long reference", newBill({ reference: "r".repeat(65) }), "reference"],
  ["a reference with spaces", newBill({ reference: "a b" }), "reference"],
  ["one language", newBill({ description: { ar: "رخصة" } }), "description.en"],
  ["an empty text", newBill({ description: { ar: " ", en: " " } }), "description.ar"],
  ["a script address", newBill({ returnUrl: "javascript:alert(1)" }), "returnUrl"],
  ["a wrong date", newBill({ dueAt: "yesterday" }), "dueAt"],
  ["a wrong identity number", newBill({ payer: { nationalId: "12" } }), "payer.nationalId"],
  ["a NUL character", newBill({ description: { ar: "\u0000", en: "x" } }), "description.ar"],
  ["an unknown member", newBill({ surprise: 1 }), ""],
];

test("a bill that cannot be read says which field, in Arabic and in English", async () => {
  for (const [what, body, field] of wrongBills) {
    for (const language of ["ar", "en"]) {
      const headers = { "accept-language": language };
      const { status, json } = await world.portal("POST", "/v1/bills", body, headers);
      assert.equal(status, 400, `${what}: ${status} ${JSON.stringify(json)}`);
      const fields: string[] = (json.errors ?? []).map((one: Json) => one.field);
      assert.ok(fields.length === 0 || fields.some((one) => one.startsWith(field)), what);
      assert.equal(/[\u0600-\u06ff]/.test(json.title), language === "ar", what);
    }
  }
});

test("what cannot be collected is refused by name", async () => {
  const splits = [{ billerCode: "transport", amountMinor: "1" }];
  const refused: [object, string][] = [
    [{ billerCode: "nobody" }, "biller-unknown"],
    [{ amount: { amountMinor: "5", currency: "USD" } }, "currency-not-taken"],
    [{ serviceType: "passport" }, "service-type-unknown"],
    [{ splits }, "splits-not-the-amount"],
  ];
  for (const [more, type] of refused) {
    const { status, json } = await world.portal("POST", "/v1/bills", newBill(more));
    assert.deepEqual([status, json.type], [422, `urn:gov:problem:${type}`]);
  }
  const body = newBill();
  await world.portal("POST", "/v1/bills", body);
  const twice = await world.portal("POST", "/v1/bills", body);
  assert.deepEqual([twice.status, twice.json.type], [409, "urn:gov:problem:reference-taken"]);
  const found = await world.portal("GET", `/v1/bills?reference=${body.reference}`);
  assert.equal(found.json.bills.length, 1);
});

test("a caller needs a token, the scope, and sees only its own bills", async () => {
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const path = `/v1/bills/${bill.json.id}`;
  const other = await world.callerAs("another");
  assert.equal((await other("GET", path)).status, 404);
  assert.equal((await other("POST", `${path}/cancel`)).status, 404);
  assert.equal((await other("POST", `${path}/charges`, { rail: "card" })).status, 404);
  const reader = await world.callerAs("portal", "bills:read");
  assert.equal((await reader("POST", `${path}/cancel`)).status, 403);
  assert.equal((await reader("PUT", "/v1/billers/transport", transport)).status, 403);
  const forged = { authorization: "Bearer aaaa.bbbb.cccc" };
  assert.equal((await world.portal("GET", path, undefined, forged)).status, 401);
  assert.equal((await world.portal("GET", "/v1/bills/not-an-id")).status, 400);
  assert.equal((await world.portal("GET", `/v1/bills/${randomUUID()}`)).status, 404);
});

test("a biller with a wrong IBAN or twice the same currency is refused", async () => {
  const wrong = [{ currency: "ILS", iban: "PS93PALS000000000400123456702" }];
  const twice = [transport.ibans[0], transport.ibans[0]];
  for (const ibans of [wrong, twice, []]) {
    const { status } = await world.portal("PUT", "/v1/billers/x-y", { ...transport, ibans });
    assert.equal(status, 400);
  }
  const moved = { ...transport, institution: "interior" };
  assert.equal((await world.portal("PUT", "/v1/billers/transport", moved)).status, 409);
});

test("a service new to a biller is collected for once the portal says so, and nothing else changes", async () => {
  const permit = newBill({ serviceType: "street-stall" });
  assert.equal((await world.portal("POST", "/v1/bills", permit)).status, 422);
  const path = "/v1/billers/transport/service-types/street-stall";
  assert.equal((await world.portal("PUT", path)).status, 201);
  assert.equal((await world.portal("PUT", path)).status, 200);
  assert.equal((await world.portal("POST", "/v1/bills", permit)).status, 201);
  const known = newBill({ serviceType: "vehicle-licence" });
  assert.equal((await world.portal("POST", "/v1/bills", known)).status, 201);
  const nobody = "/v1/billers/nobody/service-types/street-stall";
  assert.equal((await world.portal("PUT", nobody)).status, 422);
  assert.equal((await world.portal("PUT", `${path}%20x`)).status, 400);
});

test("a bill split between two billers pays each its part", async () => {
  await world.portal("PUT", "/v1/billers/police", { ...transport, institution: "police" });
  const splits = [
    { billerCode: "transport", amountMinor: "30000" },
    { billerCode: "police", amountMinor: "1200" },
  ];
  const bill = await world.portal("POST", "/v1/bills", newBill({ splits }));
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  await until(async () => {
    const balance = await world.db
      .selectFrom("account_balance")
      .select("balance_minor")
      .where("owner", "=", "police")
      .executeTakeFirst();
    return balance?.balance_minor === -1200n ? true : undefined;
  });
});

test("the biller hears of the payment, signed, and a failed delivery is logged and repeated", async () => {
  const secret = `whsec_${Buffer.alloc(32, 7).toString("base64")}`;
  const heard: unknown[] = [];
  let refusals = 1;
  const listener = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      const headers = request.headers as Record<string, string>;
      heard.push(new Webhook(secret).verify(body, headers));
      response.writeHead(refusals-- > 0 ? 500 : 204).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const { port } = listener.address() as AddressInfo;
  const endpoint = {
    url: `http://localhost:${port}/webhooks/pay`,
    secret,
    clientId: "portal",
    eventTypes: ["bill.paid", "charge.failed"],
  };
  const put = await world.portal("PUT", "/v1/webhook-endpoints/portal", endpoint);
  assert.equal(put.status, 201);
  assert.equal(put.json.secret, undefined);
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  await until(async () => heard[0]);
  const due = await until(async () => {
    const { outbox } = await outboxRow();
    return outbox?.attempts === 1 ? outbox : undefined;
  });
  const waitS = (due.due_at.getTime() - Date.now()) / 1_000;
  assert.ok(waitS > 50 && waitS <= 60, `the second try comes after a minute, not ${waitS} s`);
  await makeDue();
  world.deps.kickOutbox();
  await until(async () => heard[1]);
  assert.deepEqual(heard[1], heard[0]);
  const message = heard[0] as Json;
  assert.equal(message.type, "bill.paid");
  assert.equal(message.data.billId, bill.json.id);
  assert.match(message.data.receiptUrl, /\/receipts\/[0-9A-Z]{4}(-[0-9A-Z]{4}){3}$/);
  const log = await until(async () => {
    const found = await world.portal("GET", "/v1/webhook-endpoints/portal/deliveries");
    return found.json.deliveries.length === 2 ? found.json.deliveries : undefined;
  });
  assert.deepEqual(
    log.map((one: Json) => [one.attempt, one.status]),
    [
      [2, 204],
      [1, 500],
    ],
  );
  listener.close();
});

const outboxRow = async () => {
  const { rows } = await sql<{ attempts: number; due_at: Date }>`
    select attempts, due_at from outbox where kind = 'webhook'`.execute(world.db);
  return { outbox: rows[0] };
};
const makeDue = async () => {
  await sql`update outbox set due_at = now()`.execute(world.db);
};
