import assert from "node:assert/strict";
import { openDatabase } from "@gov/kit/db.ts";
import type { Text } from "@gov/kit/text.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { publicUrl, startGateway } from "./gateway.ts";
import { netMinor } from "./sim-bank.ts";
import type { SimBill, World } from "./world.ts";

type Row = Record<string, string | bigint | null>;

const rowsOf = async (world: World, query: string): Promise<Row[]> =>
  (await world.monitor.query<Row>(query)).rows;

/** Holds at every moment, whatever is under way. */
export const checkBooks = async (world: World): Promise<void> => {
  assert.deepEqual(await rowsOf(world, "select * from ledger_difference"), []);
  const lanes = `select institution_id, currency from account_slot group by 1, 2
    having sum(debits_minor - credits_minor) <> 0`;
  assert.deepEqual(await rowsOf(world, lanes), [], "each lane sums to zero");
  const claims = `select b.id from bill b join charge c on c.institution_id = b.institution_id
    and c.id = b.claimed_by where b.status = 'claimed' and c.status not in ('created', 'pending')`;
  assert.deepEqual(await rowsOf(world, claims), [], "no claim of an ended attempt");
};

const inOrder = (sums: ReadonlyMap<string, bigint>): string[] =>
  [...sums].map(([key, sum]) => `${key} ${sum}`).toSorted((a, b) => (a < b ? -1 : 1));

const add = (sums: Map<string, bigint>, key: string, amountMinor: bigint): void => {
  const sum = (sums.get(key) ?? 0n) + amountMinor;
  if (sum === 0n) sums.delete(key);
  else sums.set(key, sum);
};

/** Every unit that a bank took is where the ledger says, or back with its payer. */
const checkTruth = async (world: World, bills: readonly SimBill[]): Promise<void> => {
  const kept = new Map<string, bigint>();
  const owed = new Map<string, bigint>();
  const posted = new Map<string, bigint>();
  for (const { id, taken } of await rowsOf(
    world,
    `select coalesce(t.transaction_id, c.id::text) as id, c.taken_minor as taken
     from charge c left join rail_transaction t on t.charge_id = c.id`,
  )) {
    posted.set(String(id), BigInt(taken ?? 0));
  }
  for (const order of world.bank.orders.values()) {
    assert.equal(posted.get(order.id) ?? 0n, order.takenMinor, `taken for ${order.id}`);
    add(kept, `${order.billId} ${order.currency}`, netMinor(order));
    add(owed, `${order.rail} ${order.currency}`, netMinor(order));
  }
  const paid = new Map<string, bigint>();
  for (const row of await rowsOf(
    world,
    "select id, currency, paid_minor, amount_minor from bill",
  )) {
    assert.ok(BigInt(row["paid_minor"] ?? 0) <= BigInt(row["amount_minor"] ?? 0), "paid once");
    add(paid, `${row["id"]} ${row["currency"]}`, BigInt(row["paid_minor"] ?? 0));
  }
  assert.deepEqual(inOrder(paid), inOrder(kept), "what banks kept is what bills were paid with");
  assert.ok(paid.size <= bills.length);
  const clearing = new Map<string, bigint>();
  const balances = `select kind, owner, currency, sum(balance_minor) as sum from account_balance
    where kind in ('railClearing', 'suspense') group by 1, 2, 3`;
  for (const { kind, owner, currency, sum } of await rowsOf(world, balances)) {
    if (kind === "suspense") assert.equal(BigInt(sum ?? 0), 0n, `suspense of ${owner}`);
    else add(clearing, `${owner} ${currency}`, BigInt(sum ?? 0));
  }
  assert.deepEqual(inOrder(clearing), inOrder(owed), "each rail's balance");
};

const says = (page: string, text: Text): boolean =>
  page.includes(text.ar) || page.includes(text.en);

/** What the payer reads is what the ledger has. Gives how many bills are paid. */
const checkPages = async (
  world: World,
  url: string,
  bills: readonly SimBill[],
): Promise<number> => {
  const db = openDatabase<PayDatabase>(url, { max: 4 });
  const { app } = startGateway(db, {});
  const inLedger = new Map<string, bigint>();
  const credited = `select c.bill_id as id, sum(p.amount_minor) as sum
    from posting p join ledger_account a on a.institution_id = p.institution_id
      and a.id = p.account_id and a.kind = 'railClearing'
    join transfer t on t.institution_id = p.institution_id and t.id = p.transfer_id
    join charge c on c.id::text = left(t.source_id, 36) group by 1`;
  for (const { id, sum } of await rowsOf(world, credited)) {
    inLedger.set(String(id), BigInt(sum ?? 0));
  }
  let paid = 0;
  const check = async (bill: SimBill): Promise<void> => {
    const response = await app.fetch(new Request(`${publicUrl}/pay/${bill.number}`));
    const text = await response.text();
    const whole = inLedger.get(bill.id) === bill.amountMinor;
    if (whole) paid += 1;
    assert.equal(response.status, 200);
    assert.equal(says(text, payerTexts.paid), whole, `page of ${bill.number}`);
    assert.ok(!says(text, payerTexts.underWay), "nothing is under way");
  };
  for (let from = 0; from < bills.length; from += 4) {
    await Promise.all(bills.slice(from, from + 4).map(check));
  }
  await db.destroy();
  return paid;
};

export const checkEverything = async (
  world: World,
  url: string,
  bills: readonly SimBill[],
): Promise<number> => {
  await checkBooks(world);
  assert.deepEqual(await rowsOf(world, "select id from bill where status = 'claimed'"), []);
  await checkTruth(world, bills);
  return await checkPages(world, url, bills);
};
