import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { payoutCode } from "#src/rails/cash/payout.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import { until, type Json } from "./pay-world.ts";

let world: CashWorld;
before(async () => {
  world = await openCashWorld();
  await world.portal("PUT", "/v1/billers/municipality", {
    name: { ar: "بلدية رام الله", en: "Ramallah Municipality" },
    institution: "ramallah",
    ibans: [{ currency: "ILS", iban: "PS92PALS000000000400123456702" }],
    serviceTypes: [],
  });
  await sql`insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('ramallah', 'municipality', 'ILS', 100000, 'mona.abdo'),
      ('transport', 'transport', 'ILS', 100000, 'mona.abdo')`.execute(world.db);
});
after(async () => await world.close());

/** Bills of two institutions that an agent took cash for in one. */
const payTwo = async (): Promise<readonly [Json, Json]> => {
  const ils = (amountMinor: string) => ({ amount: { amountMinor, currency: "ILS" } });
  const licence = await world.bill(ils("31200"));
  const waste = await world.bill({ ...ils("5000"), billerCode: "municipality" });
  const rows = await Promise.all(
    [licence, waste].map(({ billingNumber }) => findBillByNumber(world.db, billingNumber)),
  );
  const basket = await makeBasket(
    world.db,
    rows.filter((row) => row !== undefined),
  );
  assert.ok(basket.ok);
  const reserved = await world.reserve({ billingNumber: basket.value.billing_number });
  const confirmed = await world.confirm(reserved.json);
  assert.equal(confirmed.status, 200, JSON.stringify(confirmed.json));
  return [licence, waste];
};

const paymentOf = async (bill: Json): Promise<Json> =>
  (await world.portal("GET", `/v1/bills/${bill.id}/payments`)).json.payments[0];

/** The biller of one bill sends a part of its payment back, which its payer fetches at an agent. */
const askRefund = async (payment: Json, amountMinor: string): Promise<string> => {
  const amount = { amountMinor, currency: "ILS" };
  const body = { amount, reason: "wrongAmount", note: "counted twice" };
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, body);
  assert.equal(asked.status, 201, JSON.stringify(asked.json));
  return asked.json.id;
};

const refundStatus = async (id: string): Promise<string> =>
  (await world.portal("GET", `/v1/refunds/${id}`)).json.status;

/** What asks for refunds at intervals does so no more: a payout has to end its own by itself. */
const putOff = async (): Promise<void> => {
  await until(async () => {
    await sql`update outbox set due_at = now() + interval '1 day'
      where lease is null`.execute(world.db);
    const { rows } = await sql`select 1 from outbox where lease is not null`.execute(world.db);
    return rows.length === 0 ? true : undefined;
  });
};

const refundsAre = async (ids: readonly string[], statuses: string): Promise<boolean> =>
  await until(async () => {
    const now = await Promise.all(ids.map(refundStatus));
    return now.join(" ") === statuses ? true : undefined;
  });

const clearing = async (): Promise<string[]> => {
  const { rows } = await sql<{ line: string }>`
    select institution_id || ' ' || kind || ' ' || owner || ' ' || balance_minor as line
    from account_balance where kind in ('laneClearing', 'suspense') and balance_minor <> 0
    order by 1`.execute(world.db);
  return rows.map(({ line }) => line);
};

/** The codes of what is to be fetched of a basket, once there are so many. */
const codesOf = async (bill: Json, count: number): Promise<Map<string, string>> =>
  await until(async () => {
    const payouts = await world.db
      .selectFrom("cash_payout as p")
      .innerJoin("charge as share", "share.basket_charge_id", "p.charge_id")
      .where("share.bill_id", "=", bill.id)
      .selectAll("p")
      .execute();
    const codes = payouts.map((row) => [String(row.amount_minor), payoutCode(world.cash, row)]);
    return codes.length === count ? new Map(codes as [string, string][]) : undefined;
  });

const payOut = async (code: string | undefined, amountMinor: string): Promise<string> => {
  const amount = { amountMinor, currency: "ILS" };
  const body = { agent: "A2", reference: randomUUID(), code, amount };
  const { json } = await world.agent("POST", "/v1/agent/payouts", body);
  return json.status === "paidOut" ? "paidOut" : (String(json.type).split(":").at(-1) ?? "");
};

test("what two billers send back of a basket is fetched share by share, each once", async () => {
  const [licence, waste] = await payTwo();
  const start = await world.floats();
  const refunds = [
    await askRefund(await paymentOf(waste), "1500"),
    await askRefund(await paymentOf(licence), "200"),
  ];
  const codes = await codesOf(waste, 2);
  const [ofWaste, ofLicence] = [codes.get("1500"), codes.get("200")];
  assert.deepEqual(await Promise.all(refunds.map(refundStatus)), ["due", "due"]);
  await putOff();
  for (const wrong of ["200", "1700", "5000", "36200"]) {
    assert.equal(await payOut(ofWaste, wrong), "amount-differs");
  }
  assert.equal(await payOut(ofWaste, "1500"), "paidOut");
  assert.equal(await payOut(ofWaste, "1500"), "payout-done");
  await refundsAre(refunds, "returned due");
  assert.equal(await payOut(ofLicence, "200"), "paidOut");
  await refundsAre(refunds, "returned returned");
  assert.equal(BigInt((await world.floats()).free) - BigInt(start.free), 1700n);
  // Each lane has the treasury keep for it what its payer did not fetch.
  assert.deepEqual(await clearing(), [
    "finance laneClearing ramallah -3500",
    "finance laneClearing transport -31000",
    "ramallah laneClearing finance 3500",
    "transport laneClearing finance 31000",
  ]);
});
