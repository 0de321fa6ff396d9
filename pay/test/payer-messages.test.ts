import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { startSmsSandbox, type SmsSandbox } from "../../dev/sandbox/sms/sms.ts";
import { openBrowser, type Browser } from "./browser.ts";
import { payBill } from "./console-world.ts";
import { freePort, newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let centre: SmsSandbox;
let world: PayWorld;
before(async () => {
  const smppPort = await freePort();
  centre = await startSmsSandbox({ port: 0, smppPort, systemId: "pay", password: "smsc" });
  world = await openPayWorld({ SMPP_URL: centre.smppUrl, SMS_PER_NUMBER_DAY: "3" });
});
after(async () => {
  await world.close();
  await centre.close();
});

type Sms = Readonly<{ to: string; text: string }>;
const inbox = async (to: string): Promise<Sms[]> =>
  (await (await fetch(`${centre.url}/messages?to=${to.slice(1)}`)).json()) as Sms[];
const arrived = async (to: string, count = 1): Promise<Sms[]> =>
  await until(async () => {
    const messages = await inbox(to);
    return messages.length >= count ? messages : undefined;
  });
const fault = async (body: object): Promise<void> => {
  const response = await fetch(`${centre.url}/_sandbox/faults`, {
    method: "POST",
    body: JSON.stringify(body),
  });
  assert.ok(response.ok, await response.text());
};
/** Nothing more is on its way to payers. */
const drained = async (): Promise<void> => {
  world.deps.kickOutbox();
  await until(async () => {
    const { rows } = await sql<{ waiting: bigint }>`
      select count(*) as waiting from outbox where kind = 'payer-message'`.execute(world.db);
    return rows[0]?.waiting === 0n ? true : undefined;
  });
};
let lastPhone = 599_100_000;
const newPhone = (): string => `+970${(lastPhone += 1)}`;
const plain = (text: string): string => text.replace(/[\u2066-\u2069\u200e\u200f]/g, "");

const makeBill = async (more: object = {}): Promise<Json> =>
  (await world.portal("POST", "/v1/bills", newBill(more))).json;

/** Sends a bill's payment form, as a browser does. */
const choose = async (
  browser: Browser,
  number: string,
  fields: Record<string, string>,
): Promise<Awaited<ReturnType<Browser["go"]>>> => {
  const page = await browser.go(`/pay/${number}`);
  const form = { _csrf: browser.csrfOf(page), rail: "card", ...fields };
  return await browser.go(`/pay/${number}/charges`, form);
};

test("a payer who leaves a number gets the receipt in their language, and its link opens it", async () => {
  for (const lang of ["ar", "en"] as const) {
    const browser = openBrowser(world.url, lang);
    const phone = newPhone();
    const bill = await makeBill();
    const typed = `0${phone.slice(4)}`;
    const sent = await choose(browser, bill.billingNumber, { phone: typed });
    await world.bank.pay(sent.location);
    const [message] = await arrived(phone);
    const text = plain(message?.text ?? "");
    const number = bill.billingNumber.replace(/(\d{3})(?=.)/g, "$1 ");
    assert.ok(text.includes("312.00 ₪") && text.includes(number), text);
    assert.ok(text.includes(lang === "ar" ? "وزارة النقل" : "Ministry of Transport"), text);
    const [, link = ""] = /\n(http\S+)$/.exec(text) ?? [];
    const receipt = await browser.go((await browser.go(link)).location);
    assert.ok(receipt.status === 200 && receipt.text.includes("312.00 ₪"));
  }
});

test("a number that is none is said beside its field, and nothing is lost or claimed", async () => {
  const browser = openBrowser(world.url, "en");
  const bill = await makeBill();
  for (const phone of ["12", "02 295 0000", "<b>"]) {
    const wrong = await choose(browser, bill.billingNumber, { phone });
    assert.equal(wrong.status, 422, phone);
    assert.ok(wrong.text.includes("phone number is not right") || wrong.text.includes("mobile"));
  }
  const left = await choose(browser, bill.billingNumber, { phone: "  " });
  assert.equal(left.status, 303, "the number is not needed");
});

test("a bill that came with its payer's number tells them, in Arabic; a replay tells no one", async () => {
  const phone = newPhone();
  const bill = await makeBill({ payer: { phone } });
  const paid = {
    rail: "card" as const,
    bill: { institutionId: "transport", billId: bill.id },
    railTransactionId: `T-${bill.id}`,
    amount: { amountMinor: 31_200n, currency: "ILS" as const },
    paidAt: new Date(),
  };
  await Promise.all(Array.from({ length: 5 }, () => receivePayment(world.deps, paid)));
  const [message] = await arrived(phone);
  assert.match(message?.text ?? "", /^دفعت /);
  // The outbox may do a work twice after a crash: the row is put back as if it had not been done.
  await sql`insert into outbox (kind, payload)
    select 'payer-message', jsonb_build_object('institutionId', institution_id,
      'chargeId', id, 'position', 0) from charge where bill_id = ${bill.id}`.execute(world.db);
  await drained();
  assert.equal((await inbox(phone)).length, 1);
});

test("a centre that refuses is asked again; one that may have sent it is not", async () => {
  const [refused, silent] = [newPhone(), newPhone()];
  await fault({ kind: "refuse", match: { to: refused }, times: 1 });
  await fault({ kind: "disconnect", match: { to: silent }, times: 1 });
  await payBill(world, { payer: { phone: refused } });
  await payBill(world, { payer: { phone: silent } });
  await until(async () => {
    const { numAffectedRows = 0n } = await sql`update outbox set due_at = now()
      where kind = 'payer-message' and attempts = 1`.execute(world.db);
    return numAffectedRows > 0n ? true : undefined;
  });
  await arrived(refused);
  await drained();
  assert.deepEqual(
    [(await inbox(refused)).length, (await inbox(silent)).length],
    [1, 1],
    "the second copy would be a second message",
  );
});

test("money that went back is told too, and a number gets no more than its share of a day", async () => {
  const phone = newPhone();
  await sql`insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('transport', 'transport', 'ILS', 10000, 'mona.abdo')`.execute(world.db);
  const { payment } = await payBill(world, { payer: { phone } });
  const refund = async (amountMinor: string) =>
    await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
      amount: { amountMinor, currency: "ILS" },
      reason: "wrongAmount",
      note: "counted twice",
    });
  await refund("1250");
  const messages = await arrived(phone, 2);
  const back = messages.map(({ text }) => plain(text)).find((text) => text.includes("12.50 ₪"));
  assert.match(back ?? "", /^أعيد إليك/);
  await refund("100");
  await arrived(phone, 3);
  const last = await refund("200");
  await until(async () => {
    const { json } = await world.portal("GET", `/v1/refunds/${last.json.id}`);
    return json.status === "returned" ? true : undefined;
  });
  await drained();
  assert.equal((await inbox(phone)).length, 3);
});

test("a basket's payer is told once, of the basket; without a number each bill's payer is", async () => {
  const owner = newPhone();
  const basketOf = async () => {
    const bills = [await makeBill({ payer: { phone: owner } }), await makeBill()];
    const rows = await Promise.all(
      bills.map(({ billingNumber }) => findBillByNumber(world.db, billingNumber)),
    );
    const made = await makeBasket(
      world.db,
      rows.filter((row) => row !== undefined),
    );
    assert.ok(made.ok);
    return made.value.billing_number;
  };
  const browser = openBrowser(world.url, "en");
  const phone = newPhone();
  const first = await basketOf();
  await world.bank.pay((await choose(browser, first, { phone })).location);
  const [message] = await arrived(phone);
  const text = plain(message?.text ?? "");
  assert.ok(text.includes("624.00 ₪") && text.endsWith(`/pay/${first}`), text);
  await world.bank.pay((await choose(browser, await basketOf(), {})).location);
  assert.match(plain((await arrived(owner))[0]?.text ?? ""), /312\.00 ₪/);
  await drained();
  assert.deepEqual([(await inbox(phone)).length, (await inbox(owner)).length], [1, 1]);
});

test("the number is kept encrypted and forgotten; a gateway without a centre has no field", async () => {
  const browser = openBrowser(world.url, "en");
  const phone = newPhone();
  const bill = await makeBill();
  await choose(browser, bill.billingNumber, { phone });
  const { rows } = await sql<{ dump: string }>`
    select string_agg(c::text || encode(phone_sealed, 'escape'), '') as dump
    from payer_contact c`.execute(world.db);
  assert.ok(!rows[0]?.dump.includes(phone.slice(4)));
  const page = await browser.go(`/pay/${(await makeBill()).billingNumber}`);
  assert.ok(page.text.includes('name="phone"'));
  const off = await openPayWorld();
  try {
    const { json } = await off.portal("POST", "/v1/bills", newBill({ payer: { phone } }));
    const shown = await openBrowser(off.url).go(`/pay/${json.billingNumber}`);
    assert.ok(!shown.text.includes('name="phone"'));
  } finally {
    await off.close();
  }
});
