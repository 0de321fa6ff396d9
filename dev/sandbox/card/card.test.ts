import assert from "node:assert/strict";
import { mkdtempSync, appendFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, describe, it } from "node:test";
import type { Party } from "../party.ts";
import { startCardSandbox } from "./card.ts";
import type { CardSandboxOptions } from "./card.ts";
import { passesLuhn, testCards } from "./test-cards.ts";

const merchantId = "GOVPS";
const password = "a password of the test";
const open: Party[] = [];
after(() => Promise.all(open.map((party) => party.close())));

async function start(options: Partial<CardSandboxOptions> = {}) {
  const party = await startCardSandbox({
    port: 0,
    merchantId,
    password,
    webhookSecret: "the webhook secret",
    ...options,
  });
  open.push(party);
  return { party, ...callers(party.url) };
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers are asserted, not typed
type Json = any;

function callers(url: string) {
  const base = `${url}/api/rest/version/100/merchant/${merchantId}`;
  const credentials = Buffer.from(`merchant.${merchantId}:${password}`).toString("base64");
  const call = async (method: string, path: string, body?: object, signal?: AbortSignal) => {
    const response = await fetch(base + path, {
      method,
      headers: { authorization: `Basic ${credentials}`, "content-type": "application/json" },
      ...(body ? { body: JSON.stringify(body) } : {}),
      signal: signal ?? AbortSignal.timeout(5_000),
    });
    return { status: response.status, json: (await response.json()) as Json };
  };
  const control = async (method: string, path: string, body?: object): Promise<Json> => {
    const init = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`${url}/_sandbox${path}`, { method, ...init });
    return response.status === 204 ? undefined : response.json();
  };
  const submit = (path: string, fields: Record<string, string>) =>
    fetch(url + path, {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams(fields),
    });
  const truth = async (orderId: string) =>
    (await control("GET", `/orders?orderId=${orderId}`)).orders[0];
  const fault = (body: object) => control("POST", "/faults", body);
  return { call, control, submit, truth, fault };
}

const initiate = (id: string, interaction: object = {}, order: object = {}) => ({
  apiOperation: "INITIATE_CHECKOUT",
  interaction: {
    operation: "PURCHASE",
    merchant: { name: "Treasury" },
    returnUrl: "http://localhost:9/return?bill=1",
    ...interaction,
  },
  order: { id, amount: "120.50", currency: "ILS", description: "Vehicle licence", ...order },
});
const cardFields = (number: string) => ({ number, expiry: "01/39", cvv: "100" });
const directPay = (amount = "10.00") => ({
  apiOperation: "PAY",
  order: { amount, currency: "ILS" },
  sourceOfFunds: {
    type: "CARD",
    provided: {
      card: {
        number: "5123450000000008",
        expiry: { month: "01", year: "39" },
        securityCode: "100",
      },
    },
  },
});

describe("hosted checkout", () => {
  it("takes the money once and sends the payer back with the success indicator", async () => {
    const { call, submit, truth } = await start();
    const session = (await call("POST", "/session", initiate("o-1"))).json;
    assert.equal((await call("GET", "/order/o-1")).status, 400);
    const path = `/checkout/pay/${session.session.id}`;
    const paid = await submit(path, cardFields("5123 4500 0000 0008"));
    assert.equal(paid.status, 303);
    const back = new URL(paid.headers.get("location") ?? "");
    assert.equal(back.searchParams.get("bill"), "1");
    assert.equal(back.searchParams.get("resultIndicator"), session.successIndicator);
    const again = await submit(path, cardFields("5123450000000008"));
    assert.equal(again.headers.get("location"), back.href);
    const order = (await call("GET", "/order/o-1")).json;
    assert.deepEqual(
      [order.status, order.result, order.totalCapturedAmount, order.currency],
      ["CAPTURED", "SUCCESS", 120.5, "ILS"],
    );
    assert.equal((await truth("o-1")).timesTaken, 1);
    assert.equal((await truth("o-1")).netMinor, "12050");
  });

  it("asks for the issuer's code, refuses a wrong one, and goes on with the right one", async () => {
    const { party, call, submit, truth } = await start();
    const session = (await call("POST", "/session", initiate("o-2"))).json;
    const sent = await submit(
      `/checkout/pay/${session.session.id}`,
      cardFields("2223000000000007"),
    );
    const issuer = sent.headers.get("location") ?? "";
    const page = await (await fetch(party.url + issuer)).text();
    const code = />(\d{6})<\/output>/.exec(page)?.[1] ?? "";
    assert.equal((await call("GET", "/order/o-2")).json.status, "AUTHENTICATION_INITIATED");
    const wrong = await submit(issuer, { code: code === "000000" ? "111111" : "000000" });
    assert.equal(wrong.status, 422);
    const right = await submit(issuer, { code });
    const onward = party.url + (right.headers.get("location") ?? "");
    const back = await fetch(onward, { redirect: "manual" });
    assert.match(back.headers.get("location") ?? "", new RegExp(session.successIndicator));
    await fetch(onward, { redirect: "manual" });
    assert.equal((await truth("o-2")).timesTaken, 1);
  });

  it("explains a declined card, lets another be tried, and gives up when told to", async () => {
    const { call, submit, truth } = await start();
    const session = (await call("POST", "/session", initiate("o-3", { retryAttemptCount: 1 })))
      .json;
    const path = `/checkout/pay/${session.session.id}`;
    const declined = await submit(path, cardFields("4508750015741019"));
    assert.equal(declined.status, 422);
    assert.match(await declined.text(), /رصيد البطاقة لا يكفي/);
    const last = await submit(`${path}?lang=en`, cardFields("5111111111111118"));
    assert.equal(last.status, 303);
    assert.doesNotMatch(last.headers.get("location") ?? "", new RegExp(session.successIndicator));
    assert.equal((await call("GET", "/order/o-3")).json.status, "FAILED");
    assert.equal((await truth("o-3")).netMinor, "0");
  });

  it("keeps what was typed, names the field, and reads Arabic-Indic digits", async () => {
    const { call, submit } = await start();
    const session = (await call("POST", "/session", initiate("o-4"))).json;
    const path = `/checkout/pay/${session.session.id}`;
    const wrong = await submit(path, { number: "5123450000000008", expiry: "13/39", cvv: "1" });
    const page = await wrong.text();
    assert.equal(wrong.status, 422);
    assert.match(page, /value="5123450000000008"/);
    assert.match(page, /id="expiry-error"/);
    assert.doesNotMatch(page, /id="number-error"/);
    const arabic = { number: "٥١٢٣٤٥٠٠٠٠٠٠٠٠٠٨", expiry: "٠١/٣٩", cvv: "١٠٠" };
    assert.equal((await submit(path, arabic)).status, 303);
  });

  it("does not answer in time, and tells the truth later", async () => {
    const { call, control, submit, truth } = await start({ settings: { settlesAfterMs: 60_000 } });
    const session = (await call("POST", "/session", initiate("o-5"))).json;
    await submit(`/checkout/pay/${session.session.id}`, cardFields("5506900140100305"));
    const awaiting = (await call("GET", "/order/o-5")).json;
    assert.deepEqual([awaiting.status, awaiting.result], ["INITIATED", "UNKNOWN"]);
    assert.equal((await truth("o-5")).netMinor, "0");
    assert.deepEqual(await control("POST", "/settle"), { settled: 1 });
    assert.equal((await call("GET", "/order/o-5")).json.status, "CAPTURED");
  });

  it("ends when cancelled and when its time is over", async () => {
    let now = new Date("2026-03-01T08:00:00Z");
    const { party, call, submit } = await start({ now: () => now });
    const cancelUrl = "http://localhost:9/cancelled";
    const one = (await call("POST", "/session", initiate("o-6", { cancelUrl }))).json.session.id;
    const left = await submit(`/checkout/pay/${one}/cancel`, {});
    assert.match(left.headers.get("location") ?? "", /cancelled/);
    const after = await submit(`/checkout/pay/${one}`, cardFields("5123450000000008"));
    assert.match(after.headers.get("location") ?? "", /cancelled/);
    const two = (await call("POST", "/session", initiate("o-7", { timeout: 600 }))).json.session.id;
    now = new Date("2026-03-01T08:10:00Z");
    assert.equal((await fetch(`${party.url}/checkout/pay/${two}`)).status, 410);
    assert.equal((await call("GET", "/order/o-6")).status, 400);
  });

  it("knows only test cards that a card form accepts", () => {
    assert.ok(testCards.every((card) => passesLuhn(card.number)));
  });
});

describe("gateway API", () => {
  it("refuses wrong credentials and names the field that is wrong", async () => {
    const { party, call } = await start();
    const path = `/api/rest/version/100/merchant/${merchantId}/order/x`;
    const refused = await fetch(party.url + path, { headers: { authorization: "Basic eA==" } });
    assert.equal(refused.status, 401);
    const body = initiate("o-1", {}, { amount: "1.005" });
    const { status, json } = await call("POST", "/session", body);
    assert.equal(status, 400);
    assert.deepEqual([json.result, json.error.field], ["ERROR", "order.amount"]);
  });

  it("does the identical request once and refuses another under the same id", async () => {
    const { call, truth } = await start();
    const first = await call("PUT", "/order/d-1/transaction/t-1", directPay());
    const again = await call("PUT", "/order/d-1/transaction/t-1", directPay());
    assert.deepEqual([first.status, again.status], [201, 200]);
    assert.deepEqual(again.json, first.json);
    assert.equal((await call("PUT", "/order/d-1/transaction/t-1", directPay("11"))).status, 400);
    assert.equal((await call("PUT", "/order/d-1/transaction/t-2", directPay())).status, 400);
    assert.equal((await truth("d-1")).timesTaken, 1);
  });

  it("refunds no more than was captured, and voids", async () => {
    const { call, truth } = await start();
    await call("PUT", "/order/d-2/transaction/t-1", directPay());
    const refund = (amount: string) => ({
      apiOperation: "REFUND",
      transaction: { amount, currency: "ILS" },
    });
    assert.equal((await call("PUT", "/order/d-2/transaction/r-1", refund("10.01"))).status, 400);
    const part = (await call("PUT", "/order/d-2/transaction/r-1", refund("4"))).json;
    assert.equal(part.order.status, "PARTIALLY_REFUNDED");
    const rest = (await call("PUT", "/order/d-2/transaction/r-2", refund("6.00"))).json;
    assert.equal(rest.order.status, "REFUNDED");
    assert.equal((await truth("d-2")).netMinor, "0");
    await call("PUT", "/order/d-3/transaction/t-1", directPay());
    const undo = { apiOperation: "VOID", transaction: { targetTransactionId: "t-1" } };
    const voided = (await call("PUT", "/order/d-3/transaction/v-1", undo)).json;
    assert.equal(voided.order.status, "CANCELLED");
    assert.equal((await truth("d-3")).netMinor, "0");
  });

  it("captures an authorisation in parts, never beyond it", async () => {
    const { call, truth } = await start();
    await call("PUT", "/order/d-4/transaction/a", { ...directPay(), apiOperation: "AUTHORIZE" });
    assert.equal((await truth("d-4")).netMinor, "0");
    const capture = (amount: string) => ({
      apiOperation: "CAPTURE",
      transaction: { amount, currency: "ILS" },
    });
    const part = (await call("PUT", "/order/d-4/transaction/c-1", capture("7"))).json;
    assert.equal(part.order.status, "PARTIALLY_CAPTURED");
    assert.equal((await call("PUT", "/order/d-4/transaction/c-2", capture("3.01"))).status, 400);
    assert.equal((await truth("d-4")).netMinor, "700");
  });
});

describe("faults on demand", () => {
  it("never answers, with the work done or not", async () => {
    const { call, control, fault, truth } = await start();
    for (const [kind, taken] of [
      ["timeoutDone", 1],
      ["timeoutNotDone", 0],
    ] as const) {
      await fault({ match: { operation: "PAY" }, kind });
      const path = `/order/${kind}/transaction/1`;
      const patience = new AbortController();
      const answer = call("PUT", path, directPay(), patience.signal);
      const silent = assert.rejects(answer, { name: "AbortError" });
      await until(async () => (await control("GET", "/faults")).faults.length === 0);
      patience.abort();
      await silent;
      assert.equal((await truth(kind))?.timesTaken ?? 0, taken);
      assert.equal((await call("PUT", path, directPay())).json.result, "SUCCESS");
      assert.equal((await truth(kind)).timesTaken, 1);
    }
  });

  it("breaks the connection in the middle of the answer, after doing it", async () => {
    const { call, fault, truth } = await start();
    await fault({ match: { orderId: "f-1" }, kind: "dropMidAnswer" });
    await assert.rejects(call("PUT", "/order/f-1/transaction/1", directPay()));
    assert.equal((await truth("f-1")).timesTaken, 1);
  });

  it("holds a done answer until it is released", async () => {
    const { call, control, fault, truth } = await start();
    await fault({ match: { operation: "PAY" }, kind: "hold" });
    const answer = call("PUT", "/order/f-2/transaction/1", directPay());
    await until(async () => (await control("GET", "/holds")).holds.length === 1);
    assert.equal((await truth("f-2")).timesTaken, 1);
    assert.deepEqual(await control("POST", "/release"), { released: 1 });
    assert.equal((await answer).json.result, "SUCCESS");
  });

  it("declines, takes twice, takes another amount, answers with another amount", async () => {
    const { call, fault, truth } = await start();
    await fault({ match: { operation: "PAY" }, kind: "decline" });
    const declined = (await call("PUT", "/order/f-3/transaction/1", directPay())).json;
    assert.deepEqual([declined.result, declined.response.gatewayCode], ["FAILURE", "DECLINED"]);
    await fault({ match: { operation: "PAY" }, kind: "payTwice" });
    await call("PUT", "/order/f-3/transaction/2", directPay());
    assert.equal((await truth("f-3")).netMinor, "2000");
    await fault({ match: { operation: "PAY" }, kind: "otherAmount" });
    await call("PUT", "/order/f-4/transaction/1", directPay());
    assert.equal((await truth("f-4")).netMinor, "999");
    await fault({ match: { operation: "RETRIEVE_ORDER" }, kind: "wrongAnswer" });
    assert.equal((await call("GET", "/order/f-3")).json.totalCapturedAmount, 21);
    assert.equal((await call("GET", "/order/f-3")).json.totalCapturedAmount, 20);
    assert.equal((await fault({ kind: "nonsense" })).title, "Not a fault.");
  });
});

describe("notifications", () => {
  it("carry the secret, are tried again, and come twice when told to", async () => {
    const got: { id: unknown; secret: unknown; attempt: unknown; status: string }[] = [];
    const merchant = createServer((request, response) => {
      let text = "";
      request.on("data", (part: Buffer) => (text += part.toString()));
      request.on("end", () => {
        const id = request.headers["x-notification-id"];
        const secret = request.headers["x-notification-secret"];
        const attempt = request.headers["x-notification-attempt"];
        got.push({ id, secret, attempt, status: JSON.parse(text).order.status });
        response.statusCode = got.length === 1 ? 503 : 200;
        response.end();
      });
    });
    await new Promise<void>((ready) => merchant.listen(0, "127.0.0.1", ready));
    const { port } = merchant.address() as AddressInfo;
    const { call, control, fault } = await start({
      notificationUrl: `http://127.0.0.1:${port}/`,
      settings: { notificationRetriesMs: [1] },
    });
    await call("PUT", "/order/n-1/transaction/1", directPay());
    await until(() => got.length === 2);
    assert.equal(got[0]?.id, got[1]?.id);
    assert.deepEqual(
      got.map((one) => one.attempt),
      ["1", "2"],
    );
    assert.deepEqual([got[1]?.secret, got[1]?.status], ["the webhook secret", "CAPTURED"]);
    await fault({ match: { operation: "PAY" }, kind: "answerTwice" });
    await call("PUT", "/order/n-2/transaction/1", directPay());
    await until(() => got.length === 4);
    assert.equal(got[2]?.id, got[3]?.id);
    await until(async () => (await control("GET", "/notifications")).attempts.length === 4);
    merchant.close();
  });
});

describe("a killed sandbox", () => {
  it("remembers all it acknowledged, and forgets a line cut short", async () => {
    const stateFile = join(mkdtempSync(join(tmpdir(), "card-")), "state.jsonl");
    const first = await start({ stateFile });
    const session = (await first.call("POST", "/session", initiate("s-1"))).json;
    await first.call("PUT", "/order/s-2/transaction/1", directPay());
    appendFileSync(stateFile, '{"type":"transaction","ord');
    const second = await start({ stateFile });
    assert.equal((await second.truth("s-2")).netMinor, "1000");
    const paid = await second.submit(
      `/checkout/pay/${session.session.id}`,
      cardFields("5123450000000008"),
    );
    assert.equal(paid.status, 303);
    const third = await start({ stateFile });
    assert.equal((await third.truth("s-1")).netMinor, "12050");
    assert.equal((await third.call("GET", "/order/s-2")).json.status, "CAPTURED");
  });
});

async function until(condition: () => boolean | Promise<boolean>, deadlineMs = 5_000) {
  const end = Date.now() + deadlineMs;
  while (!(await condition())) {
    if (Date.now() > end) throw new Error("it did not come about in time");
    await new Promise((next) => setImmediate(next));
  }
}
