import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { dina, hiddenOf, issam, mona, payBill, signInAs } from "./console-world.ts";
import { newBill, openPayWorld, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const switchTo = async (browser: Awaited<ReturnType<typeof signInAs>>, to: "test" | "live") => {
  const page = await browser.go("/console/test-mode");
  const moved = await browser.go("/console/test-mode", { _csrf: browser.csrfOf(page), to });
  assert.equal(moved.location, "/console", moved.text);
  return await browser.go("/console");
};

const banner = "لا مال هنا";

test("a biller tries a bill out from its making to its refund, and no real figure moves", async () => {
  await payBill(world);
  const browser = await signInAs(world, dina);
  assert.ok(!(await browser.go("/console")).text.includes(banner));
  const tested = await switchTo(browser, "test");
  assert.ok(tested.text.includes(banner) && !tested.text.includes("312.00 ₪"));
  const form = await browser.go("/console/bills/new");
  const made = await browser.go("/console/bills", {
    ...hiddenOf(form.text),
    reference: "T-1",
    descriptionAr: "تجربة",
    descriptionEn: "Trial",
    amount: "77.00",
    currency: "ILS",
  });
  const page = await browser.go(made.location);
  const number = /\/pay\/(\d{15})/.exec(page.text)?.[1] ?? "";
  const shown = await browser.go(`/pay/${number}`);
  assert.ok(shown.text.includes(banner));
  const atBank = await browser.go(`/pay/${number}/charges`, {
    _csrf: browser.csrfOf(shown),
    rail: "card",
  });
  assert.match(atBank.location, /\/simulator\//);
  const simulator = await browser.go(atBank.location);
  const decided = await browser.go(atBank.location, {
    _csrf: browser.csrfOf(simulator),
    decision: "approved",
  });
  const back = await browser.go(decided.location);
  assert.ok(back.text.includes("تم الدفع") && back.text.includes(banner), back.text);
  const receipt = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(back.text)?.[0] ?? "";
  const paper = await browser.go(`/receipts/${receipt}`);
  assert.ok(paper.text.includes("إيصال تجريبي") && paper.text.includes(banner));
  assert.equal((await browser.go(`/receipts/${receipt}.pdf`)).status, 404);
  const { rows } = await sql<{ id: string; institution_id: string }>`
    select id, institution_id from payment where amount_minor = 7700`.execute(world.db);
  assert.equal(rows[0]?.institution_id, "transport-test");
  const payment = await browser.go(`/console/payments/${rows[0]?.id}`);
  const asked = await browser.go(`/console/payments/${rows[0]?.id}/refunds`, {
    ...hiddenOf(payment.text),
    amount: "70.00",
    reason: "other",
    note: "x",
  });
  const refund = asked.location.split("?")[0] ?? "";
  const second = await signInAs(world, issam);
  assert.equal((await second.go(refund)).status, 404, "not in sight outside test mode");
  await switchTo(second, "test");
  const open = await second.go(refund);
  await second.go(`${refund}/approve`, { _csrf: second.csrfOf(open) });
  await until(async () =>
    (await second.go(refund)).text.includes("أعاد المصرف المبلغ") ? true : undefined,
  );
  assert.equal((await world.bank.truth()).size, 1, "the bank heard of the real payment alone");
  const live = await switchTo(browser, "live");
  assert.ok(live.text.includes("312.00 ₪") && !live.text.includes("77.00 ₪"));
  const treasury = await signInAs(world, mona);
  for (const path of ["/console", "/console/payments", "/console/ledger", "/console/refunds"]) {
    const { text } = await treasury.go(path);
    assert.ok(!text.includes("77.00 ₪") && !text.includes("transport-test"), path);
  }
  const metrics = await (await fetch(`${world.url}/metrics/payments`)).text();
  assert.match(metrics, /pay_payments_captured\{[^}]*\} 1\n/);
});

test("a system tries its test biller; it hears that the bill is a test", async () => {
  const real = await world.portal("POST", "/v1/bills", newBill());
  const bill = await world.portal("POST", "/v1/bills", newBill({ billerCode: "transport-test" }));
  assert.deepEqual([real.json.live, bill.json.live], [true, false]);
  assert.equal(await findBillByNumber(world.db, bill.json.billingNumber), undefined);
  const path = `/v1/bills/${bill.json.id}/charges`;
  const charge = await world.portal("POST", path, { rail: "card" });
  assert.match(charge.json.redirectUrl, /\/simulator\//);
});

test("the database keeps the lanes apart, whatever the code above it does", async () => {
  const mixed = newBill({
    splits: [
      { billerCode: "transport", amountMinor: "31000" },
      { billerCode: "transport-test", amountMinor: "200" },
    ],
  });
  const refused = await world.portal("POST", "/v1/bills", mixed);
  assert.equal(refused.json.type, "urn:gov:problem:biller-unknown");
  const body = {
    name: { ar: "س", en: "x" },
    institution: "transport",
    ibans: [],
    serviceTypes: [],
  };
  const iban = { currency: "ILS", iban: "PS92PALS000000000400123456702" };
  const biller = await world.portal("PUT", "/v1/billers/sly-test", { ...body, ibans: [iban] });
  assert.equal(biller.json.type, "urn:gov:problem:biller-lane");
  for (const [statement, error] of [
    ["update bill set live = true", /generated column|can only be updated to DEFAULT/],
    [
      "update biller set code = 'transport2-test' where code = 'transport'",
      /biller_of_its_lane|foreign key/,
    ],
    [
      `insert into rail_transaction (rail, transaction_id, institution_id, charge_id)
       select 'esadad', 'x', institution_id, id from charge where institution_id = 'transport-test'
       limit 1`,
      /rail_transaction_is_live/,
    ],
    [
      "update charge set rail = 'esadad' where institution_id = 'transport-test'",
      /charge_of_test_is_simulated/,
    ],
    [
      `insert into simulated_order (charge_id, institution_id, amount_minor, currency, return_url,
         cancel_url) select id, institution_id, 1, 'ILS', 'x', 'x' from charge
       where institution_id = 'transport' limit 1`,
      /simulated_order_institution_id_check/,
    ],
  ] as const) {
    await assert.rejects(sql.raw(statement).execute(world.db), error, statement);
  }
});
