import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { writeHubMessage } from "../../dev/sandbox/esadad/mfep.ts";
import { openBrowser } from "./browser.ts";
import { hubKeys } from "./esadad-hub.ts";
import { makeBill, notifyPath, openEsadadWorld, prepaidPath, pull } from "./esadad-world.ts";
import { billIs, billStatus, countPayments, pullPath, sendRaw } from "./esadad-world.ts";
import type { EsadadWorld } from "./esadad-world.ts";
import { transport, until } from "./pay-world.ts";

let world: EsadadWorld;
before(async () => (world = await openEsadadWorld()));
after(async () => await world.close());

test("a bill pull tells what is due, to which accounts, and takes no claim", async () => {
  await world.portal("PUT", "/v1/billers/police", { ...transport, institution: "police" });
  const splits = [
    { billerCode: "transport", amountMinor: "30000" },
    { billerCode: "police", amountMinor: "1200" },
  ];
  const dueAt = "2026-12-31T21:59:59Z";
  const bill = await makeBill(world, { splits, dueAt, serviceType: "vehicle-licence" });
  const said = await pull(world, bill.billingNumber);
  assert.deepEqual([said.status, said.code, said.body.RecCount], [200, 0, "1"]);
  const record = said.body.BillsRec.BillRec;
  assert.equal(record.AcctInfo.BillingNo, bill.billingNumber);
  assert.deepEqual([record.DueAmount, record.Currency], ["312.00", "ILS"]);
  assert.equal(record.DueDate, "2026-12-31T23:59:59");
  assert.equal(record.ServiceType, "vehicle-licence");
  assert.deepEqual(record.PmtConst, { AllowPart: "false", Lower: "312.00", Upper: "312.00" });
  assert.deepEqual(record.SubPmts.SubPmt, [
    { Amount: "300.00", SetBnkCode: "PALS", AcctNo: "PS92PALS000000000400123456702" },
    { Amount: "12.00", SetBnkCode: "PALS", AcctNo: "PS92PALS000000000400123456702" },
  ]);
  assert.equal(record.AdditionalInfo.CustName, "ليلى حسن أحمد خالد");
  assert.match(record.AdditionalInfo.FreeText, /تجديد رخصة مركبة/);
  assert.equal(await billStatus(world, bill), "open");
});

test("a fee that the biller bears is posted as its cost", async () => {
  await world.esadad.settings({ feeMinor: "150", feesOnBiller: true });
  const bill = await makeBill(world);
  await world.esadad.pay({ number: bill.billingNumber, amountMinor: "31200" });
  await billIs(world, bill, "paid");
  await world.esadad.settings({ feeMinor: "0", feesOnBiller: false });
  const { rows } = await sql<{ kind: string; sum: bigint }>`
    select a.kind, sum(p.amount_minor)::bigint as sum from charge c
      join transfer t on left(t.source_id, 36) = c.id::text
      join posting p on p.transfer_id = t.id join ledger_account a on a.id = p.account_id
    where c.bill_id = ${bill.id} group by 1 order by 1`.execute(world.db);
  const sums = Object.fromEntries(rows.map((row) => [row.kind, row.sum]));
  assert.deepEqual(sums, { billerPayable: -31050n, railClearing: 31200n, railFees: -150n });
});

test("a bill in dinars is told with three decimals", async () => {
  const bill = await makeBill(world, { amount: { amountMinor: "12505", currency: "JOD" } });
  const { DueAmount, Currency } = (await pull(world, bill.billingNumber)).body.BillsRec.BillRec;
  assert.deepEqual([DueAmount, Currency], ["12.505", "JOD"]);
});

test("a number that cannot be paid has the code that says why", async () => {
  const { billingNumber } = await makeBill(world);
  const swapped = billingNumber.slice(0, -1) + ((Number(billingNumber.at(-1)) + 1) % 10);
  for (const malformed of ["1", "abc", swapped, "9".repeat(60), "<&>"]) {
    assert.equal((await pull(world, malformed)).code, 408, malformed);
  }
  assert.equal((await pull(world, "")).code, 303);
  const { newBillingNumber } = await import("#src/bill/billing-number.ts");
  assert.equal((await pull(world, newBillingNumber())).code, 401);
  const cancelled = await makeBill(world);
  await world.portal("POST", `/v1/bills/${cancelled.id}/cancel`);
  assert.equal((await pull(world, cancelled.billingNumber)).code, 409);
  const paid = await makeBill(world);
  await world.esadad.pay({ number: paid.billingNumber, amountMinor: "31200" });
  await billIs(world, paid, "paid");
  assert.equal((await pull(world, paid.billingNumber)).code, 324);
});

test("a bill under way at another rail is not offered, and is again when that is over", async () => {
  const bill = await makeBill(world);
  const charge = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  const said = await pull(world, bill.billingNumber);
  assert.deepEqual([said.code, said.body.RecCount], [409, "0"]);
  await world.bank.cancel(charge.json.redirectUrl);
  await world.db
    .updateTable("charge")
    .set({ expires_at: new Date() })
    .where("id", "=", charge.json.id)
    .execute();
  // The inquiry itself asks the other rail: the claim is not older than its word.
  assert.equal((await pull(world, bill.billingNumber)).code, 0);
});

test("a customer pays in the bank's app, in Arabic, without script", async () => {
  const bill = await makeBill(world);
  const typed = bill.billingNumber.replace(/\d/g, (digit: string) => "٠١٢٣٤٥٦٧٨٩"[Number(digit)]);
  const shown = await world.esadad.submit("/bill", { number: typed });
  assert.equal(shown.status, 200);
  assert.match(shown.html, /ليلى حسن أحمد خالد/);
  assert.match(shown.html, /312\.00 ILS/);
  assert.equal(/<script/i.test(shown.html), false);
  const action = /action="(\/pay\/[0-9a-f]+)/.exec(shown.html)?.[1] ?? "";
  const wrong = await world.esadad.submit(action, { amount: "1", from: "1001" });
  assert.equal(wrong.status, 422);
  const poor = await world.esadad.submit(action, { amount: "312", from: "1003" });
  assert.equal(poor.status, 422);
  assert.deepEqual(await world.esadad.payments(bill.billingNumber), []);
  const paid = await world.esadad.submit(action, { amount: "312", from: "1001" });
  assert.equal(paid.status, 200);
  await billIs(world, bill, "paid");
  const [payment] = await world.esadad.payments(bill.billingNumber);
  assert.equal(payment?.netMinor, "31200");
  assert.equal(await countPayments(world, bill), 1);
  const page = await (await fetch(`${world.url}/pay/${bill.billingNumber}`)).text();
  assert.match(page, /الفاتورة مدفوعة/);
  const again = await world.esadad.submit(action, { amount: "312", from: "1001" });
  assert.equal(again.status, 404);
  const unknown = await world.esadad.submit("/bill", { number: "5" });
  assert.equal(unknown.status, 422);
});

test("a payer who chooses E-SADAD is shown number and steps; nothing is started", async () => {
  const bill = await makeBill(world, { parts: { lowerMinor: "10000", upperMinor: "20000" } });
  const path = `${world.url}/pay/${bill.billingNumber}`;
  const page = await fetch(path, { headers: { "accept-language": "en" } });
  const html = await page.text();
  assert.match(html, /value="esadad"/);
  const token = /name="_csrf" value="([^"]+)"/.exec(html)?.[1] ?? "";
  const cookie = page.headers.getSetCookie()[0]?.split(";")[0] ?? "";
  const chosen = await fetch(`${path}/charges`, {
    method: "POST",
    redirect: "manual",
    headers: { cookie },
    body: new URLSearchParams({ _csrf: token, rail: "esadad" }),
  });
  assert.deepEqual(
    [chosen.status, chosen.headers.get("location")],
    [303, `/pay/${bill.billingNumber}/esadad`],
  );
  const steps = await (await fetch(`${path}/esadad?lang=en`)).text();
  assert.match(steps, new RegExp(bill.billingNumber.replace(/\d{3}(?=\d)/g, "$& ")));
  assert.match(steps, /between[^]*100\.00[^]*200\.00/);
  assert.equal(await billStatus(world, bill), "open");
  const direct = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "esadad" });
  assert.equal(direct.status, 400);
  const gone = await fetch(`${world.url}/pay/5/esadad`, { redirect: "manual" });
  assert.equal(gone.status, 303);
});

test("a bill in parts is pulled with its bounds, and for what is left of it", async () => {
  const parts = { lowerMinor: "10000", upperMinor: "20000" };
  const bill = await makeBill(world, { parts });
  const record = async () => (await pull(world, bill.billingNumber)).body.BillsRec.BillRec;
  const bounds = { AllowPart: "true", Lower: "100.00", Upper: "200.00" };
  assert.deepEqual((await record()).PmtConst, bounds);
  await world.esadad.pay({ number: bill.billingNumber, amountMinor: "15000" });
  const after = await until(async () => {
    const now = await record();
    return now.DueAmount === "162.00" ? now : undefined;
  });
  assert.equal(after.BillStatus, "BillPartiallyPaid");
  assert.deepEqual(after.PmtConst, { ...bounds, Upper: "162.00" });
  assert.equal(after.SubPmts.SubPmt[0].Amount, "162.00");
  await world.esadad.pay({ number: bill.billingNumber, amountMinor: "16200" });
  await billIs(world, bill, "paid");
});

test("what cannot be read or believed is answered, signed, and has done nothing", async () => {
  const body = [["AcctInfo", [["BillingNo", "1"]]]] as [string, [string, string][]][];
  const guid = randomUUID();
  const asked = { guid, kind: "ReqTyp", type: "BILPULRQ", body } as const;
  const good = writeHubMessage(hubKeys, { ...asked, body });
  const spoilt = writeHubMessage(hubKeys, { ...asked, body }, true);
  assert.equal((await sendRaw(world, pullPath, spoilt, guid)).code, 2);
  assert.equal((await sendRaw(world, notifyPath, spoilt, guid)).code, 2);
  assert.equal((await sendRaw(world, prepaidPath, spoilt, guid)).code, 2);
  const other = { ...hubKeys, hubKey: hubKeys.hubKey, billerCode: "78" };
  const forOther = writeHubMessage(other, { ...asked, body });
  const wrong: [string, string | Uint8Array, number][] = [
    [pullPath, "", 400],
    [pullPath, "<MFEP>", 400],
    [pullPath, '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><MFEP>&x;</MFEP>', 400],
    [pullPath, Buffer.from(good, "utf16le"), 400],
    [notifyPath, "x".repeat(300_000), 400],
    [notifyPath, good, 200],
    [prepaidPath, good, 200],
    [pullPath, forOther, 200],
    [pullPath, writeHubMessage(hubKeys, { ...asked, body: [] }), 200],
  ];
  for (const [path, xml, status] of wrong) {
    const said = await sendRaw(world, path, xml, guid);
    assert.deepEqual([said.status, said.code], [status, 303], path);
  }
  assert.equal((await sendRaw(world, pullPath, good, randomUUID())).code, 303, "two GUIDs");
  assert.equal((await sendRaw(world, pullPath, good, guid)).code, 408);
});

test("every message is kept with its answer, and only for its time", async () => {
  const bill = await makeBill(world);
  const said = await pull(world, bill.billingNumber);
  const { listMessages, sweepMessages } = await import("#src/rails/esadad/message-queries.ts");
  const [kept] = await listMessages(world.db, said.guid);
  assert.deepEqual([kept?.direction, kept?.operation, kept?.result_code], ["in", "billPull", 0]);
  assert.match(kept?.request ?? "", /BILPULRQ/);
  assert.match(kept?.answer ?? "", /<DueAmount>312\.00</);
  await sweepMessages(world.db, 90, 1_000);
  assert.equal((await listMessages(world.db, said.guid)).length, 1);
  const old = new Date(Date.now() - 91 * 86_400_000);
  await world.db
    .updateTable("esadad_message")
    .set({ at: old })
    .where("guid", "=", said.guid)
    .execute();
  await sweepMessages(world.db, 90, 1_000);
  assert.deepEqual(await listMessages(world.db, said.guid), []);
});

test("treasury staff read the messages; nobody else does", async () => {
  const bill = await makeBill(world);
  const said = await pull(world, bill.billingNumber);
  const signIn = async (institution: string) => {
    world.issuer.signInAs({ username: "u", institution, roles: ["officer"], name: "سامي عودة" });
    const browser = openBrowser(world.url);
    const atProvider = await browser.go((await browser.go("/console/signin")).location);
    await browser.go(atProvider.location);
    return browser;
  };
  const treasury = await signIn("finance");
  const found = await treasury.go(`/console/esadad?guid=${said.guid}`);
  const id = /href="(\/console\/esadad\/\d+)"/.exec(found.text)?.[1] ?? "";
  assert.match((await treasury.go(id)).text, /&lt;ReqTyp&gt;BILPULRQ/);
  assert.equal((await treasury.go("/console/esadad/0")).status, 404);
  const other = await signIn("transport");
  assert.equal((await other.go("/console/esadad")).status, 403);
  assert.equal((await other.go(id)).status, 403);
  assert.equal((await openBrowser(world.url).go(id)).location, "/console/signin");
});

const service = "/v1/billers/transport/prepaid-services/parking";
const parking = {
  name: { ar: "رصيد مواقف", en: "Parking credit" },
  currency: "ILS",
  lowerMinor: "1000",
  upperMinor: "50000",
  active: true,
};

test("a payer pays an amount of their choice into an account; that makes the bill", async () => {
  assert.equal((await world.portal("PUT", service, parking)).status, 200);
  const accounts = { accounts: [{ number: "P-17", holderName: "سامي عودة", active: true }] };
  assert.equal((await world.portal("PUT", `${service}/accounts`, accounts)).status, 200);
  const ask = (account: string, amount: string, of = "parking") =>
    world.esadad.submit("/account", { service: of, account, amount });
  const shown = await ask("P-17", "25.50");
  assert.equal(shown.status, 200);
  assert.match(shown.html, /سامي عودة/);
  assert.match(shown.html, /10\.00 ILS<\/bdi>[^]*500\.00 ILS/);
  for (const [account, amount, of] of [
    ["P-17", "9.99"],
    ["P-17", "500.01"],
    ["P-18", "25"],
    ["P_17", "25"],
    ["P-17", "25", "no-such-service"],
  ] as const) {
    assert.equal((await ask(account, amount, of)).status, 422, `${account} ${amount}`);
  }
  const action = /action="(\/pay\/[0-9a-f]+)/.exec(shown.html)?.[1] ?? "";
  await world.esadad.submit(action, { amount: "25.50", from: "1002" });
  const bill = await until(async () =>
    world.db
      .selectFrom("bill")
      .selectAll()
      .where("service_type", "=", "parking")
      .where("status", "=", "paid")
      .executeTakeFirst(),
  );
  assert.deepEqual(
    [bill.amount_minor, bill.currency, bill.payer_name],
    [2550n, "ILS", "سامي عودة"],
  );
  const own = await world.portal("GET", `/v1/bills/${bill.id}`);
  assert.equal(own.json.status, "paid", "the biller sees it as its own bill");
});

test("validation has a code for each reason", async () => {
  const ask = async (number: string, amount: string, of = "parking") => {
    const guid = randomUUID();
    const xml = writeHubMessage(hubKeys, {
      guid,
      kind: "ReqTyp",
      type: "BILRPREPADVALRQ",
      body: [
        [
          "BillingInfo",
          [
            ["AcctInfo", [["BillingNo", number]]],
            ["ServiceTypeDetails", [["ServiceType", of]]],
            ["DueAmt", amount],
          ],
        ],
      ],
    });
    const said = await sendRaw(world, prepaidPath, xml, guid);
    assert.equal(Number(said.body.BillingInfo.Result.ErrorCode), said.code);
    return said.code;
  };
  assert.equal(await ask("P-17", "25.50"), 0);
  assert.equal(await ask("P-17", ""), 0);
  assert.equal(await ask("P-17", "500.01"), 353);
  assert.equal(await ask("P-17", "9.99"), 354);
  assert.equal(await ask("P-18", "25"), 401);
  assert.equal(await ask("P-17", "25", "nothing"), 401);
  assert.equal(await ask("P 17", "25"), 408);
});

test("a prepaid service is its own biller's, in a currency that it takes", async () => {
  const put = (path: string, more: object = {}) =>
    world.portal("PUT", path, { ...parking, ...more });
  const elsewhere = "/v1/billers/police/prepaid-services/parking";
  assert.equal((await put(elsewhere)).json.type, "urn:gov:problem:service-type-taken");
  assert.equal((await put(service, { currency: "USD" })).status, 422);
  assert.equal((await put(service, { lowerMinor: "60000" })).status, 400);
  const nobody = "/v1/billers/nobody/prepaid-services/x";
  assert.equal((await put(nobody)).json.type, "urn:gov:problem:biller-unknown");
  const reader = await world.callerAs("portal", "bills:read");
  assert.equal((await reader("PUT", service, parking)).status, 403);
  const stranger = await world.callerAs("another");
  assert.equal((await stranger("PUT", service, parking)).status, 409);
});

test("bills put together are pulled and paid under one number, each by its share", async () => {
  const bills = [await makeBill(world), await makeBill(world, { billerCode: "police" })];
  const rows = await Promise.all(
    bills.map((bill) => findBillByNumber(world.db, bill.billingNumber)),
  );
  const basket = await makeBasket(
    world.db,
    rows.filter((row) => row !== undefined),
  );
  assert.ok(basket.ok);
  const said = await pull(world, basket.value.billing_number);
  assert.equal(said.code, 0);
  assert.equal(said.body.BillsRec.BillRec.DueAmount, "624.00");
  await receivePayment(world.deps, {
    rail: "esadad",
    bill: { institutionId: basket.value.institution_id, billId: basket.value.id },
    railTransactionId: randomUUID(),
    amount: { amountMinor: 62_400n, currency: "ILS" },
    paidAt: new Date(),
  });
  for (const bill of bills) assert.equal((await pull(world, bill.billingNumber)).code, 324);
  assert.equal((await pull(world, basket.value.billing_number)).code, 324);
});
