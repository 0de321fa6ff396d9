import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { openBrowser as browserOf } from "./browser.ts";
import { newBill, openPayWorld, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const openBrowser = (lang: "ar" | "en" = "ar") => browserOf(world.url, lang);

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;

test("bills are put together by number, paid once, and each shows its receipt", async () => {
  const bills = [await makeBill(), await makeBill(), await makeBill()];
  const numbers = bills.map((bill) => String(bill.billingNumber));
  const [first = "", second = "", third = ""] = numbers;
  const browser = openBrowser();
  const one = await browser.go(`/basket?n=${first}&add=${second}`);
  assert.equal(one.location, `/basket?n=${first}&n=${second}`);
  for (const [typed, said] of [
    ["", "اكتب رقم الفاتورة"],
    ["abc", "أرقام فقط"],
    [first, "في القائمة"],
    ["123456789012345", "لا فاتورة به"],
  ] as const) {
    const wrong = await browser.go(`${one.location}&add=${typed}`);
    assert.equal(wrong.status, 422, typed);
    assert.ok(wrong.text.includes(said) && wrong.text.includes(`value="${typed}"`), typed);
  }
  const shown = await browser.go(`/basket?n=${first}&n=${second}&n=${third}`);
  assert.ok(shown.text.includes("936.00 ₪"));
  const token = browser.csrfOf(shown);
  const response = await fetch(`${world.url}/basket`, { method: "POST", redirect: "manual" });
  assert.equal(response.status, 403);
  assert.equal((await browser.go("/basket", { _csrf: token, n: first })).status, 422);
  const found = await Promise.all(numbers.map((number) => findBillByNumber(world.db, number)));
  const made = await makeBasket(
    world.db,
    found.filter((bill) => bill !== undefined),
  );
  assert.ok(made.ok);
  const basket = { billingNumber: made.value.billing_number, payUrl: "" };
  const page = await browser.go(`/pay/${basket.billingNumber}`);
  assert.ok(page.text.includes("936.00 ₪"));
  const form = { _csrf: browser.csrfOf(page), rail: "card" };
  const gateway = await browser.go(`/pay/${basket.billingNumber}/charges`, form);
  const held = await browser.go(`/pay/${first}`);
  assert.ok(held.text.includes(`/pay/${basket.billingNumber}`), "a bill of it leads to it");
  const back = await world.bank.pay(gateway.location);
  const result = await browser.go((await browser.go(back ?? "")).location);
  assert.ok(result.text.includes("تم الدفع"));
  assert.equal(result.text.match(/\/receipts\/[0-9A-Z-]{19}/g)?.length, 3);
});

test("instalments and exemptions are shown; what is paid leaves the rest due", async () => {
  const bill = await makeBill({
    amount: { amountMinor: "30000", currency: "ILS" },
    lines: [
      { kind: "fee", text: { ar: "رسم", en: "Fee" }, amountMinor: "36000" },
      {
        kind: "exemption",
        text: { ar: "إعفاء ذوي الإعاقة", en: "Disability exemption" },
        amountMinor: "6000",
        reason: { ar: "بطاقة إعاقة سارية", en: "A valid disability card" },
        source: { ar: "قانون 4 لسنة 1999", en: "Law 4 of 1999" },
      },
    ],
    instalments: [
      { dueOn: "2020-01-01", amountMinor: "10000" },
      { dueOn: "2090-01-01", amountMinor: "20000" },
    ],
  });
  const browser = openBrowser();
  const page = await browser.go(bill.payUrl);
  for (const text of ["بطاقة إعاقة سارية", "متأخر", "100.00 ₪", "بلا رسوم عليك"]) {
    assert.ok(page.text.includes(text), text);
  }
  const path = `/pay/${bill.billingNumber}/charges`;
  const token = browser.csrfOf(page);
  const none = await browser.go(path, { _csrf: token, rail: "card", upTo: "9" });
  assert.ok(none.status === 422 && none.text.includes("اختر كم تدفع الآن"));
  const gateway = await browser.go(path, { _csrf: token, rail: "card", upTo: "1" });
  await world.bank.pay(gateway.location);
  const after = await browser.go(bill.payUrl);
  assert.ok(after.text.includes("دفع حتى الآن") && after.text.includes("200.00 ₪"));
  const wrong = await world.portal(
    "POST",
    "/v1/bills",
    newBill({
      instalments: [
        { dueOn: "2090-01-01", amountMinor: "1" },
        { dueOn: "2091-01-01", amountMinor: "2" },
      ],
    }),
  );
  assert.equal(wrong.json.type, "urn:gov:problem:instalments-not-the-amount");
});

test("a part of a bill is typed; what cannot be paid is said and kept", async () => {
  const bill = await makeBill({ parts: { lowerMinor: "1000", upperMinor: "20000" } });
  const browser = openBrowser("en");
  const page = await browser.go(bill.payUrl);
  const path = `/pay/${bill.billingNumber}/charges`;
  for (const amount of ["", "x", "5", "250.00", "1.234", "9".repeat(50)]) {
    const wrong = await browser.go(path, { _csrf: browser.csrfOf(page), rail: "card", amount });
    assert.equal(wrong.status, 422, amount);
    assert.ok(wrong.text.includes(`value="${amount}"`), amount);
  }
  const paid = await browser.go(path, {
    _csrf: browser.csrfOf(page),
    rail: "card",
    amount: "12.50",
  });
  await world.bank.pay(paid.location);
  const after = await browser.go(bill.payUrl);
  assert.ok(after.text.includes("Paid so far") && after.text.includes("299.50 ₪"));
});
