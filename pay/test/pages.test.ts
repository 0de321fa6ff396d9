import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { verifySeal } from "@gov/kit/document/pades-verify.ts";
import { receiptCode } from "#src/receipt/receipt-document.ts";
import { findReceipt } from "#src/receipt/receipt-queries.ts";
import { cards } from "./bank.ts";
import { openBrowser as browserOf, type Page } from "./browser.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const openBrowser = (lang: "ar" | "en" = "ar") => browserOf(world.url, lang);

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;

/** Opens the bill, presses “pay”; gives the gateway's page. */
const pressPay = async (browser: ReturnType<typeof openBrowser>, bill: Json): Promise<Page> => {
  const page = await browser.go(bill.payUrl);
  return await browser.go(`/pay/${bill.billingNumber}/charges`, {
    _csrf: browser.csrfOf(page),
    rail: "card",
  });
};

test("a payer looks a bill up with Arabic digits, pays, and gets the receipt", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  const arabic = bill.billingNumber.replace(/\d/g, (d: string) =>
    String.fromCharCode(0x660 + Number(d)),
  );
  const found = await browser.go(`/pay?number=${encodeURIComponent(arabic)}`);
  assert.equal(found.location, `/pay/${bill.billingNumber}`);
  const shown = await browser.go(found.location);
  for (const text of ["تجديد رخصة مركبة", "وزارة النقل والمواصلات", "312.00 ₪", "ولا تصل إلينا"]) {
    assert.ok(shown.text.includes(text), text);
  }
  const gateway = await pressPay(browser, bill);
  assert.equal(gateway.status, 303);
  assert.ok(gateway.location.startsWith(world.bank.url));
  const back = await world.bank.pay(gateway.location);
  const plain = await browser.go(back ?? "");
  assert.equal(plain.status, 303);
  const result = await browser.go(plain.location);
  const number = /[0-9A-Z]{4}(-[0-9A-Z]{4}){3}/.exec(result.text)?.[0] ?? "";
  assert.ok(result.text.includes("تم الدفع"));
  assert.ok(result.text.includes("http://localhost:3000/cases/7"), "the way back to the service");
  const receipt = await browser.go(`/receipts/${number}`);
  assert.equal(receipt.status, 200);
  assert.ok(receipt.text.includes("ليلى ح… أ… خ…"));
  assert.ok(!receipt.text.includes("خالد"), "the payer's name is masked");
  const small = await browser.go(`/receipts/${number.toLowerCase().replaceAll("-", "")}`);
  assert.equal(small.status, 200);
  const looked = await browser.go(`/pay?number=${number.toLowerCase()}`);
  assert.equal(looked.location, `/receipts/${number}`);
  const again = await browser.go(bill.payUrl);
  assert.ok(again.text.includes("الفاتورة مدفوعة") && again.text.includes(`/receipts/${number}`));
});

test("a receipt's PDF is sealed, its code is signed, and a changed code is refused", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  await world.bank.pay((await pressPay(browser, bill)).location);
  const page = await browser.go(bill.payUrl);
  const number = /receipts\/([0-9A-Z-]{19})/.exec(page.text)?.[1] ?? "";
  const pdf = await fetch(`${world.url}/receipts/${number}.pdf`);
  assert.equal(pdf.headers.get("content-type"), "application/pdf");
  const bytes = Buffer.from(await pdf.arrayBuffer());
  const roots = world.press.keys.seal.certificateChain.slice(-1);
  const checked = verifySeal(bytes, roots);
  assert.equal(checked.status, "valid");
  assert.deepEqual(
    verifySeal(bytes.with(900, (bytes[900] ?? 0) ^ 1), roots).status === "valid",
    false,
  );
  const receipt = await findReceipt(world.db, number);
  assert.ok(receipt);
  const code = new URL(await receiptCode(world.press, receipt)).pathname;
  const good = await browser.go(code);
  assert.ok(good.status === 200 && good.text.includes("الإيصال صحيح"));
  const changed = code.slice(0, -3) + (code.at(-3) === "A" ? "B" : "A") + code.slice(-2);
  assert.equal((await browser.go(changed)).status, 404);
  assert.equal((await browser.go(`/V/${"A".repeat(3_000)}`)).status, 404);
  const keys = (await (await fetch(`${world.url}/.well-known/receipt-keys.json`)).json()) as Json;
  assert.equal(keys.keys[0].crv, "Ed25519");
  assert.equal(keys.keys[0].d, undefined);
});

test("after a closed browser the bill's page tells the truth at once", async () => {
  const bill = await makeBill();
  const gateway = await pressPay(openBrowser(), bill);
  await world.bank.fault({
    kind: "timeoutNotDone",
    match: { operation: "NOTIFICATION" },
    times: 5,
  });
  await world.bank.pay(gateway.location);
  const other = openBrowser("en");
  const page = await other.go(bill.payUrl);
  assert.ok(page.text.includes("The bill is paid"));
});

test("a wrong resultIndicator changes nothing: only the rail is believed", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  await pressPay(browser, bill);
  const { claimed_by } = await world.db
    .selectFrom("bill")
    .select("claimed_by")
    .where("id", "=", bill.id)
    .executeTakeFirstOrThrow();
  const back = await browser.go(
    `/pay/${bill.billingNumber}/return?charge=${claimed_by}&resultIndicator=${"a".repeat(16)}`,
  );
  const waiting = await browser.go(back.location);
  assert.ok(waiting.text.includes("ننتظر جواب المصرف"));
  assert.match(waiting.headers.get("refresh") ?? "", /^\d+$/);
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "claimed");
});

test("a declined card says why, and the next attempt is one press away", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  const gateway = await pressPay(browser, bill);
  const back = await world.bank.pay(gateway.location, cards.declined);
  const result = await browser.go((await browser.go(back ?? "")).location);
  assert.ok(result.text.includes("رفض المصرف الدفع") && result.text.includes("لم يخصم شيء"));
  const retry = await browser.go(`/pay/${bill.billingNumber}/charges`, {
    _csrf: browser.csrfOf(result),
    rail: "card",
  });
  assert.ok(retry.location.startsWith(world.bank.url));
});

test("who gives up at the bank's page, or drops the attempt here, frees the bill", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  const back = await world.bank.cancel((await pressPay(browser, bill)).location);
  const result = await browser.go((await browser.go(back ?? "")).location);
  assert.ok(result.text.includes("ألغيت الدفع"));
  await pressPay(browser, bill);
  const claimed = await browser.go(bill.payUrl);
  const charge = /name="charge" value="([^"]+)"/.exec(claimed.text)?.[1] ?? "";
  const twice = await pressPay(browser, bill);
  assert.ok(twice.location.startsWith(world.bank.url), "going on leads to the same page");
  await browser.go(`/pay/${bill.billingNumber}/drop`, { _csrf: browser.csrfOf(claimed), charge });
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "open");
});

test("a gateway that is down takes nothing and says so; the same attempt goes on later", async () => {
  const bill = await makeBill();
  const browser = openBrowser();
  const match = { operation: "INITIATE_CHECKOUT" };
  await world.bank.fault({ kind: "down", match });
  const page = await pressPay(browser, bill);
  assert.equal(page.status, 503);
  assert.ok(page.text.includes("بوابة البطاقات لا تجيب الآن"));
  const next = await pressPay(browser, bill);
  assert.equal(next.status, 303);
  const charges = await world.db
    .selectFrom("charge")
    .select("id")
    .where("bill_id", "=", bill.id)
    .execute();
  assert.equal(charges.length, 1);
});

test("a cancelled bill and a paid one cannot be paid again", async () => {
  const bill = await makeBill();
  await world.portal("POST", `/v1/bills/${bill.id}/cancel`);
  const browser = openBrowser();
  assert.ok((await browser.go(bill.payUrl)).text.includes("الفاتورة ملغاة"));
  const page = await browser.go("/");
  assert.equal(page.status, 200);
  const other = await browser.go((await makeBill()).payUrl);
  const form = { _csrf: browser.csrfOf(other), rail: "card" };
  const pressed = await browser.go(`/pay/${bill.billingNumber}/charges`, form);
  assert.equal(pressed.location, `/pay/${bill.billingNumber}`);
});

/** Typed numbers, the status, and what the page says of each in both languages. */
const wrongNumbers: [typed: string, status: number, ar: string, en: string][] = [
  ["", 200, "اكتب رقم الفاتورة", "Enter the billing number"],
  ["   ", 200, "اكتب رقم الفاتورة", "Enter the billing number"],
  ["abc", 422, "أرقام فقط", "digits only"],
  ["١٢٣", 422, "15 رقما", "15 digits"],
  ["9".repeat(400), 422, "15 رقما", "15 digits"],
  ["123456789012346", 422, "في الرقم خطأ", "a slip in the number"],
  ["123456789012345", 404, "لا فاتورة به", "no such bill"],
  ["<script>alert(1)</script>", 422, "أرقام فقط", "digits only"],
  ["\u0000", 422, "أرقام فقط", "digits only"],
  ["' or 1=1 --", 422, "أرقام فقط", "digits only"],
];

test("a number that leads nowhere says what to correct and keeps what was typed", async () => {
  for (const lang of ["ar", "en"] as const) {
    const browser = openBrowser(lang);
    for (const [typed, status, ar, en] of wrongNumbers) {
      const page = await browser.go(`/pay?number=${encodeURIComponent(typed)}`);
      assert.equal(page.status, status, typed);
      assert.ok(page.text.includes(lang === "ar" ? ar : en), `${typed} ${lang}`);
      assert.ok(!page.text.includes("<script>alert"), "escaped");
      if (typed === "abc") assert.ok(page.text.includes('value="abc"'));
      if (typed.trim() === "") continue;
      const direct = await browser.go(`/pay/${encodeURIComponent(typed)}`);
      assert.ok(direct.status < 500 && direct.status >= 400, `${typed}: ${direct.status}`);
    }
  }
});

test("forms without a choice, a token or a bill, and odd returns, are never a fault of ours", async () => {
  const bill = await makeBill();
  for (const lang of ["ar", "en"] as const) {
    const browser = openBrowser(lang);
    const page = await browser.go(bill.payUrl);
    const token = browser.csrfOf(page);
    const charges = `/pay/${bill.billingNumber}/charges`;
    const none = await browser.go(charges, { _csrf: token });
    assert.equal(none.status, 422);
    assert.ok(none.text.includes(lang === "ar" ? "اختر كيف تدفع" : "Choose how you pay"));
    assert.equal((await browser.go(charges, { _csrf: token, rail: "gold" })).status, 422);
    assert.equal((await browser.go(charges, { rail: "card" })).status, 403);
    assert.equal(
      (await browser.go(charges, { _csrf: "x".repeat(5_000), rail: "card" })).status,
      403,
    );
    assert.equal(
      (await browser.go("/pay/123456789012345/charges", { _csrf: token, rail: "card" })).status,
      404,
    );
    const drop = await browser.go(`/pay/${bill.billingNumber}/drop`, {
      _csrf: token,
      charge: "\u0000",
    });
    assert.equal(drop.status, 303);
    for (const query of [
      "",
      "?charge=1",
      "?charge=\u0000",
      `?charge=${bill.id}`,
      "?resultIndicator=a",
    ]) {
      const back = await browser.go(`/pay/${bill.billingNumber}/return${encodeURI(query)}`);
      assert.equal(back.status, 303, query);
    }
    for (const number of ["x", "0000-0000-0000-0000", "%00", "A".repeat(300)]) {
      assert.equal((await browser.go(`/receipts/${number}`)).status, 404, number);
    }
    assert.equal((await browser.go("/nothing")).status, 404);
  }
});

test("the gateway's notification needs the secret and an order, and is only a reason to ask", async () => {
  const post = async (secret: string, body: string) =>
    (
      await fetch(`${world.url}/rails/card/notifications`, {
        method: "POST",
        headers: { "x-notification-secret": secret, "content-type": "application/json" },
        body,
      })
    ).status;
  const right = "the notification secret";
  assert.equal(await post("wrong", "{}"), 401);
  for (const body of ["", "{", "[]", '{"order":{"id":"\\u0000"}}', '{"order":1}']) {
    assert.equal(await post(right, body), 400, body);
  }
  const bill = await makeBill();
  await pressPay(openBrowser(), bill);
  const { claimed_by } = await world.db
    .selectFrom("bill")
    .select("claimed_by")
    .where("id", "=", bill.id)
    .executeTakeFirstOrThrow();
  const lie = JSON.stringify({ result: "SUCCESS", order: { id: claimed_by, status: "CAPTURED" } });
  assert.equal(await post(right, lie), 204);
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "claimed");
  assert.equal(await post(right, '{"order":{"id":"01a20adb-5ba1-7186-9244-8d923a47753a"}}'), 204);
});

test("the metrics say how payments stand", async () => {
  const metrics = await until(async () => {
    const text = await (await fetch(`${world.url}/metrics/payments`)).text();
    return /pay_payments_captured\{[^}]*\} [1-9]/.test(text) ? text : undefined;
  });
  assert.ok(metrics.includes("pay_breaks_open"));
});
