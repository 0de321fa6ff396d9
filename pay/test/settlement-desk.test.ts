import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeIban } from "@gov/country/iban.ts";
import { askAboutOrders } from "#src/settlement/send-order.ts";
import { readStatements } from "#src/settlement/read-statements.ts";
import { addInterior, dina, hanan, payBill, rami, signInAs } from "./console-world.ts";
import type { Browser } from "./browser.ts";
import { openPayWorld, transport, until, type Json, type PayWorld } from "./pay-world.ts";
import { startTreasuryBank, type TreasuryBankParty } from "./treasury-bank.ts";

let world: PayWorld;
let bank: TreasuryBankParty;
before(async () => {
  bank = await startTreasuryBank();
  world = await openPayWorld(bank.environment);
  await addInterior(world);
});
after(async () => {
  await world.close();
  await bank.close();
});

const lina = { username: "lina.tamimi", institution: "finance", role: "supervisor" };
const adel = { username: "adel.shawa", institution: "finance", role: "administrator" };
const clerk = { username: "nour.zeid", institution: "finance", role: "officer" };
const path = "/console/settlement";

const post = async (browser: Browser, from: string, to: string, fields = {}) =>
  await browser.go(to, { _csrf: browser.csrfOf(await browser.go(from)), ...fields });

const payouts = async () =>
  await world.db.selectFrom("payout").selectAll().orderBy("created_at").execute();

const hear = async (): Promise<void> => {
  await until(async () => ((await bank.truth()).orders > 0 ? true : undefined));
  await until(async () => {
    const waits = await world.db
      .selectFrom("settlement_message")
      .select("id")
      .where("status", "=", "made")
      .execute();
    return waits.length === 0 ? true : undefined;
  });
  await askAboutOrders(world.settlement, true);
  await readStatements(world.settlement);
};

test("two officials pay out; nobody approves their own run, whatever they send", async () => {
  const { bill } = await payBill(world);
  const proposer = await signInAs(world, lina);
  const empty = await proposer.go(path);
  assert.ok(empty.text.includes("312.00 ₪") && empty.text.includes("اقترح تحويل المستحق"));
  const proposed = await post(proposer, path, `${path}/runs`);
  assert.equal(proposed.status, 303, proposed.text);
  const run = proposed.location;
  const page = await proposer.go(run);
  assert.ok(!page.text.includes(`${run}/approve`), "no button to press");
  const forged = await post(proposer, run, `${run}/approve`);
  assert.ok(forged.status === 409 && forged.text.includes("يعتمدها زميل غيرك"));
  const officer = await signInAs(world, clerk);
  const below = await post(officer, run, `${run}/approve`);
  assert.ok(below.status === 409 && below.text.includes("يعتمدها مشرف أو مدير"));
  const outsider = await signInAs(world, hanan);
  assert.equal((await outsider.go(run)).status, 404);
  assert.equal((await post(outsider, path, `${run}/approve`)).status, 404);
  assert.equal((await post(outsider, path, `${path}/runs`)).status, 404);
  assert.deepEqual(await payouts(), []);
  const approver = await signInAs(world, adel);
  assert.equal((await post(approver, run, `${run}/approve`)).status, 303);
  assert.equal((await post(approver, run, `${run}/withdraw`)).status, 409);
  await hear();
  const [paid] = await payouts();
  assert.equal(paid?.status, "paid");
  assert.equal(await bank.received(transport.ibans[0]?.iban ?? ""), 31_200n);
  const [shown] = [await approver.go(`/console/payouts/${paid.id}`)];
  for (const text of ["312.00 ₪", "دفعة وصلت", "قيد في كشف حساب الخزينة"]) {
    assert.ok(shown.text.includes(text), text);
  }
  const told = await world.portal("GET", "/v1/payouts?billerCode=transport");
  assert.deepEqual(
    told.json.payouts.map((one: Json) => [one.id, one.status, one.amountMinor]),
    [[paid.id, "paid", "31200"]],
  );
  const whole = await world.portal("GET", `/v1/payouts/${paid.id}`);
  assert.deepEqual(
    whole.json.events.map((one: Json) => one.event),
    ["ordered", "accepted", "booked"],
  );
  const parts = await world.portal("GET", `/v1/payouts/${paid.id}/payments`);
  assert.deepEqual(
    parts.json.payments.map((one: Json) => [one.cause, one.billingNumber, one.amountMinor]),
    [["capture", bill.billingNumber, "31200"]],
  );
  assert.equal((await world.portal("GET", `/v1/payouts/${bill.id}`)).status, 404);
  const without = await world.callerAs("portal", "payments:read");
  assert.equal((await without("GET", `/v1/payouts/${paid.id}`)).status, 403);
  const own = await signInAs(world, dina, "en");
  const file = await own.go(`/console/payouts/${paid.id}/payments.csv`);
  const lines = file.text.trim().split("\r\n");
  assert.equal(lines.length, 2);
  assert.ok(lines[1]?.includes(`${bill.billingNumber},${bill.reference}`));
  assert.ok(lines[1]?.endsWith("312.00,ILS"));
  assert.ok((await own.go("/console/payouts")).text.includes(paid.id));
  const list = await own.go("/console/payouts.csv");
  assert.ok(list.text.includes(paid.end_to_end_id));
  const other = await signInAs(world, rami);
  for (const hidden of [
    `/console/payouts/${paid.id}`,
    `/console/payouts/${paid.id}/payments.csv`,
  ]) {
    assert.equal((await other.go(hidden)).status, 404, hidden);
  }
  assert.ok(!(await other.go("/console/payouts")).text.includes(paid.id));
});

test("a payout that came back says how to mend it; an account changes by two", async () => {
  const [paid] = await payouts();
  await bank.giveBack(paid?.end_to_end_id ?? "");
  await hear();
  const metrics = await (await fetch(`${world.url}/metrics/payments`)).text();
  assert.match(metrics, /^pay_payouts_to_mend\{component="pay"\} 1$/m);
  const supervisor = await signInAs(world, hanan);
  const page = await supervisor.go(`/console/payouts/${paid?.id}`);
  const accounts = `${path}/accounts`;
  const edit = `${accounts}?biller=transport&amp;currency=ILS`;
  assert.ok(page.text.includes(edit) && page.text.includes("الحساب مغلق"));
  const newIban = makeIban("ARAB", "999");
  const form = edit.replace("&amp;", "&");
  const fields = { biller: "transport", currency: "ILS" };
  const wrong = await post(supervisor, form, accounts, { ...fields, iban: "PS00 wrong" });
  assert.ok(wrong.status === 422 && wrong.text.includes("PS00 wrong"), "nothing is lost");
  const asked = await post(supervisor, form, accounts, { ...fields, iban: newIban.toLowerCase() });
  assert.equal(asked.status, 303, asked.text);
  const change = await world.db.selectFrom("iban_change").selectAll().executeTakeFirstOrThrow();
  const decision = `${accounts}/${change.id}`;
  const approved = { verdict: "approved" };
  assert.equal((await post(supervisor, accounts, decision, approved)).status, 404);
  const officer = await signInAs(world, clerk);
  assert.equal((await post(officer, accounts, decision, approved)).status, 404);
  const treasury = await signInAs(world, lina);
  assert.equal((await post(treasury, accounts, decision, approved)).status, 303);
  assert.equal((await post(treasury, accounts, decision, approved)).status, 409);
  assert.ok((await treasury.go(accounts)).text.includes("PS"));
  const run = (await post(treasury, path, `${path}/runs`)).location;
  assert.equal((await post(await signInAs(world, adel), run, `${run}/approve`)).status, 303);
  await hear();
  assert.equal(await bank.received(newIban), 31_200n);
});

test("a program's change of an account waits for a person, too", async () => {
  const newIban = makeIban("ARAB", "555");
  const ibans = [
    { currency: "ILS", iban: newIban },
    { currency: "USD", iban: newIban },
  ];
  const body = { ...transport, institution: "interior", ibans };
  const put = await world.portal("PUT", "/v1/billers/interior", body);
  assert.equal(put.status, 200);
  assert.deepEqual(put.json.ibans, [transport.ibans[0]]);
  assert.deepEqual(put.json.ibanChanges, ibans);
  const again = await world.portal("PUT", "/v1/billers/interior", body);
  assert.deepEqual(again.json, put.json);
  const third = [{ currency: "ILS", iban: makeIban("ARAB", "556") }];
  const other = await world.portal("PUT", "/v1/billers/interior", { ...body, ibans: third });
  assert.equal(other.status, 409);
  const [change] = await world.db
    .selectFrom("iban_change")
    .selectAll()
    .where("biller_code", "=", "interior")
    .where("currency", "=", "ILS")
    .execute();
  assert.equal(change?.asked_by, "portal");
  const treasury = await signInAs(world, lina);
  const accounts = `${path}/accounts`;
  const decided = await post(treasury, accounts, `${accounts}/${change.id}`, {
    verdict: "approved",
  });
  assert.equal(decided.status, 303);
  const now = await world.portal("PUT", "/v1/billers/interior", body);
  assert.deepEqual(now.json.ibans, [{ currency: "ILS", iban: newIban }]);
});
