import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { inTransaction } from "@gov/kit/db.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import { openEsadad } from "#src/rails/esadad/open-esadad.ts";
import { sweepEsadad } from "#src/rails/esadad/sweep-esadad.ts";
import { insertHeard } from "#src/rails/esadad/transaction-queries.ts";
import { configSchema } from "#src/config.ts";
import { esadadEnvironment } from "./esadad-hub.ts";
import { allDelivered, billIs, billStatus, countPayments } from "./esadad-world.ts";
import { makeBill, netIs, notify, openEsadadWorld, railBalances } from "./esadad-world.ts";
import type { EsadadWorld } from "./esadad-world.ts";
import { payEnvironment, transport, until } from "./pay-world.ts";

let world: EsadadWorld;
before(async () => {
  world = await openEsadadWorld({ ESADAD_SUSPENSE_BILLER: "treasury" });
});
after(async () => await world.close());

const trx = () => `T${randomUUID().slice(0, 18)}`;

test("money for nobody waits at the hub until there are books for it, then goes back", async () => {
  const number = newBillingNumber();
  const [payment] = await world.esadad.pay({ number, amountMinor: "700" });
  await until(async () => {
    const { attempts } = await world.esadad.notifications();
    const own = attempts.filter((one) => one.trxs.includes(payment?.trx ?? ""));
    return own.length > 1 && own.every((one) => one.code === 303) ? own : undefined;
  });
  await world.portal("PUT", "/v1/billers/treasury", { ...transport, institution: "finance" });
  await netIs(world, number, "0");
  await allDelivered(world);
});

test("a notification pays the bill although it was never pulled", async () => {
  const bill = await makeBill(world);
  const said = await notify(world, [{ trx: trx(), number: bill.billingNumber, amount: "312.009" }]);
  assert.deepEqual([said.code, said.results], [0, [0]]);
  // Committed before it was answered: no waiting here.
  assert.equal(await billStatus(world, bill), "paid");
  assert.equal(await countPayments(world, bill), 1);
  const { paid_at } = await world.db
    .selectFrom("esadad_transaction")
    .select("paid_at")
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  assert.equal(paid_at?.toISOString(), "2026-11-20T08:00:00.000Z");
});

test("the same GUID posts once; with other content it is refused; another GUID is a duplicate", async () => {
  const bill = await makeBill(world);
  const guid = randomUUID();
  const payment = { trx: trx(), number: bill.billingNumber, amount: "312.00" };
  const all = await Promise.all([1, 2, 3, 4].map(() => notify(world, [payment], guid)));
  assert.deepEqual(
    all.map((one) => [one.code, one.results]),
    all.map(() => [0, [0]]),
  );
  const other = await notify(world, [{ ...payment, amount: "313.00" }], guid);
  assert.deepEqual([other.code, other.results], [7, [7]]);
  const again = await notify(world, [payment]);
  assert.deepEqual([again.code, again.results], [340, [340]]);
  assert.equal((await notify(world, [payment], guid)).code, 0);
  assert.equal(await countPayments(world, bill), 1);
});

test("several transactions in one message have a result each", async () => {
  const [first, second] = [await makeBill(world), await makeBill(world)];
  const twice = { trx: trx(), number: second.billingNumber, amount: "312" };
  const said = await notify(world, [
    { trx: trx(), number: first.billingNumber, amount: "312" },
    twice,
    twice,
    { trx: trx(), number: "5", amount: "0" },
  ]);
  assert.deepEqual([said.code, said.results], [303, [0, 0, 340, 303]]);
  assert.equal(await billStatus(world, first), "paid");
  assert.equal(await billStatus(world, second), "paid");
  const made = await world.esadad.pay(
    { number: (await makeBill(world)).billingNumber, amountMinor: "31200" },
    { number: (await makeBill(world)).billingNumber, amountMinor: "31200" },
  );
  assert.equal(made.length, 2);
  const { attempts } = await allDelivered(world);
  assert.ok(attempts.some((one) => one.trxs.length === 2 && String(one.results) === "0,0"));
});

/** What goes wrong between the hub and us; the payer is debited once, the bill is paid once. */
for (const [kind, codes] of [
  ["sameGuidTwice", [0, 0]],
  ["otherGuidTwice", [0, 340]],
  ["otherContent", [0, 7]],
  ["badSignature", [2, 0]],
  ["dropMidAnswer", ["no answer", 0]],
  ["timeoutDone", ["no answer", 0]],
  ["timeoutNotDone", [0]],
  ["lateDone", [0]],
] as const) {
  test(`a notification with the fault ${kind} pays the bill once`, async () => {
    const bill = await makeBill(world);
    const match = { number: bill.billingNumber, operation: "NOTIFICATION" };
    await world.esadad.fault({ kind, match, delayMs: 50 });
    const number = bill.billingNumber;
    const [payment] = await world.esadad.pay({ number, amountMinor: "31200" });
    await billIs(world, bill, "paid");
    const { attempts } = await allDelivered(world);
    const own = attempts.filter((one) => one.trxs.includes(payment?.trx ?? ""));
    assert.deepEqual(
      own.map((one) => one.code),
      codes,
    );
    assert.equal(await countPayments(world, bill), 1);
    assert.equal((await netIs(world, number, "31200")).length, 1);
  });
}

test("a bank that declines has taken nothing, and we hear nothing", async () => {
  const { billingNumber: number } = await makeBill(world);
  await world.esadad.fault({ kind: "decline", match: { operation: "PAY", number } });
  await assert.rejects(world.esadad.pay({ number, amountMinor: "31200" }), /declined/);
  assert.deepEqual(await world.esadad.payments(number), []);
});

test("a bill that a bank pays twice is paid once, and the second goes back by itself", async () => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  await world.esadad.fault({ kind: "payTwice", match: { number } });
  await world.esadad.pay({ number, amountMinor: "31200" });
  const payments = await netIs(world, number, "31200");
  assert.deepEqual(payments.map((one) => one.debitedMinor).toSorted(), ["31200", "31200"]);
  assert.equal(await countPayments(world, bill), 1);
});

test("too little goes back and the bill stays payable; too much pays it and the rest goes back", async () => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  await world.esadad.fault({ kind: "wrongAmount", match: { number } });
  await world.esadad.pay({ number, amountMinor: "31200" });
  await netIs(world, number, "0");
  assert.equal(await billStatus(world, bill), "open");
  await world.esadad.pay({ number, amountMinor: "31300" });
  await billIs(world, bill, "paid");
  await netIs(world, number, "31200");
});

test("money for no bill of ours, in another currency or for a closed one goes back whole", async () => {
  const dinars = await makeBill(world, { amount: { amountMinor: "31200", currency: "JOD" } });
  const cancelled = await makeBill(world);
  await world.portal("POST", `/v1/bills/${cancelled.id}/cancel`);
  const numbers = ["5", "no number", newBillingNumber(), dinars.billingNumber];
  for (const number of [...numbers, cancelled.billingNumber]) {
    await world.esadad.pay({ number, amountMinor: "31200" });
    await netIs(world, number, "0");
  }
  assert.equal(await billStatus(world, dinars), "open");
  assert.equal(await billStatus(world, cancelled), "cancelled");
});

test("a payment into an account beyond its bounds, or into none, goes back", async () => {
  const service = "/v1/billers/transport/prepaid-services/parking";
  await world.portal("PUT", service, {
    name: { ar: "رصيد مواقف", en: "Parking credit" },
    currency: "ILS",
    lowerMinor: "1000",
    upperMinor: "50000",
    active: true,
  });
  const accounts = [{ number: "P-17", holderName: "سامي عودة", active: true }];
  await world.portal("PUT", `${service}/accounts`, { accounts });
  const kind = { kind: "Prepaid", serviceType: "parking" };
  await world.esadad.pay({ number: "P-17", amountMinor: "2000", ...kind });
  await world.esadad.pay({ number: "P-17", amountMinor: "60000", ...kind });
  await world.esadad.pay({ number: "P-99", amountMinor: "2000", ...kind });
  await netIs(world, "P-17", "2000");
  await netIs(world, "P-99", "0");
});

test("a payment that the bank takes back is reversed, and stays so", async () => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  const [payment] = await world.esadad.pay({ number, amountMinor: "31200" });
  await billIs(world, bill, "paid");
  await allDelivered(world);
  const paid = await railBalances(world);
  await world.esadad.reverse(payment?.trx ?? "");
  const { attempts } = await allDelivered(world);
  assert.equal(attempts.at(-1)?.code, 701);
  const after = await railBalances(world);
  assert.equal(BigInt(paid["railClearing"] ?? "0") - BigInt(after["railClearing"] ?? "0"), 31200n);
  const late = { trx: payment?.trx ?? "", number, amount: "312" };
  assert.deepEqual((await notify(world, [late])).results, [701]);
  const status = { ...late, status: "PmtRvrs" };
  assert.deepEqual((await notify(world, [status])).results, [701]);
  assert.deepEqual(await railBalances(world), after, "a second reversal posts nothing");
  assert.equal((await world.esadad.payments(number))[0]?.netMinor, "0");
});

test("a payment that was taken back before we heard of it is never posted", async () => {
  const bill = await makeBill(world);
  const payment = { trx: trx(), number: bill.billingNumber, amount: "312" };
  const gone = await notify(world, [{ ...payment, status: "PmtRvrs" }]);
  assert.deepEqual([gone.code, gone.results], [701, [701]]);
  assert.deepEqual((await notify(world, [payment])).results, [701]);
  assert.equal(await billStatus(world, bill), "open");
});

test("a bank that pays and takes back at once leaves nothing paid", async () => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  await world.esadad.fault({ kind: "reverse", match: { number } });
  const [payment] = await world.esadad.pay({ number, amountMinor: "31200" });
  await until(async () => {
    const row = await world.db
      .selectFrom("esadad_transaction")
      .select("status")
      .where("trx", "=", payment?.trx ?? "")
      .executeTakeFirst();
    return row?.status === "reversed" ? row : undefined;
  });
  await netIs(world, number, "0");
  await allDelivered(world);
});

test("a refund that the hub answers late, or not, is asked again and given once", async () => {
  for (const kind of ["timeoutDone", "timeoutNotDone", "error500Done", "badSignature"]) {
    const number = newBillingNumber();
    await world.esadad.fault({ kind, match: { operation: "REFUND", number } });
    await world.esadad.pay({ number, amountMinor: "900" });
    await netIs(world, number, "0");
  }
  await until(async () => {
    await netIs(world, "none", "0");
    const due = await world.db
      .selectFrom("refund")
      .select("charge_id")
      .where("status", "=", "due")
      .execute();
    return due.length === 0 ? true : undefined;
  });
  assert.equal((await railBalances(world))["suspense"] ?? "0", "0");
});

test("a refund that the hub refuses is a difference that staff see", async () => {
  const number = newBillingNumber();
  await world.esadad.fault({ kind: "decline", match: { operation: "REFUND", number } });
  await world.esadad.pay({ number, amountMinor: "800" });
  await until(async () =>
    world.db
      .selectFrom("break")
      .select("id")
      .where("kind", "=", "refundRefused")
      .executeTakeFirst(),
  );
  await netIs(world, number, "0");
});

test("the hub is asked about a payment, and only a signed answer is believed", async () => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  const [payment] = await world.esadad.pay({ number, amountMinor: "31200" });
  await billIs(world, bill, "paid");
  await allDelivered(world);
  const row = await world.db
    .selectFrom("esadad_transaction")
    .selectAll()
    .where("trx", "=", payment?.trx ?? "")
    .executeTakeFirstOrThrow();
  const chargeId = row.charge_id ?? "";
  const rail = world.deps.rails.esadad;
  const ask = async () => {
    const said = await rail?.ask({ chargeId, amount: { amountMinor: 31200n, currency: "ILS" } });
    return said?.ok ? said.value : said?.error;
  };
  const word = { kind: "taken", takenMinor: 31200n, returnedMinor: 0n, means: "MOB · ACTDEB" };
  assert.deepEqual(await ask(), { ...word, reference: payment?.trx });
  for (const kind of ["timeoutDone", "error500", "dropMidAnswer", "badSignature"]) {
    await world.esadad.fault({ kind, match: { operation: "INQUIRY", number } });
    assert.equal(await ask(), "noAnswer", kind);
  }
  const none = await rail?.ask({
    chargeId: randomUUID(),
    amount: { amountMinor: 1n, currency: "ILS" },
  });
  assert.deepEqual(none, { ok: true, value: { kind: "notTried" } });
});

test("a payment that a crash left half way is finished without the hub", async () => {
  const bill = await makeBill(world);
  const heard = {
    trx: trx(),
    takenBack: false,
    number: bill.billingNumber,
    prepaidService: undefined,
    amountMinor: 31200n,
    currency: "ILS",
    feeMinor: 0n,
    paidAt: new Date(),
    means: undefined,
    bankTransaction: undefined,
    bankCode: undefined,
  } as const;
  const key = { institutionId: "transport", billId: bill.id };
  await inTransaction(world.db, async (tx) => {
    await insertHeard(tx, { guid: randomUUID(), payment: heard, bill: key });
  });
  const environment = payEnvironment({
    port: 1,
    databaseUrl: "postgres://unused",
    bankUrl: "http://localhost",
    issuerUrl: "http://localhost",
  });
  const config = configSchema.parse({ ...environment, ...esadadEnvironment(world.esadad.url) });
  const esadad = openEsadad({ config, db: world.db, log: world.deps.log })?.at(world.deps);
  assert.ok(esadad);
  await sweepEsadad(esadad, 3_600_000);
  assert.equal(await billStatus(world, bill), "open", "what was just heard is left alone");
  await Promise.all([sweepEsadad(esadad, 0), sweepEsadad(esadad, 0)]);
  assert.equal(await billStatus(world, bill), "paid");
  assert.equal(await countPayments(world, bill), 1);
});

test("in the end the hub's books and ours are the same", async () => {
  await allDelivered(world);
  const balances = await railBalances(world);
  assert.equal(balances["suspense"] ?? "0", "0");
});
