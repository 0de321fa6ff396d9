import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { billCode } from "#src/rails/instant/bill-code.ts";
import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import { openBrowser } from "./browser.ts";
import { startInstantBank, type InstantBank } from "./instant-bank.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let bank: InstantBank;
let world: PayWorld;
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld(bank.environment);
  await bank.settings({ notificationUrl: `${world.url}/rails/instant/notifications` });
});
after(async () => {
  await world.close();
  await bank.close();
});

type Attempt = Readonly<{ bill: Json; charge: Json; reference: string; code: string }>;

const makeBill = async (more: object = {}): Promise<Json> => {
  const bill = await world.portal("POST", "/v1/bills", newBill(more));
  assert.equal(bill.status, 201, JSON.stringify(bill.json));
  return bill.json;
};

const startOn = async (bill: Json): Promise<Attempt> => {
  const path = `/v1/bills/${bill.id}/charges`;
  const charge = await world.portal("POST", path, { rail: "instant" });
  assert.equal(charge.status, 201, JSON.stringify(charge.json));
  const row = await rowOf(charge.json.id);
  const state = row.rail_state as { code: string };
  const reference = chargeReference(charge.json.id);
  return { bill, charge: charge.json, reference, code: state.code };
};
const start = async (more: object = {}): Promise<Attempt> => await startOn(await makeBill(more));

const rowOf = async (id: string) =>
  await world.db.selectFrom("charge").selectAll().where("id", "=", id).executeTakeFirstOrThrow();
const billStatus = async (bill: Json) =>
  (await world.portal("GET", `/v1/bills/${bill.id}`)).json.status as string;
const chargeIs = (id: string, status: string) =>
  until(async () => ((await rowOf(id)).status === status ? true : undefined));
/** The sweep asks the rail about it at once. */
const sweepNow = async (id: string, more: { expires_at?: Date } = {}) =>
  await world.db
    .updateTable("charge")
    .set({ next_check_at: new Date(), ...more })
    .where("id", "=", id)
    .execute();
const chargesOf = async (bill: Json) =>
  await world.db.selectFrom("charge").selectAll().where("bill_id", "=", bill.id).execute();

/** Types whom to ask at the page, without a script; gives the page that answers. */
const askAt = async (attempt: Attempt, payer: string) => {
  const browser = openBrowser(world.url, "en");
  const page = await browser.go(attempt.charge.redirectUrl);
  return await browser.go(`${new URL(attempt.charge.redirectUrl).pathname}/ask`, {
    _csrf: browser.csrfOf(page),
    payer,
  });
};

const paidBy = async (payer: string, reference: string) =>
  (await bank.truth(payer)).payments.filter((one) => one.reference === reference).length;
const returnedOf = async (payer: string, chargeId: string) =>
  (await bank.truth(payer)).returns
    .filter((one) => one.transactionId.startsWith(chargeReference(chargeId)))
    .map((one) => one.amountMinor);

test("a payer approves the request in the bank's app: the bill is paid, once", async () => {
  const attempt = await start();
  const asked = await askAt(attempt, "٠٥٩٩ ٠٠٠ ٠٠١");
  assert.equal(asked.status, 303);
  const waiting = await openBrowser(world.url, "en").go(asked.location);
  assert.ok(waiting.text.includes("Approve it in your bank") && waiting.text.includes("001"));
  assert.ok(!waiting.text.includes("599000001"), "the number is masked");
  assert.equal(waiting.headers.get("refresh"), "5");
  assert.equal(await bank.decide("layla", attempt.reference, "approve"), "paid");
  await chargeIs(attempt.charge.id, "captured");
  assert.equal(await billStatus(attempt.bill), "paid");
  assert.deepEqual(await bank.notified(attempt.reference), [204]);
  const done = await openBrowser(world.url, "en").go(attempt.charge.redirectUrl);
  assert.ok(done.location.includes("/return?charge="), done.location);
});

test("a payer scans the code: amount and reference are in it, nothing is typed", async () => {
  const attempt = await start();
  const shown = await openBrowser(world.url).go(`${attempt.charge.redirectUrl}?show=code`);
  assert.ok(shown.text.includes("<svg") && shown.text.includes(attempt.code));
  assert.equal(shown.headers.get("refresh"), "5");
  assert.equal(await bank.scan("omar", attempt.code), "paid");
  await chargeIs(attempt.charge.id, "captured");
  assert.equal(await billStatus(attempt.bill), "paid");
});

test("a rejection frees the bill at once; the code of the attempt still pays it", async () => {
  const attempt = await start();
  await askAt(attempt, "layla");
  await bank.decide("layla", attempt.reference, "reject");
  await sweepNow(attempt.charge.id);
  await chargeIs(attempt.charge.id, "failed");
  assert.equal(await billStatus(attempt.bill), "open");
  const page = await openBrowser(world.url, "en").go(attempt.charge.redirectUrl);
  assert.ok(page.text.includes("The payment was refused") && page.text.includes("Try again"));
  await bank.scan("layla", attempt.code);
  await chargeIs(attempt.charge.id, "captured");
});

test("an account without money and a bank that declines say so", async () => {
  const poor = await start();
  await askAt(poor, "samir");
  assert.equal(await bank.decide("samir", poor.reference, "approve"), "noFunds");
  await sweepNow(poor.charge.id);
  await chargeIs(poor.charge.id, "failed");
  assert.equal((await rowOf(poor.charge.id)).failure_reason, "insufficientFunds");
  const declined = await start();
  await askAt(declined, "layla");
  await bank.fault({ kind: "decline", match: { reference: declined.reference } });
  assert.equal(await bank.decide("layla", declined.reference, "approve"), "declined");
  await sweepNow(declined.charge.id);
  await chargeIs(declined.charge.id, "failed");
});

test("what was typed stays, with a remedy, and an unknown payer changes nothing", async () => {
  const attempt = await start();
  for (const [typed, words] of [
    ["", "Enter your mobile number"],
    ["0599", "This mobile number is not right"],
    ["PS00 PALS", "This IBAN is not right"],
    ["ليلى", "An alias has Latin letters"],
    ["nobody-here", "No account has this"],
  ] as const) {
    const page = await askAt(attempt, typed);
    assert.equal(page.status, 422, typed);
    assert.ok(page.text.includes(words), words);
    assert.ok(page.text.includes(`value="${typed}"`), typed);
    assert.equal(page.headers.get("refresh"), null, "nothing renews itself while one types");
  }
  await askAt(attempt, "omar.k");
  assert.equal(await bank.decide("omar", attempt.reference, "approve"), "paid");
  await chargeIs(attempt.charge.id, "captured");
});

for (const kind of [
  "timeoutDone",
  "timeoutNotDone",
  "dropMidAnswer",
  "error500Done",
  "badSignature",
  "down",
]) {
  test(`opening through ${kind} is tried again with the same key and opens once`, async () => {
    const bill = await makeBill();
    await bank.fault({ kind, match: { operation: "REQUEST" } });
    const path = `/v1/bills/${bill.id}/charges`;
    const key = { "idempotency-key": `instant-${kind}` };
    const first = await world.portal("POST", path, { rail: "instant" }, key);
    assert.equal(first.json.type, "urn:gov:problem:rail-not-answering");
    const second = await world.portal("POST", path, { rail: "instant" }, key);
    assert.equal(second.status, 201, JSON.stringify(second.json));
    assert.equal((await chargesOf(bill)).length, 1);
    await world.portal("GET", `/v1/charges/${second.json.id}`);
    const { rail_state } = await rowOf(second.json.id);
    await bank.scan("layla", (rail_state as { code: string }).code);
    await chargeIs(second.json.id, "captured");
  });
}

test("an attempt cannot be used to search for accounts or to pester people", async () => {
  const attempt = await start();
  const answers: number[] = [];
  for (let asked = 0; asked < 8; asked += 1) {
    answers.push((await askAt(attempt, `nobody-${asked}`)).status);
  }
  assert.deepEqual(answers, [422, 422, 422, 422, 422, 422, 429, 429]);
  assert.ok((await askAt(attempt, "layla")).text.includes("Pay by scanning the code"));
  await bank.scan("layla", attempt.code);
  await chargeIs(attempt.charge.id, "captured");
});

test("a request that may or may not have reached the app is sent again, not twice", async () => {
  const attempt = await start();
  const match = { operation: "REQUEST", reference: attempt.reference };
  await bank.fault({ kind: "timeoutDone", match });
  const down = await askAt(attempt, "layla");
  assert.equal(down.status, 503);
  assert.ok(down.text.includes('value="layla"') && down.text.includes("it is never paid twice"));
  assert.equal((await askAt(attempt, "layla")).status, 303);
  assert.equal(await bank.decide("layla", attempt.reference, "approve"), "paid");
  await chargeIs(attempt.charge.id, "captured");
  assert.equal(await paidBy("layla", attempt.reference), 1);
});

for (const kind of ["timeoutNotDone", "badSignature", "wrongAnswer", "answerTwice", "lateDone"]) {
  test(`a notification with ${kind} ends in one payment`, async () => {
    const attempt = await start();
    const match = { operation: "NOTIFICATION", reference: attempt.reference };
    await bank.fault({ kind, match, delayMs: 50 });
    await bank.scan("layla", attempt.code);
    await chargeIs(attempt.charge.id, "captured");
    const row = await rowOf(attempt.charge.id);
    assert.deepEqual([row.taken_minor, row.amount_minor], [31_200n, 31_200n]);
    assert.equal((await chargesOf(attempt.bill)).length, 1);
    const answers = await until(async () => {
      const said = await bank.notified(attempt.reference);
      return said.at(-1) === 204 ? said : undefined;
    });
    const first = { badSignature: 401, wrongAnswer: 422, timeoutNotDone: "not sent" } as const;
    assert.equal(answers[0], first[kind as keyof typeof first] ?? 204);
  });
}

test("without any notification the sweep finds the money", async () => {
  const attempt = await start();
  const match = { operation: "NOTIFICATION", reference: attempt.reference };
  await bank.fault({ kind: "timeoutNotDone", match, times: 1_000 });
  await bank.scan("layla", attempt.code);
  await sweepNow(attempt.charge.id);
  await chargeIs(attempt.charge.id, "captured");
});

test("an answer that is silent, unsigned or about something else decides nothing", async () => {
  const attempt = await start();
  const { reference } = attempt;
  const hush = { kind: "timeoutNotDone", match: { operation: "NOTIFICATION", reference } };
  await bank.fault({ ...hush, times: 1_000 });
  for (const [kind, operation] of [
    ["dropMidAnswer", "STATUS"],
    ["lateAnswer", "STATUS"],
    ["badSignature", "STATUS"],
    ["badSignature", "CREDITS"],
    ["wrongAnswer", "CREDITS"],
  ] as const) {
    if (operation === "CREDITS") await bank.scan("layla", attempt.code);
    await bank.fault({ kind, match: { operation, reference } });
    const shown = await openBrowser(world.url, "en").go(attempt.charge.redirectUrl);
    assert.equal(shown.status, 200, `${kind} ${operation}`);
    assert.equal((await rowOf(attempt.charge.id)).status, "pending", `${kind} ${operation}`);
  }
  await bank.fault({ kind: "wrongAnswer", match: { operation: "STATUS", reference } });
  await openBrowser(world.url, "en").go(attempt.charge.redirectUrl);
  const broken = await world.db
    .selectFrom("break")
    .selectAll()
    .where("charge_id", "=", attempt.charge.id)
    .executeTakeFirst();
  assert.equal(broken?.kind, "railContradicts");
  await sweepNow(attempt.charge.id);
  await chargeIs(attempt.charge.id, "captured");
});

test("a bill that a bank pays twice keeps one payment; the other goes back", async () => {
  const attempt = await start();
  await bank.fault({ kind: "payTwice", match: { reference: attempt.reference } });
  await bank.scan("omar", attempt.code);
  await chargeIs(attempt.charge.id, "captured");
  const second = await until(async () =>
    (await chargesOf(attempt.bill)).find((one) => one.status === "refunded"),
  );
  assert.deepEqual(await returnedOf("omar", second.id), ["31200"]);
  assert.deepEqual(await returnedOf("omar", attempt.charge.id), []);
  assert.equal(await paidBy("omar", attempt.reference), 2);
});

test("two people scan one code: who paid second gets it back", async () => {
  const attempt = await start();
  await bank.scan("layla", attempt.code);
  await chargeIs(attempt.charge.id, "captured");
  await bank.scan("omar", attempt.code);
  const second = await until(async () =>
    (await chargesOf(attempt.bill)).find((one) => one.status === "refunded"),
  );
  assert.deepEqual(await returnedOf("omar", second.id), ["31200"]);
});

test("too little, and another currency, pay nothing and go back whole", async () => {
  const short = await start();
  await bank.fault({ kind: "otherAmount", match: { reference: short.reference } });
  await bank.scan("layla", short.code);
  await chargeIs(short.charge.id, "refunded");
  assert.deepEqual(await returnedOf("layla", short.charge.id), ["31199"]);
  assert.equal(await billStatus(short.bill), "open");
  const dollars = await start();
  await bank.fault({ kind: "otherCurrency", match: { reference: dollars.reference } });
  await bank.scan("layla", dollars.code);
  const received = await until(async () =>
    (await chargesOf(dollars.bill)).find((one) => one.status === "refunded"),
  );
  assert.equal(received.currency, "USD");
  assert.deepEqual(await returnedOf("layla", received.id), ["31200"]);
  assert.equal((await rowOf(dollars.charge.id)).status, "pending");
});

test("a bank that agrees and books later leaves the attempt pending until it has", async () => {
  const attempt = await start();
  await askAt(attempt, "layla");
  const match = { reference: attempt.reference };
  await bank.fault({ kind: "settleLate", match, delayMs: 600_000 });
  assert.equal(await bank.decide("layla", attempt.reference, "approve"), "onItsWay");
  await sweepNow(attempt.charge.id, { expires_at: new Date() });
  // The page asks the bank before it answers.
  await openBrowser(world.url, "en").go(attempt.charge.redirectUrl);
  assert.equal((await rowOf(attempt.charge.id)).status, "pending", "its time is up, yet undecided");
  await bank.settle();
  await chargeIs(attempt.charge.id, "captured");
});

test("money that settles after the attempt expired still pays the bill", async () => {
  const attempt = await start();
  await askAt(attempt, "layla");
  const match = { reference: attempt.reference };
  await bank.fault({ kind: "settleAfterExpiry", match, delayMs: 600_000 });
  await bank.decide("layla", attempt.reference, "approve");
  await sweepNow(attempt.charge.id, { expires_at: new Date() });
  await chargeIs(attempt.charge.id, "expired");
  assert.equal(await billStatus(attempt.bill), "open");
  await bank.settle();
  await chargeIs(attempt.charge.id, "captured");
  assert.equal(await billStatus(attempt.bill), "paid");
});

test("a code without an attempt pays its bill whatever attempt holds it", async () => {
  const bill = await makeBill();
  const held = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  const code = billCode(
    {
      scheme: "ps.iburaq.quick",
      iban: "PS92PALS000000000400123456702",
      categoryCode: "9399",
      city: { ar: "رام الله", en: "Ramallah" },
    },
    {
      amount: { amountMinor: 31_200n, currency: "ILS" },
      billingNumber: bill.billingNumber,
      reference: "PRINTED",
      billerName: { ar: "وزارة النقل", en: "Transport" },
    },
  );
  await bank.scan("layla", code);
  await until(async () => ((await billStatus(bill)) === "paid" ? true : undefined));
  const paid = (await chargesOf(bill)).find((one) => one.status === "captured");
  assert.equal(paid?.rail, "instant");
  assert.notEqual(paid?.id, held.json.id);
});

for (const kind of ["timeoutDone", "dropMidAnswer", "undecided", "decline", "badSignature"]) {
  test(`a return through ${kind} happens exactly once`, async () => {
    const attempt = await start();
    await bank.scan("layla", attempt.code);
    await chargeIs(attempt.charge.id, "captured");
    await bank.fault({ kind, match: { operation: "TRANSFER" } });
    await bank.scan("omar", attempt.code);
    const second = await until(async () =>
      (await chargesOf(attempt.bill)).find((one) => one.status === "surplus"),
    );
    // The outbox asks again by itself, seconds later; here it is due now.
    await until(async () => {
      await sql`update outbox set due_at = now() where kind = 'refund'`.execute(world.db);
      world.deps.kickOutbox();
      return (await rowOf(second.id)).status === "refunded" ? true : undefined;
    });
    assert.deepEqual(await returnedOf("omar", second.id), ["31200"]);
  });
}

test("a payment that the bank takes back leaves the bill owed, and it can be paid again", async () => {
  const attempt = await start();
  await bank.scan("layla", attempt.code);
  await chargeIs(attempt.charge.id, "captured");
  const { payments } = await bank.truth("layla");
  const paid = payments.find((one) => one.reference === attempt.reference);
  await bank.reverse(paid?.bankReference ?? "");
  await chargeIs(attempt.charge.id, "reversed");
  assert.equal(await billStatus(attempt.bill), "open");
  assert.equal(await paidBy("layla", attempt.reference), 0);
  const again = await startOn(attempt.bill);
  await bank.scan("layla", again.code);
  await chargeIs(again.charge.id, "captured");
});

test("a bill in another currency than the shekel is not opened here", async () => {
  const bill = await makeBill({ amount: { amountMinor: "31200", currency: "JOD" } });
  const charge = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "instant" });
  assert.equal(charge.json.status, "failed");
  assert.equal(await billStatus(bill), "open");
});

test("after all of it every transfer sums to zero and the books agree", async () => {
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
});
