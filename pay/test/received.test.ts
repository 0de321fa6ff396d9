import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import type { Currency } from "@gov/kit/money.ts";
import { receivePayment, type ReceivedPayment } from "#src/charge/receive-payment.ts";
import { reversePayment } from "#src/charge/reverse-payment.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const makeBill = async (more: object = {}): Promise<Json> => {
  const bill = await world.portal("POST", "/v1/bills", newBill(more));
  assert.equal(bill.status, 201, JSON.stringify(bill.json));
  return bill.json;
};
const billOf = async (id: string) => (await world.portal("GET", `/v1/bills/${id}`)).json;

const payment = (bill: Json, amountMinor: bigint, currency: Currency = "ILS"): ReceivedPayment => ({
  rail: "esadad",
  bill: { institutionId: "transport", billId: bill.id },
  railTransactionId: randomUUID(),
  amount: { amountMinor, currency },
  paidAt: new Date(),
});

const booksAgree = async (): Promise<void> => {
  const { rows: differences } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(differences, []);
};
const balance = async (chargeIds: string[], kind: string): Promise<bigint> => {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(p.amount_minor), 0)::bigint as sum
    from transfer t join posting p on p.transfer_id = t.id
      join ledger_account a on a.id = p.account_id
    where a.kind = ${kind} and left(t.source_id, 36) = any(${chargeIds})`.execute(world.db);
  return rows[0]?.sum ?? 0n;
};

test("money that a rail took on its own pays the bill, once for each rail transaction", async () => {
  const bill = await makeBill();
  const paid = payment(bill, 31_200n);
  const all = await Promise.all(Array.from({ length: 10 }, () => receivePayment(world.deps, paid)));
  assert.equal(all.filter((one) => one.kind === "captured").length, 1);
  assert.equal(all.filter((one) => one.kind === "replayed").length, 9);
  assert.equal(new Set(all.map((one) => one.charge.id)).size, 1);
  assert.equal((await billOf(bill.id)).status, "paid");
  const other = { ...paid, amount: { amountMinor: 5n, currency: "ILS" as const } };
  assert.equal((await receivePayment(world.deps, other)).kind, "contradicts");
  await booksAgree();
});

test("a second payment, too little and another currency go to suspense with a refund", async () => {
  const bill = await makeBill();
  const short = await receivePayment(world.deps, payment(bill, 31_199n));
  assert.deepEqual([short.kind, short.charge.status], ["suspended", "surplus"]);
  const dollars = await receivePayment(world.deps, payment(bill, 31_200n, "USD"));
  assert.equal(dollars.kind, "suspended");
  assert.equal((await receivePayment(world.deps, payment(bill, 31_300n))).kind, "captured");
  const again = await receivePayment(world.deps, payment(bill, 31_200n));
  assert.equal(again.kind, "suspended");
  const { rows } = await sql<{ reason: string; amount: bigint }>`
    select reason, amount_minor as amount from refund where charge_id in
      (select id from charge where bill_id = ${bill.id}) order by amount, reason`.execute(world.db);
  assert.deepEqual(
    rows.map((row) => `${row.reason} ${row.amount}`),
    ["takenTwice 100", "takenShort 31199", "billSettled 31200", "billSettled 31200"],
  );
  await booksAgree();
});

test("it pays a bill that another attempt holds, and that attempt's money goes back", async () => {
  const bill = await makeBill();
  const started = await world.portal("POST", `/v1/bills/${bill.id}/charges`, { rail: "card" });
  const received = await receivePayment(world.deps, payment(bill, 31_200n));
  assert.equal(received.kind, "captured");
  await world.bank.pay(started.json.redirectUrl);
  await until(async () => {
    const charge = (await world.portal("GET", `/v1/charges/${started.json.id}`)).json;
    return charge.status === "refunded" ? true : undefined;
  });
  const truth = (await world.bank.truth()).get(started.json.id);
  assert.equal(truth?.netMinor, "0");
  assert.equal(await balance([started.json.id], "billerPayable"), 0n);
  await booksAgree();
});

test("a bill that allows parts is paid by parts, and each party gets its share to the last unit", async () => {
  await world.portal("PUT", "/v1/billers/municipality", {
    name: { ar: "بلدية", en: "Municipality" },
    institution: "local",
    ibans: [{ currency: "ILS", iban: "PS92PALS000000000400123456702" }],
    serviceTypes: [],
  });
  const bill = await makeBill({
    amount: { amountMinor: "1000", currency: "ILS" },
    parts: { lowerMinor: "100", upperMinor: "700" },
    splits: [
      { billerCode: "transport", amountMinor: "667" },
      { billerCode: "municipality", amountMinor: "333" },
    ],
  });
  const first = payment(bill, 101n);
  assert.equal((await receivePayment(world.deps, payment(bill, 99n))).kind, "suspended");
  assert.equal((await receivePayment(world.deps, first)).kind, "captured");
  assert.deepEqual((await billOf(bill.id)).due, { amountMinor: "899", currency: "ILS" });
  const path = `/v1/bills/${bill.id}/charges`;
  const over = await world.portal("POST", path, { rail: "card", amountMinor: "701" });
  assert.equal(over.json.type, "urn:gov:problem:amount-not-allowed");
  const card = await world.portal("POST", path, { rail: "card", amountMinor: "350" });
  await world.bank.pay(card.json.redirectUrl);
  await until(async () => ((await billOf(bill.id)).due.amountMinor === "549" ? true : undefined));
  assert.equal((await billOf(bill.id)).status, "open");
  const back = await reversePayment(world.deps, {
    rail: "esadad",
    railTransactionId: first.railTransactionId,
    reason: "test",
  });
  assert.equal(back.kind, "reversed");
  const last = await receivePayment(world.deps, payment(bill, 650n));
  assert.equal(last.kind, "captured");
  assert.equal((await billOf(bill.id)).status, "paid");
  const { rows } = await sql<{ owner: string; sum: bigint }>`
    select a.owner, sum(p.amount_minor)::bigint as sum
    from transfer t join posting p on p.transfer_id = t.id
      join ledger_account a on a.id = p.account_id
    where a.kind = 'billerPayable' and t.source_id in
      (select id::text from charge where bill_id = ${bill.id}) group by 1 order by 1`.execute(
    world.db,
  );
  assert.deepEqual(rows, [
    { owner: "municipality", sum: -333n },
    { owner: "transport", sum: -667n },
  ]);
  await booksAgree();
});

test("a payment that its rail takes back is owed again, once; suspense is emptied by it", async () => {
  const bill = await makeBill();
  const paid = payment(bill, 31_200n);
  const twice = payment(bill, 31_200n);
  await receivePayment(world.deps, paid);
  const second = await receivePayment(world.deps, twice);
  const back = { rail: "esadad" as const, reason: "bank error" };
  const reverse = ({ railTransactionId }: ReceivedPayment) =>
    reversePayment(world.deps, { ...back, railTransactionId });
  const kinds = await Promise.all([reverse(paid), reverse(paid), reverse(paid)]);
  assert.deepEqual(kinds.map((one) => one.kind).toSorted(), ["replayed", "replayed", "reversed"]);
  assert.equal((await billOf(bill.id)).status, "open");
  assert.equal((await reverse(twice)).kind, "returned");
  assert.equal(await balance([second.charge.id], "suspense"), 0n);
  const unknown = await reversePayment(world.deps, { ...back, railTransactionId: "none" });
  assert.equal(unknown.kind, "unknown");
  const again = await receivePayment(world.deps, payment(bill, 31_200n));
  assert.equal(again.kind, "captured");
  await booksAgree();
});

test("a payment with something in excess that is reversed leaves nothing to refund", async () => {
  const bill = await makeBill();
  const paid = payment(bill, 31_300n);
  const received = await receivePayment(world.deps, paid);
  await reversePayment(world.deps, {
    rail: "esadad",
    railTransactionId: paid.railTransactionId,
    reason: "test",
  });
  assert.equal(await balance([received.charge.id], "suspense"), 0n);
  assert.equal(await balance([received.charge.id], "railClearing"), 0n);
  await booksAgree();
});

test("an attempt that another payment overtook holds the bill again when that is reversed", async () => {
  const bill = await makeBill();
  const path = `/v1/bills/${bill.id}/charges`;
  const started = await world.portal("POST", path, { rail: "card" });
  assert.equal(started.status, 201);
  const paid = payment(bill, 31_200n);
  await receivePayment(world.deps, paid);
  await reversePayment(world.deps, {
    rail: "esadad",
    railTransactionId: paid.railTransactionId,
    reason: "test",
  });
  const second = await world.portal("POST", path, { rail: "card" });
  assert.equal(second.json.type, "urn:gov:problem:bill-claimed");
  await world.bank.pay(started.json.redirectUrl);
  await until(async () => ((await billOf(bill.id)).status === "paid" ? true : undefined));
});
