import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { Webhook } from "standardwebhooks";
import { webhookTypes } from "#src/webhook/webhook-message.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";
import { startWebhookListener, type WebhookListener } from "./webhook-listener.ts";

let world: PayWorld;
let listener: WebhookListener;
before(async () => {
  world = await openPayWorld();
  listener = await startWebhookListener();
});
after(async () => {
  await listener.close();
  await world.close();
});

const secretOf = (byte: number): string => `whsec_${Buffer.alloc(32, byte).toString("base64")}`;
const put = async (id: string, more: object = {}, caller = world.portal) =>
  await caller("PUT", `/v1/webhook-endpoints/${id}`, {
    url: listener.url,
    secret: secretOf(1),
    eventTypes: webhookTypes,
    ...more,
  });
const path = (id: string, rest = ""): string => `/v1/webhook-endpoints/${id}${rest}`;
const typesOf = (billId: string): string[] =>
  listener.heard.filter(({ body }) => body.data.billId === billId).map(({ body }) => body.type);
const hears = async (billId: string, type: string): Promise<void> => {
  await until(async () => (typesOf(billId).includes(type) ? true : undefined));
};
const verify = (secret: string, at: number): unknown => {
  const { text, headers } = listener.heard.at(at) ?? { text: "", headers: {} };
  return new Webhook(secret).verify(text, headers as Record<string, string>);
};

test("a client hears of everything that happens to its bills, and nobody else's", async () => {
  assert.equal((await put("all")).status, 201);
  const other = await world.callerAs("other");
  const foreign = await other("POST", "/v1/bills", newBill());
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  // Two workers send side by side: in which order, nobody promises.
  const told = ["bill.created", "charge.created", "charge.pending", "charge.captured", "bill.paid"];
  for (const type of told) await hears(bill.json.id, type);
  assert.deepEqual(typesOf(bill.json.id).toSorted(), told.toSorted());
  const cancelled = await world.portal("POST", "/v1/bills", newBill());
  await world.portal("POST", `/v1/bills/${cancelled.json.id}/cancel`);
  await world.portal("POST", `/v1/bills/${cancelled.json.id}/cancel`);
  await hears(cancelled.json.id, "bill.cancelled");
  await hears(cancelled.json.id, "bill.created");
  assert.equal(typesOf(cancelled.json.id).length, 2);
  assert.deepEqual(typesOf(foreign.json.id), []);
});

test("a bill whose time has passed ends by itself, and says so", async () => {
  const expiresAt = new Date(Date.now() + 3_600_000).toISOString();
  const bill = await world.portal("POST", "/v1/bills", newBill({ expiresAt }));
  assert.equal(bill.json.expiresAt, expiresAt);
  await sql`update bill set expires_at = now() where id = ${bill.json.id}`.execute(world.db);
  await hears(bill.json.id, "bill.expired");
  const after = await world.portal("GET", `/v1/bills/${bill.json.id}`);
  assert.equal(after.json.status, "cancelled");
  assert.ok(after.json.expiredAt);
  const late = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  assert.equal(late.json.type, "urn:gov:problem:bill-cancelled");
});

test("while a secret is rotated, both sign; afterwards the new one alone", async () => {
  assert.equal((await put("rotating", { eventTypes: ["upload.done"] })).status, 201);
  const ping = async () => (await world.portal("POST", path("rotating", "/ping"))).json;
  const pinged = await ping();
  assert.deepEqual([pinged.delivered, pinged.status], [true, 204]);
  verify(secretOf(1), -1);
  const rotation = { secret: secretOf(2), overlapHours: 1 };
  const rotated = await world.portal("POST", path("rotating", "/rotate-secret"), rotation);
  assert.equal(rotated.status, 200);
  assert.ok(!JSON.stringify(rotated.json).includes("whsec_"));
  await ping();
  assert.equal(String(listener.heard.at(-1)?.headers["webhook-signature"]).split(" ").length, 2);
  verify(secretOf(1), -1);
  verify(secretOf(2), -1);
  await sql`update webhook_endpoint set previous_until = now()
    where id = 'rotating'`.execute(world.db);
  await ping();
  verify(secretOf(2), -1);
  assert.throws(() => verify(secretOf(1), -1));
});

test("one message, or all of a time, can be had again: same id, same bytes", async () => {
  await put("all");
  const since = new Date().toISOString();
  const bill = await world.portal("POST", "/v1/bills", newBill());
  await hears(bill.json.id, "bill.created");
  const [first] = listener.heard.filter(({ body }) => body.data.billId === bill.json.id);
  const messageId = first?.headers["webhook-id"];
  const replayed = await world.portal("POST", path("all", "/replay"), { messageId });
  assert.deepEqual(replayed.json, { queued: 1 });
  const copies = () => listener.heard.filter(({ headers }) => headers["webhook-id"] === messageId);
  await until(async () => (copies().length === 2 ? true : undefined));
  assert.equal((await world.portal("POST", path("all", "/replay"), { since })).json.queued, 1);
  await until(async () => (copies().length === 3 ? true : undefined));
  assert.deepEqual(new Set(copies().map(({ text }) => text)).size, 1);
  const unknown = { messageId: `msg_${"0".repeat(32)}` };
  assert.equal((await world.portal("POST", path("all", "/replay"), unknown)).status, 404);
  assert.equal((await world.portal("POST", path("all", "/replay"), {})).status, 400);
});

test("the log says what was sent and what was answered", async () => {
  await put("talking", { eventTypes: ["upload.done"] });
  listener.answer.status = 500;
  listener.answer.body = `broken\u0000 ${"x".repeat(2_000)}`;
  const pinged = await world.portal("POST", path("talking", "/ping"));
  listener.answer.status = 204;
  listener.answer.body = "";
  assert.deepEqual([pinged.json.delivered, pinged.json.error], [false, "answered 500"]);
  const log = await world.portal("GET", path("talking", "/deliveries"));
  const [line] = log.json.deliveries;
  assert.deepEqual(
    [line.eventType, line.status, line.url, line.messageId],
    ["endpoint.ping", 500, listener.url, pinged.json.messageId],
  );
  assert.match(line.responseSummary, /^broken +x+$/);
  assert.ok(line.responseSummary.length <= 500 && line.requestBytes > 50);
});

test("an endpoint that only ever fails is disabled, others are told, and PUT enables it", async () => {
  await put("all");
  await put("dead", { url: "http://localhost:9/nobody", eventTypes: ["bill.created"] });
  const first = await world.portal("POST", "/v1/bills", newBill());
  const state = async () => (await world.portal("GET", path("dead"))).json;
  await until(async () => ((await state()).status === "failing" ? true : undefined));
  await sql`update webhook_endpoint set failing_since = now() - interval '4 days'
    where id = 'dead'`.execute(world.db);
  const second = await world.portal("POST", "/v1/bills", newBill());
  const disabled = await until(async () =>
    (await state()).status === "disabled" ? await state() : undefined,
  );
  assert.ok(disabled.disabledAt);
  const notice = await until(async () =>
    listener.heard.find(({ body }) => body.type === "endpoint.disabled"),
  );
  assert.equal(notice.body.data.endpointId, "dead");
  const refused = await world.portal("POST", path("dead", "/replay"), {
    since: "2026-01-01T00:00:00Z",
  });
  assert.equal(refused.json.type, "urn:gov:problem:webhook-endpoint-disabled");
  assert.equal((await put("dead", { eventTypes: ["bill.created"] })).json.status, "enabled");
  const since = first.json.createdAt;
  const replay = await world.portal("POST", path("dead", "/replay"), { since });
  assert.ok(replay.json.queued >= 2);
  const copies = () => typesOf(second.json.id).filter((type) => type === "bill.created").length;
  await until(async () => (copies() === 2 ? true : undefined));
});

test("endpoints are their client's: others neither see, change nor replay them", async () => {
  await put("all");
  const scope = "webhooks:write";
  const other = await world.callerAs("other", scope);
  const calls: [string, string, Json?][] = [
    ["GET", path("all")],
    ["GET", path("all", "/deliveries")],
    ["POST", path("all", "/ping")],
    ["POST", path("all", "/replay"), { since: "2026-01-01T00:00:00Z" }],
    ["POST", path("all", "/rotate-secret"), { secret: secretOf(3) }],
    ["DELETE", path("all")],
  ];
  for (const [method, to, body] of calls) {
    assert.equal((await other(method, to, body)).status, 404, `${method} ${to}`);
  }
  assert.equal((await put("all", {}, other)).status, 409);
  assert.equal((await put("mine", { clientId: "portal" }, other)).status, 409);
  assert.equal((await put("mine", {}, other)).status, 201);
  const listed = await other("GET", "/v1/webhook-endpoints");
  assert.deepEqual(
    listed.json.endpoints.map((one: Json) => one.id),
    ["mine"],
  );
  assert.equal((await other("DELETE", path("mine"))).status, 200);
  assert.equal((await other("GET", path("mine"))).status, 404);
});
