import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { claimBill } from "#src/charge/open-charge.ts";
import { settleCharge } from "#src/charge/settle-charge.ts";
import type { CollectionRow } from "#src/rails/cash/collection.ts";
import { findAgent, listFloats, type AgentRow } from "#src/rails/cash/company-queries.ts";
import { confirmCollection } from "#src/rails/cash/confirm.ts";
import { decideOnDeposit, recordDeposit } from "#src/rails/cash/deposit-queries.ts";
import { cancelCollection } from "#src/rails/cash/release.ts";
import { reserveCollection } from "#src/rails/cash/reserve.ts";
import { voidCollection } from "#src/rails/cash/void.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import type { Json } from "./pay-world.ts";

let world: CashWorld;
let agents: AgentRow[];
before(async () => {
  world = await openCashWorld();
  const found = await Promise.all(["A1", "A2"].map((code) => findAgent(world.db, company, code)));
  agents = found.filter((one) => one !== undefined);
});
after(async () => await world.close());

const company = "sandbox-cash";
const price = 31_200n;
const nothing = () => Promise.resolve(true);

type Action = Readonly<{
  kind: "deposit" | "reserve" | "confirm" | "cancel" | "runOut" | "void" | "card";
  which: number;
}>;
const actions = fc.array(
  fc.record({
    kind: fc.constantFrom<Action["kind"][]>(
      "deposit",
      "reserve",
      "reserve",
      "confirm",
      "confirm",
      "cancel",
      "runOut",
      "void",
      "card",
    ),
    which: fc.nat(5),
  }),
  { minLength: 5, maxLength: 24 },
);

/** What must be true, kept without any of the gateway's code. */
type Made = { row: CollectionRow; bill: number; state: string };
type Model = { free: bigint; held: bigint; collected: bigint; made: Made[]; bills: string[] };

const floats = async () => {
  const [line] = await listFloats(world.db, "finance", company);
  return { free: line?.free.amountMinor ?? 0n, held: line?.held.amountMinor ?? 0n };
};

const deposit = async (model: Model, amountMinor: bigint) => {
  const reference = `M-${randomUUID().slice(0, 12)}`;
  const input = { companyCode: company, reference };
  const amount = { amountMinor, currency: "ILS" } as const;
  await recordDeposit(world.cash, { ...input, amount, person: "lina" });
  await decideOnDeposit(world.cash, { ...input, person: "adel", verdict: "approved" });
  model.free += amountMinor;
};

const reserve = async (model: Model, bills: Json[], which: number) => {
  const bill = which % bills.length;
  const agent = agents[which % agents.length];
  assert.ok(agent);
  const number = bills[bill].billingNumber;
  const reference = randomUUID();
  const done = await reserveCollection(world.cash, { agent, reference, number, person: "model" });
  const state = model.bills[bill];
  const expected = state === "paid" ? "billPaid" : state === "claimed" ? "billClaimed" : undefined;
  if (expected ?? model.free < price) {
    assert.deepEqual(done, { ok: false, error: expected ?? "floatShort" });
    return;
  }
  assert.ok(done.ok, JSON.stringify(done.ok ? "" : done.error));
  model.free -= price;
  model.held += price;
  model.bills[bill] = "claimed";
  model.made.push({ row: done.value, bill, state: "reserved" });
};

const confirm = async (model: Model, made: Made) => {
  const amount = { amountMinor: price, currency: "ILS" } as const;
  const said = { agentCode: made.row.agent_code, amount };
  const done = await confirmCollection(world.cash, made.row, said, nothing);
  if (made.state === "confirmed") return assert.ok(done.ok);
  if (made.state === "voided") return assert.ok(!done.ok);
  const open = model.bills[made.bill] === "open";
  if (made.state === "expired" && open && model.free < price) {
    return assert.deepEqual(done, { ok: false, error: "floatShortNow" });
  }
  const pays = made.state === "reserved" || (made.state === "expired" && open);
  if (!pays) {
    assert.deepEqual(done, { ok: false, error: "giveCashBack" });
    if (made.state === "expired") made.state = "refused";
    return undefined;
  }
  assert.ok(done.ok);
  if (made.state === "reserved") model.held -= price;
  else model.free -= price;
  model.collected += price;
  model.bills[made.bill] = "paid";
  made.state = "confirmed";
  return undefined;
};

const release = async (model: Model, made: Made, kind: "cancel" | "runOut") => {
  if (kind === "runOut") {
    if (made.state !== "reserved") return;
    await world.runOut(made.row.id);
  } else {
    const done = await cancelCollection(world.cash, made.row, nothing);
    assert.equal(done.ok, made.state !== "confirmed" && made.state !== "voided");
  }
  if (made.state === "reserved") {
    model.held -= price;
    model.free += price;
    model.bills[made.bill] = "open";
    made.state = kind === "cancel" ? "cancelled" : "expired";
  } else if (made.state === "expired") made.state = "cancelled";
};

const takeBack = async (model: Model, made: Made) => {
  const asked = await world.db
    .selectFrom("cash_collection")
    .selectAll()
    .where("id", "=", made.row.id)
    .executeTakeFirstOrThrow();
  const done = await voidCollection(world.cash, asked, "model", nothing);
  assert.equal(done.ok, made.state === "confirmed" || made.state === "voided");
  if (made.state !== "confirmed") return;
  model.collected -= price;
  model.free += price;
  model.bills[made.bill] = "open";
  made.state = "voided";
};

/** Another rail pays the bill, where it is free. */
const payElsewhere = async (model: Model, bills: Json[], which: number) => {
  const bill = which % bills.length;
  const key = { institutionId: "transport", billId: bills[bill].id };
  const claimed = await claimBill(world.deps, { bill: key, rail: "card", returnUrl: undefined });
  assert.equal(claimed.ok, model.bills[bill] === "open");
  if (!claimed.ok) return;
  await settleCharge(world.deps, claimed.value, {
    kind: "taken",
    takenMinor: price,
    returnedMinor: 0n,
    reference: "model",
    means: undefined,
  });
  model.bills[bill] = "paid";
};

const check = async (model: Model, deposited: bigint, bills: Json[]) => {
  assert.deepEqual(await floats(), { free: model.free, held: model.held });
  assert.ok(model.free >= 0n && model.held >= 0n);
  assert.equal(model.free + model.held + model.collected, deposited);
  const ids = bills.map((bill) => String(bill.id));
  const paid = await world.db
    .selectFrom("payment")
    .select("bill_id")
    .where("bill_id", "in", ids)
    .where("reversed_at", "is", null)
    .execute();
  const expected = ids.filter((_, index) => model.bills[index] === "paid");
  assert.deepEqual(paid.map((row) => row.bill_id).toSorted(), expected.toSorted());
};

test("whatever agents do: no float below zero, no unit lost, one capture a bill", async () => {
  let collected = 1_000_000n - (await floats()).free;
  let deposited = 1_000_000n;
  await fc.assert(
    fc.asyncProperty(actions, async (script) => {
      const bills = [await world.bill(), await world.bill(), await world.bill()];
      const model: Model = {
        ...(await floats()),
        collected,
        made: [],
        bills: bills.map(() => "open"),
      };
      for (const { kind, which } of script) {
        const made = model.made[which % Math.max(1, model.made.length)];
        if (kind === "deposit") {
          await deposit(model, price / 2n);
          deposited += price / 2n;
        } else if (kind === "reserve") await reserve(model, bills, which);
        else if (kind === "card") await payElsewhere(model, bills, which);
        else if (made && kind === "confirm") await confirm(model, made);
        else if (made && kind === "void") await takeBack(model, made);
        else if (made && kind !== "confirm" && kind !== "void") await release(model, made, kind);
        await check(model, deposited, bills);
      }
      for (const made of model.made) {
        if (made.state === "reserved") await release(model, made, "cancel");
      }
      collected = model.collected;
    }),
    { numRuns: 30 },
  );
});

test("many agents at once never pass the float, and one bill is held by one of them", async () => {
  const { free } = await floats();
  const bills = await Promise.all(Array.from({ length: 4 }, () => world.bill()));
  const tries = bills.flatMap(({ billingNumber: number }) =>
    [0, 1, 0, 1].map(async (which) => {
      const agent = agents[which];
      assert.ok(agent);
      const reference = randomUUID();
      return await reserveCollection(world.cash, { agent, reference, number, person: "model" });
    }),
  );
  const done = await Promise.all(tries);
  const fits = free / price < 4n ? Number(free / price) : 4;
  assert.equal(done.filter((one) => one.ok).length, fits);
  assert.equal((await floats()).held, BigInt(fits) * price);
});
