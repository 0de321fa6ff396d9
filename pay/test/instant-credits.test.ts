import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { signRequest } from "@gov/kit/http-signature.ts";
import { payerAccounts } from "../../dev/sandbox/instant/accounts.ts";
import { writeCreditNotice } from "../../dev/sandbox/instant/iso-write.ts";
import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import { attachCredit, payerIbanOf, rememberCredit } from "#src/rails/instant/credit-queries.ts";
import type { Credit } from "#src/rails/instant/iso/credit-notice.ts";
import { takeCredit } from "#src/rails/instant/take-credit.ts";
import { collectingIban, startInstantBank, type InstantBank } from "./instant-bank.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let bank: InstantBank;
let world: PayWorld;
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld(bank.environment);
});
after(async () => {
  await world.close();
  await bank.close();
});

const layla = payerAccounts[0]?.iban ?? "";
const start = async (): Promise<{ bill: Json; charge: Json }> => {
  const { json: bill } = await world.portal("POST", "/v1/bills", newBill());
  const path = `/v1/bills/${bill.id}/charges`;
  return { bill, charge: (await world.portal("POST", path, { rail: "instant" })).json };
};
const creditOf = (charge: Json, more: Partial<Credit> = {}): Credit => ({
  bankReference: randomUUID().replaceAll("-", ""),
  reference: chargeReference(charge.id),
  billingNumber: undefined,
  amount: { amountMinor: 31_200n, currency: "ILS" },
  payerIban: layla,
  bookedAt: new Date("2026-03-01T09:30:00Z"),
  ...more,
});
const chargesOf = async (bill: Json) =>
  await world.db.selectFrom("charge").selectAll().where("bill_id", "=", bill.id).execute();
const creditRow = async (bankReference: string) =>
  await world.db
    .selectFrom("instant_credit")
    .selectAll()
    .where("bank_reference", "=", bankReference)
    .executeTakeFirstOrThrow();

/** Sends a notification as the bank would. */
const notify = async (
  credits: Parameters<typeof writeCreditNotice>[0]["credits"],
  reversal = false,
) => {
  const head = { messageId: "M1", at: new Date(), accountIban: collectingIban };
  const body = Buffer.from(writeCreditNotice({ ...head, credits, reversal }));
  const url = `${world.url}/rails/instant/notifications`;
  const headers = new Headers({ "content-type": "application/xml" });
  const key = { keyId: "bank", privateKey: bank.privateKey };
  signRequest({ method: "POST", url, headers, body }, key);
  return await fetch(url, { method: "POST", headers, body });
};

test("one credit told ten times at once is one payment", async () => {
  const { bill, charge } = await start();
  const credit = creditOf(charge);
  const told = await Promise.all(Array.from({ length: 10 }, () => takeCredit(world.deps, credit)));
  assert.deepEqual(new Set(told), new Set(["attempt"]));
  const charges = await chargesOf(bill);
  assert.deepEqual(
    charges.map((one) => [one.id, one.status, one.taken_minor]),
    [[charge.id, "captured", 31_200n]],
  );
});

test("ten credits of one attempt at once: one pays, nine are booked and go back", async () => {
  const { bill, charge } = await start();
  const credits = Array.from({ length: 10 }, () => creditOf(charge));
  const told = await Promise.all(
    [...credits, ...credits].map((credit) => takeCredit(world.deps, credit)),
  );
  assert.equal(told.filter((one) => one === "attempt").length, 2, "one credit, told twice");
  const charges = await chargesOf(bill);
  assert.equal(charges.length, 10);
  assert.equal(charges.filter((one) => one.status === "captured").length, 1);
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
});

test("a credit that a crash left between its two steps is posted by the sweep", async () => {
  const { bill, charge } = await start();
  const credit = creditOf(charge);
  await inTransaction(world.db, async (tx) => {
    await rememberCredit(tx, world.deps.encryptionKey, credit);
    const key = { institutionId: "transport", chargeId: charge.id };
    await attachCredit(tx, credit.bankReference, key);
    await sql`update charge set next_check_at = now() where id = ${charge.id}`.execute(tx);
  });
  await until(async () => ((await chargesOf(bill))[0]?.status === "captured" ? true : undefined));
});

test("a credit that changes its facts is not believed, and a person sees it", async () => {
  const { bill, charge } = await start();
  const credit = creditOf(charge);
  assert.equal(await takeCredit(world.deps, credit), "attempt");
  const other = { ...credit, amount: { amountMinor: 31_300n, currency: "ILS" as const } };
  assert.equal(await takeCredit(world.deps, other), "contradicts");
  assert.equal((await chargesOf(bill))[0]?.taken_minor, 31_200n);
  const broken = await world.db
    .selectFrom("break")
    .select("kind")
    .where("charge_id", "=", charge.id)
    .execute();
  assert.deepEqual(broken, [{ kind: "railContradicts" }]);
});

test("the payer's account is kept encrypted and bound to its own row", async () => {
  const { charge } = await start();
  const credit = creditOf(charge);
  await takeCredit(world.deps, credit);
  const row = await creditRow(credit.bankReference);
  assert.ok(!row.payer_account.includes("PALS"));
  assert.equal(payerIbanOf(world.deps.encryptionKey, row), layla);
  const moved = { ...row, bank_reference: "ANOTHER" };
  assert.throws(() => payerIbanOf(world.deps.encryptionKey, moved));
});

test("money that names none of our bills is acknowledged and goes back by itself, once", async () => {
  const lost = {
    bankReference: "LOST1",
    at: "2026-03-01T09:30:00+02:00",
    reference: "NOTPROVIDED",
    billingNumber: "999999999999999",
    amountMinor: 500n,
    currency: "ILS" as const,
    payerId: "omar",
    creditorIban: collectingIban,
  };
  await bank.fault({ kind: "timeoutDone", match: { operation: "TRANSFER" } });
  assert.equal((await notify([lost])).status, 204);
  assert.equal((await notify([lost])).status, 204);
  const row = await until(async () => {
    await sql`update outbox set due_at = now() where kind = 'instantReturn'`.execute(world.db);
    world.deps.kickOutbox();
    const now = await creditRow("LOST1");
    return now.returned_at ? now : undefined;
  });
  assert.equal(row.charge_id, null);
  assert.equal(row.booked_at.toISOString(), "2026-03-01T07:30:00.000Z");
  const { returns } = await bank.truth("omar");
  assert.deepEqual(
    returns.map((one) => [one.transactionId, one.amountMinor]),
    [["LOST1-return", "500"]],
  );
});

test("a credit that the bank takes back leaves the bill owed; unheard of, it is told again", async () => {
  const { bill, charge } = await start();
  const credit = {
    bankReference: "BACK1",
    at: "2026-03-01T09:30:00Z",
    reference: chargeReference(charge.id),
    billingNumber: bill.billingNumber,
    amountMinor: 31_200n,
    currency: "ILS" as const,
    payerId: "layla",
    creditorIban: collectingIban,
  };
  assert.equal((await notify([credit], true)).status, 409, "in the wrong order");
  assert.equal((await notify([credit])).status, 204);
  const part = { ...credit, amountMinor: 1n };
  assert.equal((await notify([part], true)).status, 422, "another amount");
  assert.equal((await notify([credit], true)).status, 204);
  assert.equal((await notify([credit], true)).status, 204);
  assert.equal((await notify([credit])).status, 204, "an old notification repeated");
  assert.equal((await chargesOf(bill))[0]?.status, "reversed");
  assert.equal((await world.portal("GET", `/v1/bills/${bill.id}`)).json.status, "open");
  const second = { ...credit, bankReference: "BACK2" };
  assert.equal((await notify([second])).status, 204);
  assert.equal((await notify([second], true)).status, 204);
  assert.deepEqual((await chargesOf(bill)).map((one) => one.status).toSorted(), [
    "reversed",
    "reversed",
  ]);
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
});

test("a request that nobody answered in time expired; it was not refused", async () => {
  const { bill, charge } = await start();
  bank.setAhead(7_200_000);
  const page = async () => await fetch(charge.redirectUrl, { redirect: "manual" });
  await page();
  assert.equal((await chargesOf(bill))[0]?.status, "pending", "our own clock decides");
  await sql`update charge set expires_at = now() where id = ${charge.id}`.execute(world.db);
  await page();
  bank.setAhead(0);
  assert.equal((await chargesOf(bill))[0]?.status, "expired");
});

test("a notification that is unsigned, altered, stale or another's is refused", async () => {
  const url = `${world.url}/rails/instant/notifications`;
  const unsigned = await fetch(url, { method: "POST", body: "<x/>" });
  assert.equal(unsigned.status, 401);
  const { bill, charge } = await start();
  const xml = writeCreditNotice({
    messageId: "M1",
    at: new Date(),
    accountIban: collectingIban,
    credits: [
      {
        bankReference: "FORGED1",
        at: new Date().toISOString(),
        reference: chargeReference(charge.id),
        billingNumber: bill.billingNumber,
        amountMinor: 31_200n,
        currency: "ILS",
        payerId: "layla",
        creditorIban: collectingIban,
      },
    ],
  });
  const headers = new Headers({ "content-type": "application/xml" });
  const key = { keyId: "bank", privateKey: bank.privateKey };
  signRequest({ method: "POST", url, headers, body: Buffer.from(`${xml} `) }, key);
  const altered = await fetch(url, { method: "POST", headers, body: xml });
  assert.equal(altered.status, 401);
  assert.equal((await chargesOf(bill))[0]?.status, "pending");
});
