import assert from "node:assert/strict";
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { startTills, type CashTills } from "./cash-tills.ts";
import { openCashWorld, type CashWorld } from "./cash-world.ts";
import { until, type Json } from "./pay-world.ts";

let world: CashWorld;
let tills: CashTills;
before(async () => {
  world = await openCashWorld();
  tills = await startTills(world);
});
after(async () => {
  await tills.close();
  await world.close();
});

const statusOf = async (bill: Json): Promise<string> =>
  (await world.portal("GET", `/v1/bills/${bill.id}`)).json.status;

/** What the bill's payments and the company's float say, together. */
const standing = async (bill: Json) => {
  const payments = await world.db
    .selectFrom("payment")
    .select("id")
    .where("bill_id", "=", bill.id)
    .where("reversed_at", "is", null)
    .execute();
  return { bill: await statusOf(bill), payments: payments.length };
};
const paidOnce = { bill: "paid", payments: 1 };

/** Collects with a fault and gives what the float lost over it. */
const collectWith = async (kind: string, operation: string) => {
  const start = BigInt((await world.floats()).free);
  const bill = await world.bill();
  await tills.fault(kind, { match: { operation } });
  const sales = await tills.collect(bill);
  const lost = async () => start - BigInt((await world.floats()).free);
  return { bill, sales, lost };
};

test("a till that behaves: the cash in its drawer is what the float paid", async () => {
  const bill = await world.bill();
  const [sale] = await tills.collect(bill);
  assert.equal(sale.state, "confirmed", JSON.stringify(sale));
  assert.deepEqual(await standing(bill), paidOnce);
  assert.equal(await tills.drawer("A1"), "31200");
});

test("confirmed twice at once it is paid once", async () => {
  const { bill, sales, lost } = await collectWith("confirmTwice", "CONFIRM");
  assert.equal(sales[0].state, "confirmed", JSON.stringify(sales));
  assert.deepEqual(await standing(bill), paidOnce);
  assert.equal(await lost(), 31200n);
});

for (const kind of ["dropMidAnswer", "loseAnswer"]) {
  for (const operation of ["RESERVE", "CONFIRM"]) {
    test(`${kind} on ${operation}: the same again is done once`, async () => {
      const { bill, sales, lost } = await collectWith(kind, operation);
      assert.equal(sales[0].state, "confirmed", JSON.stringify(sales));
      assert.deepEqual(await standing(bill), paidOnce);
      assert.equal(await lost(), 31200n);
    });
  }
}

test("two agents ask for one bill at once: one holds it, the other takes no cash", async () => {
  const { bill, sales, lost } = await collectWith("reserveTwice", "RESERVE");
  assert.deepEqual(
    sales.map((sale) => sale.state).toSorted((a, b) => (a < b ? -1 : 1)),
    ["confirmed", "refused"],
  );
  const refused = sales.find((sale) => sale.state === "refused");
  assert.ok(["bill-claimed", "bill-already-paid"].includes(refused.said.type));
  assert.deepEqual(await standing(bill), paidOnce);
  assert.equal(await lost(), 31200n);
});

test("a wrong amount, or another agent's name, confirms nothing; the right word does", async () => {
  for (const [kind, type] of [
    ["wrongAmount", "amount-differs"],
    ["otherAgent", "collection-of-another-agent"],
  ] as const) {
    const { bill, sales, lost } = await collectWith(kind, "CONFIRM");
    assert.equal(sales[0].state, "cashTaken");
    assert.equal(sales[0].said.type, type);
    assert.deepEqual(await standing(bill), { bill: "claimed", payments: 0 });
    await tills.post("/recover");
    await tills.becomes(bill, "confirmed");
    assert.deepEqual(await standing(bill), paidOnce);
    assert.equal(await lost(), 31200n);
  }
});

test("never confirmed: time frees the bill and the float, and no bill is paid", async () => {
  const { bill, sales, lost } = await collectWith("neverConfirm", "CONFIRM");
  await world.runOut(sales[0].collectionId);
  assert.deepEqual(await standing(bill), { bill: "open", payments: 0 });
  assert.equal(await lost(), 0n);
  await tills.post("/recover");
  await tills.becomes(bill, "confirmed");
  assert.deepEqual(await standing(bill), paidOnce);
});

test("confirmed late: it counts while the bill is open, and is given back when it is paid", async () => {
  const open = await collectWith("confirmLate", "CONFIRM");
  await world.runOut(open.sales[0].collectionId);
  await tills.post("/release");
  await tills.becomes(open.bill, "confirmed");
  assert.deepEqual(await standing(open.bill), paidOnce);

  const taken = await collectWith("confirmLate", "CONFIRM");
  await world.runOut(taken.sales[0].collectionId);
  const [other] = await tills.collect(taken.bill, "A2");
  assert.equal(other.state, "confirmed", JSON.stringify(other));
  await tills.post("/release");
  const back = await tills.becomes(taken.bill, "givenBack");
  assert.equal(back.said.type, "give-the-cash-back");
  assert.deepEqual(await standing(taken.bill), paidOnce);
  assert.equal(await taken.lost(), 31200n);
});

test("cancelled and voided over a broken line, the drawer and the books agree", async () => {
  const bill = await world.bill();
  const ask = async () => {
    const asked = { agent: "A2", billingNumber: bill.billingNumber };
    return (await tills.post("/ask", asked)).collections[0];
  };
  await tills.fault("dropMidAnswer", { match: { operation: "CANCEL" } });
  const { reference } = await ask();
  assert.equal((await tills.post("/cancel", { reference })).state, "cancelled");
  assert.equal(await statusOf(bill), "open");
  const again = await ask();
  assert.equal((await tills.post("/confirm", { reference: again.reference })).state, "confirmed");
  await tills.fault("loseAnswer", { match: { operation: "VOID" } });
  assert.equal((await tills.post("/void", { reference: again.reference })).state, "voided");
  assert.deepEqual(await standing(bill), { bill: "open", payments: 0 });
});

test("a company that was killed knows its drawers, and finishes what it had begun", async () => {
  const stateFile = join(mkdtempSync(join(tmpdir(), "cash-")), "state.jsonl");
  const first = await startTills(world, stateFile);
  const bill = await world.bill();
  await first.fault("neverConfirm", { match: { operation: "CONFIRM" } });
  await first.collect(bill);
  await first.close();
  assert.equal(await statusOf(bill), "claimed");
  const second = await startTills(world, stateFile);
  await second.becomes(bill, "confirmed");
  assert.equal(await second.drawer("A1"), "31200");
  await second.close();
});

test("what all drawers hold is what the floats lost, and every bill was paid once", async () => {
  const { rows } = await world.db
    .selectFrom("cash_collection")
    .select(({ fn }) => [fn.sum<string>("amount_minor").as("sum")])
    .where("status", "=", "confirmed")
    .execute()
    .then((found) => ({ rows: found }));
  const drawers = BigInt(await tills.drawer("A1")) + BigInt(await tills.drawer("A2"));
  // The killed company kept books of its own: one more bill.
  assert.equal(drawers + 31200n, BigInt(rows[0]?.sum ?? "0"));
  const { free, held } = await world.floats();
  assert.equal(BigInt(free) + BigInt(held) + drawers + 31200n, 1_000_000n);
  await until(async () => ((await world.floats()).held === "0" ? true : undefined));
});
