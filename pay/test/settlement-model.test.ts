import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { approveRun } from "#src/settlement/approve-run.ts";
import { tryAccountAgain } from "#src/settlement/mend-payout.ts";
import { needsMending } from "#src/settlement/payout.ts";
import { sumContents } from "#src/settlement/payout-view-queries.ts";
import { decideOnRun, proposeRun } from "#src/settlement/propose-run.ts";
import { findOpenRun } from "#src/settlement/run-queries.ts";
import { sendOrder } from "#src/settlement/send-order.ts";
import { listUnmatched } from "#src/settlement/statement-queries.ts";
import { ibans, openSettlementWorld, type BillerCode } from "./settlement-world.ts";
import type { SettlementWorld } from "./settlement-world.ts";
import { treasuryAccounts } from "./treasury-bank.ts";

let world: SettlementWorld;
before(async () => {
  world = await openSettlementWorld();
});
after(async () => await world.close());

const [ils] = treasuryAccounts;
const billers = Object.keys(ibans) as BillerCode[];

const kinds = [
  "capture",
  "capture",
  "refund",
  "payOut",
  "payOut",
  "payOut",
  "withdraw",
  "work",
  "work",
  "crash",
  "hear",
  "settle",
  "giveBack",
  "mend",
] as const;
const faults = [
  { kind: "dropMidAnswer", match: { operation: "ORDER" } },
  { kind: "error500", match: { operation: "ORDER" } },
  { kind: "dropMidAnswer", match: { operation: "STATUS" } },
  { kind: "wrongAnswer", match: { operation: "STATEMENT" } },
  { kind: "duplicate" },
  { kind: "rejectOrder" },
  { kind: "reject" },
  { kind: "rejectLate" },
  { kind: "reject", match: { iban: ibans.transport } },
  { kind: "rejectAndBook" },
  { kind: "undecided" },
  { kind: "bookTwice" },
  { kind: "receivedOnly" },
] as const;
const actions = fc.array(
  fc.record({ kind: fc.constantFrom(...kinds), which: fc.nat(59), amount: fc.nat(20_000) }),
  { minLength: 12, maxLength: 30, size: "max" },
);
type Action = Readonly<{ kind: (typeof kinds)[number]; which: number; amount: number }>;

/** What came in less what went back, by biller: kept without any of the gateway's code. */
const net = new Map<BillerCode, bigint>(billers.map((code) => [code, 0n]));
const add = (biller: BillerCode, minor: bigint): void =>
  void net.set(biller, (net.get(biller) ?? 0n) + minor);

const moveMoney = async ({ kind, which, amount }: Action): Promise<void> => {
  const biller = billers[which % billers.length] ?? "transport";
  const minor = BigInt(amount) + 1n;
  if (kind === "capture") {
    await world.capture(biller, minor);
    add(biller, minor);
  } else {
    await world.takeOff(biller, minor, which % 2 === 0 ? "refund" : "fee");
    add(biller, -minor);
  }
};

/** The process dies after the bank answered and before that was written down. */
const crash = async (): Promise<void> => {
  const { id } =
    (await world.db
      .selectFrom("settlement_message")
      .select("id")
      .where("status", "=", "made")
      .executeTakeFirst()) ?? {};
  if (id) await sendOrder(world.settlement)({ id }).catch(() => undefined);
};

/** Lina proposes and Adel approves or withdraws; the bank misbehaves with it, or not. */
const decide = async ({ kind, which }: Action): Promise<void> => {
  const { settlement, bank, db } = world;
  await proposeRun(settlement, "lina");
  const run = await findOpenRun(db);
  if (!run) return;
  const input = { runId: run.id, person: "adel" };
  if (kind === "withdraw") await decideOnRun(settlement, { ...input, event: "withdraw" });
  else {
    const fault = faults[which % (faults.length + 3)];
    if (fault) await bank.fault(fault);
    await approveRun(settlement, input);
  }
};

const act = async (action: Action): Promise<void> => {
  const { kind, which } = action;
  if (kind === "capture" || kind === "refund") return await moveMoney(action);
  if (kind === "payOut" || kind === "withdraw") return await decide(action);
  if (kind === "work") {
    await world.hurry();
    return await world.work();
  }
  if (kind === "crash") return await crash();
  if (kind === "hear") return await world.hear();
  if (kind === "settle") return await world.bank.settle();
  const payouts = await world.payouts();
  if (kind === "giveBack") {
    const paid = payouts.filter((one) => one.status === "paid");
    const id = paid[which % Math.max(paid.length, 1)]?.end_to_end_id;
    if (id) await world.bank.giveBack(id).catch(() => undefined);
    return;
  }
  for (const payout of payouts.filter(needsMending)) {
    await tryAccountAgain(world.settlement, { payoutId: payout.id, person: "adel" });
  }
};

/** The bank behaves again, and everything that is left is asked and answered. */
const quiesce = async (): Promise<void> => {
  await fetch(`${world.bank.url}/_sandbox/faults`, { method: "DELETE" });
  for (let round = 0; round < 2; round += 1) {
    await world.hurry();
    await world.work();
    await world.bank.settle();
    await world.hear();
  }
};

const check = async (): Promise<void> => {
  const truth = await world.bank.truth();
  const payouts = await world.payouts();
  const unmatched = await listUnmatched(world.db, 10_000);
  const atBank = truth.accounts.find((one) => one.iban === ils.iban);
  const signed = (one: (typeof unmatched)[number]) =>
    one.side === "credit" ? one.amount_minor : -one.amount_minor;
  const besides = unmatched.reduce((sum, one) => sum + signed(one), 0n);
  const moved = await world.balance("treasuryBank", ils.iban);
  assert.equal(BigInt(atBank?.balanceMinor ?? "0"), ils.openingMinor + moved + besides);
  for (const biller of billers) {
    assert.equal(await world.balance("payoutClearing", biller), 0n, "nothing is on its way");
    const ids = new Set(
      payouts.filter((one) => one.biller_code === biller).map((one) => one.end_to_end_id),
    );
    const extra = unmatched
      .filter((one) => ids.has(one.end_to_end_id))
      .reduce((sum, one) => sum - signed(one), 0n);
    const owed = -(await world.balance("billerPayable", biller, { lane: biller }));
    const got = await world.bank.received(ibans[biller]);
    assert.equal(got - extra, (net.get(biller) ?? 0n) - owed, biller);
  }
  for (const payout of payouts) {
    const sums = await sumContents(world.db, payout);
    const came = sums.reduce((sum, one) => sum + one.amount_minor, 0n);
    assert.equal(
      payout.carried_minor + came - payout.held_minor,
      payout.amount_minor,
      "a payout is made of what its statement says",
    );
  }
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
};

test("whatever happens in whatever order, bank and books agree to the last unit", async () => {
  await fc.assert(
    fc.asyncProperty(actions, async (drawn) => {
      for (const action of drawn) await act(action);
      await quiesce();
      await check();
    }),
    { numRuns: 15, endOnFailure: true },
  );
  const paid = (await world.payouts()).filter((one) => one.status === "paid");
  assert.ok(paid.length > 0, "money moved");
});
