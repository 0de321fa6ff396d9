import assert from "node:assert/strict";
import { currencies, depositMinor } from "./parties.ts";
import { add, inOrder, rowsOf } from "./rows.ts";
import { netMinor } from "./sim-bank.ts";
import type { World } from "./world.ts";

const laneDifferences = `
  select a.institution_id, a.owner, a.currency, a.balance_minor, b.balance_minor as other
  from account_balance a left join account_balance b on b.kind = 'laneClearing'
    and b.institution_id = a.owner and b.owner = a.institution_id and b.currency = a.currency
  where a.kind = 'laneClearing' and a.institution_id <> a.owner
    and a.balance_minor + coalesce(b.balance_minor, 0) <> 0`;

/** What one lane owes another is what the other is owed. */
export const laneClearingAgrees = async (world: World): Promise<void> =>
  assert.deepEqual(await rowsOf(world, laneDifferences), [], "lanes agree");

/** No payment company has collected more than it paid in. */
export const agentsHaveFloat = async (world: World): Promise<void> => {
  const inDebit = `select kind, owner, currency, balance_minor from account_balance
    where kind in ('agentFloat', 'agentHold') and balance_minor > 0`;
  assert.deepEqual(await rowsOf(world, inDebit), [], "no float is below zero");
};

/** The float is what was paid in, less the cash that is in the drawers; nothing is held. */
export const checkFloat = async (world: World): Promise<void> => {
  const expected = new Map(currencies.map((currency) => [`agentFloat ${currency}`, depositMinor]));
  for (const order of world.bank.orders.values()) {
    if (order.rail === "cash") add(expected, `agentFloat ${order.currency}`, -netMinor(order));
  }
  const found = new Map<string, bigint>();
  const floats = `select kind, currency, balance_minor from account_balance
    where kind in ('agentFloat', 'agentHold')`;
  for (const { kind, currency, balance_minor } of await rowsOf(world, floats)) {
    add(found, `${kind} ${currency}`, -BigInt(balance_minor ?? 0));
  }
  assert.deepEqual(inOrder(found), inOrder(expected), "floats are what drawers leave of them");
};
