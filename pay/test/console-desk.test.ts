import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import {
  addInterior,
  dina,
  hanan,
  hiddenOf,
  mona,
  payBill,
  rami,
  signInAs,
} from "./console-world.ts";
import { newBill, openPayWorld, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => {
  world = await openPayWorld();
  await addInterior(world);
});
after(async () => await world.close());

const byHand = (more: Record<string, string> = {}) => ({
  billerCode: "transport",
  reference: `H-${Math.floor(performance.now() * 1_000)}`,
  descriptionAr: "رسم نقل ملكية",
  descriptionEn: "Transfer of ownership",
  amount: "١٢٠.٥٠",
  currency: "ILS",
  ...more,
});

test("a clerk makes a bill by hand, once however often the form is sent, and cancels it", async () => {
  const browser = await signInAs(world, dina);
  const form = await browser.go("/console/bills/new");
  const sent = { ...hiddenOf(form.text), ...byHand() };
  const wrong = await browser.go("/console/bills", { ...sent, amount: "1,2.5", descriptionEn: "" });
  assert.equal(wrong.status, 422);
  assert.ok(
    wrong.text.includes("رسم نقل ملكية") && wrong.text.includes("1,2.5"),
    "nothing is lost",
  );
  const made = await browser.go("/console/bills", sent);
  assert.equal(made.status, 303, made.text);
  assert.equal((await browser.go("/console/bills", sent)).location, made.location);
  const page = await browser.go(made.location);
  for (const text of ["120.50 ₪", "dina.masri", "/pay/", "لم يحاول أحد الدفع بعد"]) {
    assert.ok(page.text.includes(text), text);
  }
  const taken = { ...hiddenOf((await browser.go("/console/bills/new")).text), ...sent };
  const key = hiddenOf((await browser.go("/console/bills/new")).text)["key"] ?? "";
  const again = await browser.go("/console/bills", { ...taken, key });
  assert.ok(again.status === 422 && again.text.includes("استعمل مرجعا آخر"));
  const path = new URL(made.location, world.url).pathname;
  const cancel = { _csrf: browser.csrfOf(page), key: hiddenOf(page.text)["key"] ?? "" };
  const cancelled = await browser.go(`${path}/cancel`, cancel);
  assert.equal(cancelled.status, 303, cancelled.text);
  assert.ok((await browser.go(cancelled.location)).text.includes("ملغاة"));
});

test("lists are narrowed by what is in the address, page by page, and are the same as files", async () => {
  const reference = "R-LIST-1";
  const bill = await world.portal("POST", "/v1/bills", newBill({ reference }));
  for (let index = 0; index < 52; index += 1) {
    await world.portal("POST", "/v1/bills", newBill({ serviceType: "vehicle-licence" }));
  }
  const browser = await signInAs(world, dina, "en");
  const found = await browser.go(`/console/bills?q=${reference}&status=open`);
  assert.ok(found.text.includes(bill.json.id) && found.text.includes('value="R-LIST-1"'));
  const byNumber = await browser.go(`/console/bills?q=${bill.json.billingNumber}`);
  assert.ok(byNumber.text.includes(bill.json.id));
  const first = await browser.go("/console/bills?service=vehicle-licence");
  const rowsOf = (text: string) => [...text.matchAll(/href="\/console\/bills\/([0-9a-f-]{36})"/g)];
  assert.equal(rowsOf(first.text).length, 50);
  const next = /rel="next" href="([^"]+)"/.exec(first.text)?.[1]?.replaceAll("&amp;", "&") ?? "";
  const second = await browser.go(next);
  assert.equal(rowsOf(second.text).length, 2);
  const file = await browser.go("/console/bills.csv?service=vehicle-licence");
  assert.match(file.headers.get("content-disposition") ?? "", /attachment; filename="bills-/);
  const lines = file.text.trim().split("\r\n");
  assert.equal(lines.length, 53);
  assert.ok(lines[1]?.includes("312.00,ILS"));
  const wrong = await browser.go("/console/bills?from=2026-11-05&to=2026-11-01");
  assert.ok(wrong.status === 422 && wrong.text.includes("The last day is before the first"));
});

test("a biller sees what its systems were told of its own bills, and what they answered", async () => {
  const secret = `whsec_${Buffer.alloc(24, 7).toString("base64")}`;
  const url = `${world.issuer.url}/nobody-here`;
  const body = { url, secret, clientId: "portal", eventTypes: ["bill.paid"] };
  await world.portal("PUT", "/v1/webhook-endpoints/portal", body);
  const { bill } = await payBill(world);
  const own = await signInAs(world, dina);
  const list = await own.go("/console/webhooks");
  assert.ok(list.text.includes("/console/webhooks/portal") && list.text.includes(url));
  const log = await until(async () => {
    const { text } = await own.go("/console/webhooks/portal?failed=yes");
    return text.includes(bill.id) ? text : undefined;
  });
  assert.ok(log.includes("answered 404") && log.includes("bill.paid"));
  const other = await signInAs(world, rami);
  assert.equal((await other.go("/console/webhooks/portal")).status, 404);
  assert.ok((await own.go("/console/clients")).text.includes("portal"));
  assert.ok((await own.go("/console/clients")).text.includes("باليد، في هذه اللوحة"));
});

test("nobody sees another institution's bills, payments, refunds or accounts", async () => {
  const { bill, payment } = await payBill(world);
  const refund = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: payment.amount,
    reason: "other",
    note: "x",
  });
  const other = await signInAs(world, rami);
  const paths = [
    `/console/bills/${bill.id}`,
    `/console/payments/${payment.id}`,
    `/console/refunds/${refund.json.id}`,
    "/console/ledger/accounts/transport/1",
  ];
  const own = await signInAs(world, dina);
  for (const path of paths) {
    assert.equal((await other.go(path)).status, 404, path);
    assert.equal((await own.go(path)).status, 200, path);
  }
  const page = await other.go("/console");
  const _csrf = other.csrfOf(page);
  assert.equal((await other.go(`${paths[2]}/approve`, { _csrf })).status, 404);
  assert.ok(!(await other.go("/console/payments.csv")).text.includes(bill.billingNumber));
  const treasury = await signInAs(world, mona);
  assert.equal((await treasury.go(paths[0] ?? "")).status, 200);
});

test("a clerk asks for a refund, another person approves it, and it is back with the payer", async () => {
  const { payment } = await payBill(world);
  const clerk = await signInAs(world, dina);
  const page = await clerk.go(`/console/payments/${payment.id}`);
  const fields = {
    ...hiddenOf(page.text),
    amount: "112.00",
    reason: "wrongAmount",
    note: "كتاب 17",
  };
  const path = `/console/payments/${payment.id}/refunds`;
  const tooMuch = await clerk.go(path, { ...fields, amount: "312.01" });
  assert.ok(tooMuch.status === 422 && tooMuch.text.includes("كتاب 17"));
  const asked = await clerk.go(path, fields);
  assert.equal(asked.status, 303, asked.text);
  assert.ok(
    (await clerk.go(path, fields)).location.startsWith(asked.location.split("?")[0] ?? "-"),
  );
  const own = await clerk.go(asked.location);
  assert.ok(own.text.includes("ينتظر موافقة ثانية") && own.text.includes("اسحب طلبك"));
  const refund = asked.location.split("?")[0] ?? "";
  const refused = await clerk.go(`${refund}/approve`, { _csrf: clerk.csrfOf(own) });
  assert.ok(refused.status === 409 && refused.text.includes("يوافق عليها شخص آخر"));
  const supervisor = await signInAs(world, hanan);
  const queue = await supervisor.go("/console/refunds?status=requested");
  assert.ok(queue.text.includes(refund));
  const open = await supervisor.go(refund);
  const approved = await supervisor.go(`${refund}/approve`, {
    _csrf: supervisor.csrfOf(open),
    note: "موافق",
  });
  assert.equal(approved.status, 303, approved.text);
  const done = await until(async () => {
    const { text } = await supervisor.go(refund);
    return text.includes("أعاد المصرف المبلغ") ? text : undefined;
  });
  assert.ok(done.includes("hanan.barghouthi") && done.includes("موافق"));
  assert.equal((await world.bank.truth()).get(payment.chargeId)?.netMinor, "20000");
});

test("support staff find a payment by what the payer's bank calls it, in every list", async () => {
  const { bill, payment } = await payBill(world);
  const clerk = await signInAs(world, dina, "en");
  const stranger = await signInAs(world, rami, "en");
  for (const reference of [payment.railReference, payment.chargeId]) {
    assert.ok(reference);
    const query = `?q=${encodeURIComponent(reference)}`;
    const bills = await clerk.go(`/console/bills${query}`);
    assert.ok(bills.text.includes(`/console/bills/${bill.id}`), reference);
    const payments = await clerk.go(`/console/payments${query}`);
    assert.ok(payments.text.includes(`/console/payments/${payment.id}`), reference);
    assert.ok(!(await stranger.go(`/console/bills${query}`)).text.includes(bill.id));
  }
  const shown = await clerk.go(`/console/bills/${bill.id}`);
  assert.ok(shown.text.includes(payment.railReference));
});

test("the list of refunds is the API's: a surplus that goes back by itself stands in it too", async () => {
  const bill = await world.portal("POST", "/v1/bills", newBill());
  const path = `/v1/bills/${bill.json.id}`;
  const charge = await world.portal("POST", `${path}/charges`, { rail: "card" });
  await world.bank.fault({ kind: "payTwice", match: { orderId: charge.json.id } });
  await world.bank.pay(charge.json.redirectUrl);
  const query = `/v1/refunds?billingNumber=${bill.json.billingNumber}&status=returned`;
  await until(async () => (await world.portal("GET", query)).json.refunds[0]);
  const clerk = await signInAs(world, dina, "en");
  const list = await clerk.go(`/console/refunds?q=${bill.json.billingNumber}&status=returned`);
  for (const text of ["More was taken than was due", "Goes back by itself", "312.00 ₪"]) {
    assert.ok(list.text.includes(text), text);
  }
  assert.ok(list.text.includes(`href="/console/bills/${bill.json.id}"`));
});

test("only the treasury sets how much one person may refund", async () => {
  const clerk = await signInAs(world, hanan);
  const seen = await clerk.go("/console/refund-limits?biller=transport&currency=JOD");
  assert.ok(seen.text.includes("دائما شخصان") && !seen.text.includes('name="limit"'));
  const fields = { biller: "transport", currency: "JOD", limit: "50.000" };
  const _csrf = clerk.csrfOf(seen);
  assert.equal((await clerk.go("/console/refund-limits", { _csrf, ...fields })).status, 404);
  const treasury = await signInAs(world, mona);
  const form = await treasury.go("/console/refund-limits?biller=transport&currency=JOD");
  const token = { _csrf: treasury.csrfOf(form) };
  const wrong = await treasury.go("/console/refund-limits", { ...token, ...fields, limit: "x" });
  assert.ok(wrong.status === 422 && wrong.text.includes('value="x"'));
  assert.equal((await treasury.go("/console/refund-limits", { ...token, ...fields })).status, 303);
  assert.ok((await treasury.go("/console/refund-limits")).text.includes("50.000 د.أ"));
});

test("the ledger explorer: accounts, a moment past, a transfer's legs, and where it came from", async () => {
  const { payment } = await payBill(world);
  const treasury = await signInAs(world, mona, "en");
  const ledger = await treasury.go("/console/ledger?currency=ILS&kind=billerPayable");
  const account =
    /href="(\/console\/ledger\/accounts\/transport\/\d+)"/.exec(ledger.text)?.[1] ?? "";
  const before = await treasury.go(`${account}?at=2020-01-01T00:00`);
  assert.ok(before.text.includes("0.00 ₪") && before.text.includes("Nothing was posted"));
  const now = await treasury.go(account);
  const transfer = /href="(\/console\/ledger\/transfers\/[^"]+)"/.exec(now.text)?.[1] ?? "";
  const legs = await treasury.go(transfer);
  assert.ok(legs.text.includes("Payment captured") && legs.text.includes(payment.id));
  assert.ok(legs.text.includes("312.00 ₪"));
  const trial = await treasury.go("/console/ledger");
  assert.ok(trial.text.includes("Every currency sums to zero"));
  const past = await treasury.go("/console/ledger?at=2020-01-01T00:00");
  assert.ok(past.text.includes("0.00 ₪") && !past.text.includes("312.00 ₪"));
  const wrong = await treasury.go("/console/ledger?at=soon");
  assert.ok(wrong.status === 422 && wrong.text.includes('value="soon"'));
});
