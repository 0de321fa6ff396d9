import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import { cards } from "./bank.ts";
import { newBill, openPayWorld, transport, until, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const walk = async (path: string, key: string, query: string): Promise<Json[]> => {
  const found: Json[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < 20; pages += 1) {
    const more = cursor === undefined ? "" : `&cursor=${encodeURIComponent(cursor)}`;
    const { status, json } = await world.portal("GET", `${path}?${query}${more}`);
    assert.equal(status, 200, JSON.stringify(json));
    found.push(...json[key]);
    cursor = json.nextCursor;
    if (cursor === undefined) return found;
  }
  throw new Error("the list does not end");
};

const makeBills = async (count: number, more: object = {}): Promise<string[]> => {
  const made = await Promise.all(
    Array.from({ length: count }, () => world.portal("POST", "/v1/bills", newBill(more))),
  );
  return made.map(({ json }) => json.id);
};

const byId = (a: Json, b: Json): number => (a.id < b.id ? -1 : 1);

test("pages give every bill once, newest first, also when many have the same time", async () => {
  const ids = await makeBills(11);
  await sql`update bill set created_at = '2026-01-01T00:00:00.123456Z'
    where id = any(${ids.slice(0, 6)}::uuid[])`.execute(world.db);
  const bills = await walk("/v1/bills", "bills", "limit=2");
  assert.equal(bills.length, 11);
  assert.deepEqual(new Set(bills.map((bill) => bill.id)), new Set(ids));
  const times = bills.map((bill) => bill.createdAt);
  assert.deepEqual(
    times,
    times.toSorted((a, b) => (a < b ? 1 : -1)),
  );
});

test("filters choose by biller, status, reference, number and time", async () => {
  await world.portal("PUT", "/v1/billers/police", { ...transport, institution: "police" });
  const fine = await world.portal("POST", "/v1/bills", newBill({ billerCode: "police" }));
  const { id, reference, billingNumber, createdAt } = fine.json;
  const ids = async (query: string) =>
    (await walk("/v1/bills", "bills", query)).map((bill) => bill.id);
  assert.deepEqual(await ids("billerCode=police"), [id]);
  assert.deepEqual(await ids(`reference=${reference}`), [id]);
  assert.deepEqual(await ids(`billingNumber=${billingNumber.replace(/(\d{3})/g, "$1%20")}`), [id]);
  const from = encodeURIComponent(createdAt);
  assert.ok((await ids(`from=${from}`)).includes(id));
  assert.ok(!(await ids(`to=${from}`)).includes(id));
  await world.portal("POST", `/v1/bills/${id}/cancel`);
  assert.deepEqual(await ids("status=cancelled&limit=200"), [id]);
  const stranger = await world.callerAs("stranger");
  assert.deepEqual((await stranger("GET", "/v1/bills")).json, { bills: [] });
});

test("a cursor is good for its own list, filters and client alone", async () => {
  await makeBills(3);
  const page = await world.portal("GET", "/v1/bills?limit=1&status=open");
  const cursor: string = page.json.nextCursor;
  assert.match(cursor, /^[A-Za-z0-9_-]+\.[A-Za-z0-9_-]{22}$/);
  const forged = Buffer.from(JSON.stringify(["2030-01-01T00:00:00.000000Z", "0"]));
  const wrong = [
    `/v1/bills?limit=1&cursor=${cursor}`,
    `/v1/charges?limit=1&status=pending&cursor=${cursor}`,
    `/v1/bills?status=open&cursor=${cursor}x`,
    `/v1/bills?status=open&cursor=${forged.toString("base64url")}.${cursor.split(".")[1]}`,
  ];
  for (const path of wrong) {
    const { status, json } = await world.portal("GET", path);
    assert.deepEqual([status, json.type], [400, "urn:gov:problem:cursor-unknown"], path);
  }
  const other = await world.callerAs("stranger");
  assert.equal((await other("GET", `/v1/bills?limit=1&status=open&cursor=${cursor}`)).status, 400);
  for (const bad of ["limit=0", "limit=201", "limit=x", "status=lost", "from=yesterday"]) {
    assert.equal((await world.portal("GET", `/v1/bills?${bad}`)).status, 400, bad);
  }
});

test("what was tried, paid and given back is listed with its bill", async () => {
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const charge = await world.portal("POST", `/v1/bills/${bill.json.id}/charges`, { rail: "card" });
  await world.bank.pay(charge.json.redirectUrl);
  const query = `billingNumber=${bill.json.billingNumber}`;
  const payment = await until(async () => (await walk("/v1/payments", "payments", query))[0]);
  assert.deepEqual(
    [payment.chargeId, payment.billId, payment.amount.amountMinor, payment.rail],
    [charge.json.id, bill.json.id, "31200", "card"],
  );
  assert.match(payment.receiptUrl, /\/receipts\//);
  const charges = await walk("/v1/charges", "charges", `${query}&status=captured`);
  assert.deepEqual(
    charges.map((one) => one.id),
    [charge.json.id],
  );
  assert.deepEqual(await walk("/v1/payments", "payments", `${query}&rail=cash`), []);
  const [attempt] = charges;
  for (const reference of [attempt.railReference, attempt.id, chargeReference(attempt.id)]) {
    assert.ok(reference);
    const found = await walk("/v1/charges", "charges", `railReference=${reference}`);
    assert.deepEqual(found, [attempt], reference);
  }
  const stranger = await world.callerAs("stranger");
  const foreign = await stranger("GET", `/v1/charges?railReference=${attempt.railReference}`);
  assert.deepEqual(foreign.json.charges, []);
  await sql`insert into refund (institution_id, charge_id, position, reason, amount_minor, currency,
      rail_transaction, status, returned_at)
    values ('transport', ${charge.json.id}, 1, 'takenTwice', 100, 'ILS', 'refund-1', 'returned', now())
    `.execute(world.db);
  const refunds = await walk("/v1/refunds", "refunds", query);
  assert.deepEqual(
    refunds.map((one) => [one.billId, one.amount.amountMinor, one.status]),
    [[bill.json.id, "100", "returned"]],
  );
});

test("one bill says what it is made of, its plan, who gets it, what is paid, and every attempt", async () => {
  await world.portal("PUT", "/v1/billers/interior", { ...transport, institution: "interior" });
  const fee = { ar: "رسم", en: "Fee" };
  const lines = [
    { kind: "fee", text: fee, amountMinor: "36000" },
    { kind: "exemption", text: fee, amountMinor: "6000", reason: fee, source: fee },
  ];
  const splits = [
    { billerCode: "transport", amountMinor: "10000" },
    { billerCode: "interior", amountMinor: "20000" },
  ];
  const instalments = [
    { dueOn: "2020-01-01", amountMinor: "10000" },
    { dueOn: "2090-01-01", amountMinor: "20000" },
  ];
  const amount = { amountMinor: "30000", currency: "ILS" };
  const body = newBill({ amount, lines, splits, instalments });
  const bill = await world.portal("POST", "/v1/bills", body);
  const path = `/v1/bills/${bill.json.id}`;
  const first = await world.portal("POST", `${path}/charges`, { rail: "card" });
  await world.bank.pay(first.json.redirectUrl, cards.declined);
  const declined = async () => (await world.portal("GET", `/v1/charges/${first.json.id}`)).json;
  await sql`update charge set next_check_at = now() where id = ${first.json.id}`.execute(world.db);
  await until(async () => ((await declined()).status === "failed" ? true : undefined));
  const part = { rail: "card", amountMinor: "10000" };
  const second = await world.portal("POST", `${path}/charges`, part);
  await world.bank.pay(second.json.redirectUrl);
  const shown = await until(async () => {
    const { json } = await world.portal("GET", path);
    return json.paid.amountMinor === "10000" ? json : undefined;
  });
  assert.deepEqual(
    [shown.lines, shown.splits, shown.due.amountMinor, shown.parts],
    [lines, splits, "20000", { lowerMinor: "10000", upperMinor: "30000" }],
  );
  assert.deepEqual(
    shown.instalments.map((one: Json) => [one.dueOn, one.leftMinor, one.state]),
    [
      ["2020-01-01", "0", "paid"],
      ["2090-01-01", "20000", "next"],
    ],
  );
  assert.deepEqual(
    shown.charges.toSorted(byId).map((one: Json) => [one.id, one.status]),
    [
      { id: first.json.id, status: "failed" },
      { id: second.json.id, status: "captured" },
    ]
      .toSorted(byId)
      .map(({ id, status }) => [id, status]),
  );
});

test("the version that is asked for is echoed; another is refused with those that are known", async () => {
  const path = `/v1/bills/${randomUUID()}`;
  const asked = { "pay-version": "2026-11-26" };
  const known = await world.portal("GET", path, undefined, asked);
  assert.deepEqual([known.status, known.headers.get("pay-version")], [404, "2026-11-26"]);
  const none = await world.portal("GET", path);
  assert.equal(none.headers.get("pay-version"), "2026-11-26");
  for (const version of ["2024-01-01", "latest", ""]) {
    const unknown = await world.portal("GET", path, undefined, { "pay-version": version });
    assert.deepEqual([unknown.status, unknown.json.type], [400, "urn:gov:problem:version-unknown"]);
    assert.match(unknown.json.title, /2026-11-26/);
  }
});

/** Every list, with what may be wrong about its pages and filters: the field that is named. */
const lists: Readonly<Record<string, readonly (readonly [query: string, field: string])[]>> = {
  "/v1/bills": [["status=lost", "status"]],
  "/v1/charges": [["status=lost", "status"]],
  "/v1/payments": [["rail=tram", "rail"]],
  "/v1/refunds": [["status=lost", "status"]],
  "/v1/bill-uploads": [],
  "/v1/ledger/accounts": [
    ["after=nowhere", "after"],
    ["kind=purse", "kind"],
    ["currency=EUR", "currency"],
    ["at=yesterday", "at"],
    ["institution=X", "institution"],
    ["test=yes", "test"],
  ],
  "/v1/ledger/trial-balance": [["at=2026-02-30T00:00:00Z", "at"]],
  "/v1/webhook-endpoints/w1/deliveries": [["before=last", "before"]],
  "/v1/agent/collections": [
    ["agent=A 1&reference=r", "agent"],
    ["agent=A1", "reference"],
  ],
};
const pages = [
  ...["limit=0", "limit=201", "limit=1e1", "limit=", "limit=x"].map((one) => [one, "limit"]),
  ...["cursor=forged", `cursor=${"x".repeat(301)}`].map((one) => [one, "cursor"]),
] as [string, string][];
const filters = [
  ["billerCode=Transport", "billerCode"],
  ["reference=%0A", "reference"],
  ["billingNumber=12", "billingNumber"],
  ["from=yesterday", "from"],
  ["to=2026-11-26", "to"],
] as const;
const isPaged = (path: string): boolean => !/ledger|webhook|agent/.test(path);

test("what is wrong with a list's pages and filters is named with its remedy, in both languages", async () => {
  const agent = await world.callerAs("cash-company", "agent:collect");
  const url = "http://localhost:9/x";
  const secret = `whsec_${Buffer.alloc(32, 1).toString("base64")}`;
  const endpoint = { url, secret, eventTypes: ["bill.paid"] };
  await world.portal("PUT", "/v1/webhook-endpoints/w1", endpoint);
  for (const [path, own] of Object.entries(lists)) {
    const ask = path.startsWith("/v1/agent") ? agent : world.portal;
    const hasFilters = isPaged(path) && path !== "/v1/bill-uploads";
    const wrong = [...own, ...(isPaged(path) ? pages : []), ...(hasFilters ? filters : [])];
    for (const [query, field] of wrong) {
      const said: string[] = [];
      for (const language of ["ar", "en"]) {
        const headers = { "accept-language": language };
        const { status, json } = await ask("GET", `${path}?${query}`, undefined, headers);
        assert.equal(status, 400, `${path}?${query}`);
        assert.deepEqual(
          json.errors.map((one: Json) => one.field),
          [field],
          `${path}?${query}`,
        );
        said.push(json.errors[0].message);
      }
      const [ar = "", en = ""] = said;
      assert.match(ar, /[\u0600-\u06ff]/, `${path}?${query}`);
      assert.doesNotMatch(
        en,
        /[\u0600-\u06ff]|not valid|expected format/,
        `${path}?${query}: ${en}`,
      );
    }
  }
});

test("every failure is a problem, whatever was asked", async () => {
  const token = await world.issuer.token({ clientId: "portal", scope: "bills:write bills:read" });
  const ask = async (method: string, path: string, init: RequestInit = {}) => {
    const headers = { authorization: `Bearer ${token}`, "idempotency-key": "k", ...init.headers };
    const response = await fetch(world.url + path, { ...init, method, headers });
    assert.match(response.headers.get("content-type") ?? "", /^application\/problem\+json/, path);
    assert.equal(((await response.json()) as Json).status, response.status);
    return response.status;
  };
  const json = { "content-type": "application/json" };
  assert.equal(await ask("GET", "/v1/nothing"), 404);
  assert.equal(await ask("POST", "/v1/bills", { headers: json, body: "{" }), 400);
  assert.equal(await ask("POST", "/v1/bills", { headers: json, body: "[]" }), 400);
  const large = JSON.stringify({ reference: "r".repeat(70_000) });
  assert.equal(await ask("POST", "/v1/bills", { headers: json, body: large }), 413);
  assert.equal(await ask("GET", "/v1/bills", { headers: { authorization: "Basic x" } }), 401);
  assert.equal(await ask("GET", "/v1/charges"), 403);
});
