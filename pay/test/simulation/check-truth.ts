import assert from "node:assert/strict";
import { checkFloat } from "./check-accounts.ts";
import { add, inOrder, rowsOf } from "./rows.ts";
import { netMinor } from "./sim-bank.ts";
import type { World } from "./world.ts";

/** What a rail knows a charge by: its own transaction, the charge, or that of the basket. */
const ofOrder = `coalesce(t.transaction_id, root.id::text) as id
  from charge c
    join charge root on root.id = coalesce(c.basket_charge_id, c.id)
    left join rail_transaction t on t.charge_id = root.id`;

const sumsOf = async (world: World, query: string): Promise<Map<string, bigint>> => {
  const sums = new Map<string, bigint>();
  for (const { id, sum } of await rowsOf(world, query)) add(sums, String(id), BigInt(sum ?? 0));
  return sums;
};

const taken = `select c.taken_minor as sum, ${ofOrder} where c.basket_charge_id is null`;

/** What the ledger says that the rail owes for a charge, in whatever lane. */
const owed = `select p.amount_minor as sum, ${ofOrder}
    join transfer f on left(f.source_id, 36) = c.id::text
    join posting p on p.institution_id = f.institution_id and p.transfer_id = f.id
    join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
      and a.kind = 'railClearing'`;

/** What payments stand for a charge, less what billers sent back of them. */
const kept = `select m.amount_minor as sum, ${ofOrder}
    join (select charge_id, amount_minor from payment where reversed_at is null
      union all
      select charge_id, -amount_minor from refund where reason = 'byBiller' and status = 'returned')
      m on m.charge_id = c.id`;

/** Every unit that a bank took is where the ledger says, or back with its payer. */
export const checkTruth = async (world: World): Promise<void> => {
  const truth = { taken: new Map<string, bigint>(), net: new Map<string, bigint>() };
  for (const order of world.bank.orders.values()) {
    add(truth.taken, order.id, order.takenMinor);
    add(truth.net, order.id, netMinor(order));
  }
  const agrees = async (query: string, sums: ReadonlyMap<string, bigint>, words: string) =>
    assert.deepEqual(inOrder(await sumsOf(world, query)), inOrder(sums), words);
  await agrees(taken, truth.taken, "what banks took is what was posted");
  await agrees(owed, truth.net, "what banks kept is what rails owe");
  await agrees(kept, truth.net, "what banks kept is what paid bills");
  const wrongBills = `select b.id from bill b where b.paid_minor > b.amount_minor
    or b.kind = 'bill' and b.paid_minor <> coalesce((select sum(p.amount_minor) from payment p
      where p.bill_id = b.id and p.reversed_at is null), 0)`;
  assert.deepEqual(await rowsOf(world, wrongBills), [], "a bill is paid by its payments, once");
  const waiting = `select institution_id, owner, currency, balance_minor from account_balance
    where kind = 'suspense' and balance_minor <> 0`;
  assert.deepEqual(await rowsOf(world, waiting), [], "nothing is left in suspense");
  await checkFloat(world);
};
