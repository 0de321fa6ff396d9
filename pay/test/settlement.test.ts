import assert from "node:assert/strict";
import { after, beforeEach, test } from "node:test";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { makeIban } from "@gov/country/iban.ts";
import { approveRun } from "#src/settlement/approve-run.ts";
import { askIbanChange, decideOnChange } from "#src/settlement/iban-change-queries.ts";
import { tryAccountAgain } from "#src/settlement/mend-payout.ts";
import { listMessages } from "#src/settlement/message-queries.ts";
import { decideOnRun, draftScheduledRun, proposeRun } from "#src/settlement/propose-run.ts";
import { listLines } from "#src/settlement/run-queries.ts";
import { listAccountStands, listUnmatched } from "#src/settlement/statement-queries.ts";
import { ibans, openSettlementWorld, type SettlementWorld } from "./settlement-world.ts";
import { treasuryAccounts } from "./treasury-bank.ts";

let world: SettlementWorld;
let opened: SettlementWorld | undefined;
beforeEach(async () => {
  await opened?.close();
  world = await openSettlementWorld({ SETTLE_MINIMUM_MINOR: "ILS:1000" });
  opened = world;
});
after(async () => await opened?.close());

const [ils] = treasuryAccounts;
const statuses = async () => (await world.payouts()).map((one) => one.status);
const owed = (biller: string, lane = biller) => world.balance("billerPayable", biller, { lane });

/** Bank and books agree to the last fils, whatever happened. */
const assertAgreed = async (): Promise<void> => {
  await world.hear();
  const { accounts } = await world.bank.truth();
  const atBank = accounts.find((one) => one.iban === ils.iban);
  const moved = await world.balance("treasuryBank", ils.iban);
  const unmatched = (await listUnmatched(world.db, 100))
    .filter((one) => one.account_iban === ils.iban)
    .reduce((sum, one) => sum + (one.side === "credit" ? 1n : -1n) * one.amount_minor, 0n);
  assert.equal(BigInt(atBank?.balanceMinor ?? "0"), ils.openingMinor + moved + unmatched);
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
};

test("what was collected reaches every party's account, once, and the books say so", async () => {
  await world.capture("transport", 31_200n);
  await world.capture("ramallah", 5_000n, { lane: "transport" });
  await world.capture("finance", 7_000n);
  await world.capture("ramallah", 12_500n, { currency: "JOD" });
  await world.takeOff("transport", 1_200n);
  await world.takeOff("transport", 100n, "fee");
  await world.bank.settings({ pageEntries: 2 });
  await world.payOut();
  assert.equal(await owed("transport"), 0n);
  assert.equal(await world.balance("payoutClearing", "transport"), -29_900n);
  await world.work();
  assert.deepEqual(await statuses(), ["accepted", "accepted", "accepted", "accepted"]);
  await world.hear();
  await world.hear();
  assert.deepEqual(await statuses(), ["paid", "paid", "paid", "paid"]);
  assert.equal(await world.bank.received(ibans.transport), 29_900n);
  assert.equal(await world.bank.received(ibans.ramallah), 5_000n);
  assert.equal(await world.bank.received(ibans.ramallah, "JOD"), 12_500n);
  assert.equal(await world.bank.received(ibans.finance), 7_000n);
  assert.equal(await world.balance("payoutClearing", "transport"), 0n);
  const { orders } = await world.bank.truth();
  assert.equal(orders, 2, "one order for each account");
  const [stand] = await listAccountStands(world.db, "finance");
  assert.equal(stand?.closing_minor, ils.openingMinor - 41_900n);
  assert.equal(stand.opening_minor + stand.moved_minor, stand.closing_minor);
  await assertAgreed();
});

test("what cannot be paid says why; what went back to payers is netted, never paid", async () => {
  await world.capture("transport", 999n);
  await world.capture("ramallah", 2_000n, { lane: "transport" });
  await sql`insert into institution values ('transport-test')`.execute(world.db);
  await sql`insert into biller (institution_id, code, name_ar, name_en)
    values ('transport-test', 'transport-test', 'ت', 'Test')`.execute(world.db);
  await world.capture("transport-test" as "transport", 50_000n, { lane: "transport-test" });
  await world.takeOff("finance", 4_000n);
  const run = await proposeRun(world.settlement, "lina");
  assert.ok(run.ok);
  const lines = await listLines(world.db, run.value.id);
  assert.deepEqual(
    lines.map((one) => [one.lane, one.biller_code, one.amount_minor, one.verdict]),
    [
      ["finance", "finance", -4_000n, "carriedOver"],
      ["transport", "ramallah", 2_000n, "pay"],
      ["transport", "transport", 999n, "belowMinimum"],
    ],
  );
  assert.ok((await approveRun(world.settlement, { runId: run.value.id, person: "adel" })).ok);
  await world.capture("finance", 9_000n);
  await world.payOut();
  const [, second] = await world.payouts();
  assert.equal(second?.amount_minor, 5_000n);
  assert.equal(second.biller_code, "finance");
});

test("two people, one run at a time, and never more than was seen", async () => {
  const { settlement, db } = world;
  await world.capture("transport", 10_000n);
  await world.capture("ramallah", 6_000n);
  const run = await proposeRun(settlement, "lina");
  assert.ok(run.ok);
  const runId = run.value.id;
  assert.deepEqual(await proposeRun(settlement, "adel"), { ok: false, error: "runOpen" });
  const own = await approveRun(settlement, { runId, person: "lina" });
  assert.deepEqual(own, { ok: false, error: "samePerson" });
  await assert.rejects(
    sql`update settlement_run set status = 'approved', decided_by = 'lina', decided_at = now()
      where id = ${runId}`.execute(db),
    /settlement_run_four_eyes/,
  );
  await world.takeOff("transport", 1_000n);
  await world.capture("transport", 500n);
  await sql`update biller_account set iban = ${makeIban("ARAB", "777")}
    where biller_code = 'ramallah' and currency = 'ILS'`.execute(db);
  const both = await Promise.all([
    approveRun(settlement, { runId, person: "adel" }),
    approveRun(settlement, { runId, person: "mona" }),
  ]);
  assert.equal(both.filter((one) => one.ok).length, 1);
  const paid = await world.payouts();
  assert.deepEqual(
    paid.map((one) => [one.biller_code, one.amount_minor, one.held_minor]),
    [["transport", 9_500n, 500n]],
  );
  const outcomes = (await listLines(db, runId)).map((one) => one.outcome);
  assert.deepEqual(outcomes, ["ibanChanged", "pay"]);
  const late = await decideOnRun(settlement, { runId, event: "withdraw", person: "lina" });
  assert.deepEqual(late, { ok: false, error: "runDecided" });
  const next = await proposeRun(settlement, "lina");
  assert.ok(next.ok);
  const input = { runId: next.value.id, person: "lina" };
  assert.ok((await decideOnRun(settlement, { ...input, event: "withdraw" })).ok);
  const gone = await approveRun(settlement, { ...input, person: "adel" });
  assert.deepEqual(gone, { ok: false, error: "runDecided" });
});

test("a working day's run is drafted once, and still needs two people", async () => {
  const at = (text: string) => ({
    ...world.settlement,
    atMinutes: 510,
    now: () => new Date(text),
  });
  await world.capture("transport", 10_000n);
  // A Friday; then the Sunday after it, twice.
  assert.equal(await draftScheduledRun(at("2099-11-27T08:00:00Z")), undefined);
  const run = await draftScheduledRun(at("2099-11-29T08:00:00Z"));
  assert.equal(run?.status, "drafted");
  assert.equal(await draftScheduledRun(at("2099-11-29T09:00:00Z")), undefined);
  const input = { runId: run.id, person: "lina" };
  const early = await approveRun(world.settlement, { ...input, person: "adel" });
  assert.deepEqual(early, { ok: false, error: "runDecided" });
  assert.ok((await decideOnRun(world.settlement, { ...input, event: "propose" })).ok);
  const own = await approveRun(world.settlement, input);
  assert.deepEqual(own, { ok: false, error: "samePerson" });
  assert.ok((await approveRun(world.settlement, { ...input, person: "adel" })).ok);
});

test("a lost answer is asked about; the order goes out again only as it was", async () => {
  for (const kind of ["timeoutDone", "error500", "dropMidAnswer", "badSignature", "wrongAnswer"]) {
    await world.capture("transport", 10_000n);
    await world.bank.fault({ kind, match: { operation: "ORDER" } });
    const runId = await world.payOut();
    await world.work();
    const [unheard] = await listMessages(world.db, runId);
    assert.deepEqual([unheard?.status, unheard?.trouble], ["made", "noAnswer"], kind);
    assert.equal(await world.balance("payoutClearing", "transport"), -10_000n);
    // The bank refuses a second copy, were one sent of an order that it has.
    if (kind !== "error500") await world.bank.fault({ kind: "duplicate" });
    await world.hurry();
    await world.work();
    const [heard] = await listMessages(world.db, runId);
    assert.deepEqual([heard?.status, heard?.trouble], ["taken", null], kind);
    await world.hear();
    await fetch(`${world.bank.url}/_sandbox/faults`, { method: "DELETE" });
  }
  assert.deepEqual(new Set(await statuses()), new Set(["paid"]));
  assert.equal(await world.bank.received(ibans.transport), 50_000n);
  await assertAgreed();
});

test("a bank that says no, late or at once, gives the money back to who is owed it", async () => {
  await world.capture("transport", 10_000n);
  await world.bank.fault({ kind: "rejectOrder" });
  await world.payOut();
  await world.work();
  assert.deepEqual(await statuses(), ["rejected"]);
  assert.equal(await owed("transport"), -10_000n);
  const nothing = await proposeRun(world.settlement, "lina");
  assert.deepEqual(nothing, { ok: false, error: "nothingToPay" });
  const [first] = await world.payouts();
  assert.equal(first?.reason, "AM04");
  const again = { payoutId: first.id, person: "adel" };
  assert.ok((await tryAccountAgain(world.settlement, again)).ok);
  assert.deepEqual(await tryAccountAgain(world.settlement, again), {
    ok: false,
    error: "payoutMended",
  });
  await world.bank.fault({ kind: "undecided" });
  await world.payOut();
  await world.work();
  await world.hear();
  assert.deepEqual(await statuses(), ["rejected", "ordered"], "pending is not taken");
  await world.bank.fault({ kind: "receivedOnly" });
  await world.bank.settle();
  await assertAgreed();
  assert.deepEqual(await statuses(), ["rejected", "paid"]);
});

test("money that comes back waits until another account is approved, then goes there", async () => {
  await world.capture("transport", 10_000n);
  await world.payOut();
  await world.work();
  await world.hear();
  const [payout] = await world.payouts();
  await world.bank.giveBack(payout?.end_to_end_id ?? "");
  await world.hear();
  assert.deepEqual(await statuses(), ["returned"]);
  assert.equal(await owed("transport"), -10_000n);
  await world.capture("transport", 500n);
  const blocked = await proposeRun(world.settlement, "lina");
  assert.deepEqual(blocked, { ok: false, error: "nothingToPay" });
  const newIban = makeIban("ARAB", "888");
  const by = { kind: "staff", name: "lina" } as const;
  const asked = { billerCode: "transport", currency: "ILS", newIban, by } as const;
  assert.ok((await inTransaction(world.db, (tx) => askIbanChange(tx, asked))).ok);
  const { id } = await world.db.selectFrom("iban_change").select("id").executeTakeFirstOrThrow();
  const decide = (person: string) =>
    inTransaction(world.db, (tx) => decideOnChange(tx, { id, verdict: "approved", person }));
  assert.deepEqual(await decide("lina"), { ok: false, error: "samePerson" });
  assert.ok((await decide("adel")).ok);
  assert.deepEqual(await decide("mona"), { ok: false, error: "changeDecided" });
  await world.payOut();
  await world.work();
  await assertAgreed();
  assert.equal(await world.bank.received(newIban), 10_500n);
  assert.equal(await world.bank.received(ibans.transport), 0n);
});

test("what the bank does against its word is corrected, or listed for a person", async () => {
  const pay = async (kind: string): Promise<void> => {
    await world.capture("transport", 10_000n);
    await world.bank.fault({ kind, match: { operation: "PAYMENT" } });
    await world.payOut();
    await world.work();
    await world.hear();
  };
  await pay("rejectAndBook");
  assert.deepEqual(await statuses(), ["paid"]);
  assert.equal(await owed("transport"), 0n);
  await pay("bookTwice");
  await pay("otherAmount");
  await world.bank.deposit(ils.iban, "77");
  await assertAgreed();
  assert.deepEqual(await statuses(), ["paid", "paid", "accepted"]);
  const listed = await listUnmatched(world.db, 10);
  assert.deepEqual(
    new Set(listed.map((one) => `${one.unmatched} ${one.side} ${one.amount_minor}`)),
    new Set(["bookedTwice debit 10000", "amountDiffers debit 10001", "noPayout credit 77"]),
  );
  await world.capture("transport", 10_000n);
  await world.payOut();
  await world.work();
  await world.bank.fault({ kind: "wrongAnswer", match: { operation: "STATEMENT" } });
  await world.hear();
  assert.equal(
    (await statuses()).at(-1),
    "accepted",
    "a statement that does not add up says nothing",
  );
  await assertAgreed();
  assert.equal((await statuses()).at(-1), "paid");
});
