import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { configSchema } from "#src/config.ts";
import { openPayWorld, payEnvironment, until, newBill, type PayWorld } from "./pay-world.ts";
import { startWebhookListener, type WebhookListener } from "./webhook-listener.ts";

let world: PayWorld;
let listener: WebhookListener;
before(async () => {
  listener = await startWebhookListener();
  const { host } = new URL(listener.url);
  world = await openPayWorld({ WEBHOOK_INSIDE_HOSTS: host });
});
after(async () => {
  await listener.close();
  await world.close();
});

const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
const put = async (url: string) =>
  await world.portal("PUT", "/v1/webhook-endpoints/w", {
    url,
    secret,
    eventTypes: ["bill.created"],
  });

test("an address inside is refused with its remedy; a listed host and a public one are taken", async () => {
  const inside = ["https://127.0.0.1/x", "https://[::1]/x", "https://localhost/x"];
  const more = [
    "https://169.254.169.254/latest/meta-data/",
    "https://2130706433/",
    "https://10.0.0.7/",
  ];
  for (const url of [...inside, ...more]) {
    const { status, json } = await put(url);
    assert.deepEqual([status, json.type], [422, "urn:gov:problem:webhook-url-not-public"], url);
  }
  assert.equal((await put("http://8.8.8.8/x")).json.type, "urn:gov:problem:webhook-url-not-https");
  assert.equal((await put("https://user:pass@8.8.8.8/x")).status, 400);
  assert.equal((await put("https://8.8.8.8/x")).status, 201);
  assert.equal((await put(listener.url)).status, 200);
});

test("an address that became an inside one after it was taken is still not called", async () => {
  await put(listener.url);
  const elsewhere = listener.url.replace("localhost", "127.0.0.1");
  await world.db.updateTable("webhook_endpoint").set({ url: elsewhere }).execute();
  await world.portal("POST", "/v1/bills", newBill());
  const line = await until(async () => {
    const log = await world.portal("GET", "/v1/webhook-endpoints/w/deliveries");
    return log.json.deliveries[0];
  });
  assert.equal(line.error, "not a public address");
  assert.equal(listener.heard.length, 0);
});

test("every host inside is refused as a setting in production", () => {
  const environment = payEnvironment({
    port: 3002,
    databaseUrl: "postgres://localhost/pay",
    bankUrl: "https://bank.example",
    issuerUrl: "https://sso.example",
  });
  const production = { ...environment, NODE_ENV: "production" };
  const parsed = configSchema.safeParse(production);
  assert.deepEqual(
    parsed.error?.issues.map(({ path }) => path[0]),
    ["WEBHOOK_INSIDE_HOSTS"],
  );
});
