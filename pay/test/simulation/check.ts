import assert from "node:assert/strict";
import { agentsHaveFloat, laneClearingAgrees } from "./check-accounts.ts";
import { checkPages } from "./check-pages.ts";
import { checkTold } from "./check-told.ts";
import { checkTruth } from "./check-truth.ts";
import { rowsOf } from "./rows.ts";
import type { SimBill, World } from "./world.ts";

/** Holds at every moment, whatever is under way. */
export const checkBooks = async (world: World): Promise<void> => {
  assert.deepEqual(await rowsOf(world, "select * from ledger_difference"), []);
  const lanes = `select institution_id, currency from account_slot group by 1, 2
    having sum(debits_minor - credits_minor) <> 0`;
  assert.deepEqual(await rowsOf(world, lanes), [], "each lane sums to zero");
  const claims = `select b.id from bill b join charge c on c.institution_id = b.institution_id
    and c.id = b.claimed_by where b.status = 'claimed' and c.status not in ('created', 'pending')`;
  assert.deepEqual(await rowsOf(world, claims), [], "no claim of an ended attempt");
  const shares = `select s.id from charge s join charge c on c.id = s.basket_charge_id
    where (s.status in ('created', 'pending')) <> (c.status in ('created', 'pending'))`;
  assert.deepEqual(await rowsOf(world, shares), [], "shares end with their basket");
  await laneClearingAgrees(world);
  await agentsHaveFloat(world);
};

/** After everything is settled. Gives how many bills are paid. */
export const checkEverything = async (world: World, bills: readonly SimBill[]): Promise<number> => {
  await checkBooks(world);
  assert.deepEqual(await rowsOf(world, "select id from bill where status = 'claimed'"), []);
  await checkTruth(world);
  await checkTold(world);
  return await checkPages(world, bills);
};
