import assert from "node:assert/strict";
import type { Text } from "@gov/kit/text.ts";
import { payerTexts } from "#src/payer/payer-texts.ts";
import { refundedTexts } from "#src/refund/refund-notice.ts";
import { publicUrl } from "./gateway.ts";
import { add, rowsOf } from "./rows.ts";
import type { SimBill, World } from "./world.ts";

/** What the ledger owes billers for each bill, before any refund. */
const credited = `select c.bill_id as id, -p.amount_minor as sum
  from transfer t join charge c on c.id::text = t.source_id
    join posting p on p.institution_id = t.institution_id and p.transfer_id = t.id
    join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
      and a.kind = 'billerPayable'
  where t.source_kind in ('capture', 'reversal')`;

/** What billers sent back of each bill, when the rail has done it. */
const sentBack = `select c.bill_id as id, r.amount_minor as sum
  from refund r join charge c on c.id = r.charge_id
  where r.reason = 'byBiller' and r.status = 'returned'`;

/**
 * What the ledger has of each basket: what its standing payment gave to the lanes of its bills, and
 * what of it no bill needed any more, which went to suspense.
 */
const basketsCredited = `
  select c.bill_id as id, -p.amount_minor as sum
  from bill b join charge c on c.institution_id = b.institution_id and c.bill_id = b.id
    join transfer t on t.source_id = c.id::text and t.source_kind in ('capture', 'reversal')
    join posting p on p.institution_id = t.institution_id and p.transfer_id = t.id
    join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
      and a.kind = 'laneClearing'
  where b.kind = 'basket'
  union all select c.bill_id, -p.amount_minor
  from bill b join charge c on c.institution_id = b.institution_id and c.bill_id = b.id
      and c.status = 'captured'
    join refund r on r.institution_id = c.institution_id and r.charge_id = c.id
      and r.reason = 'billSettled'
    join transfer t on t.source_kind = 'surplus' and t.source_id = c.id || '/' || r.position
    join posting p on p.institution_id = t.institution_id and p.transfer_id = t.id
    join ledger_account a on a.institution_id = p.institution_id and a.id = p.account_id
      and a.kind = 'suspense'
  where b.kind = 'basket'`;

const sumsByBill = async (world: World, query: string): Promise<Map<string, bigint>> => {
  const sums = new Map<string, bigint>();
  for (const { id, sum } of await rowsOf(world, query)) add(sums, String(id), BigInt(sum ?? 0));
  return sums;
};

const says = (page: string, text: Text): boolean =>
  page.includes(text.ar) || page.includes(text.en);

/** What the payer reads is what the ledger has. Gives how many bills are paid. */
export const checkPages = async (world: World, bills: readonly SimBill[]): Promise<number> => {
  const inLedger = await sumsByBill(world, credited);
  const returned = await sumsByBill(world, sentBack);
  for (const [id, sum] of await sumsByBill(world, basketsCredited)) inLedger.set(id, sum);
  let paid = 0;
  for (const bill of bills) {
    const whole = inLedger.get(bill.id) === bill.amountMinor;
    if (whole) paid += 1;
    const page = await world.call(async ({ app }) => {
      const response = await app.fetch(new Request(`${publicUrl}/pay/${bill.number}`));
      assert.equal(response.status, 200);
      return await response.text();
    });
    const gone = says(page, refundedTexts.refunded);
    assert.equal(says(page, payerTexts.paid) || gone, whole, `page of ${bill.number}`);
    const back = returned.get(bill.id) ?? 0n;
    assert.equal(gone, whole && back >= bill.amountMinor, `refunds on the page of ${bill.number}`);
    assert.ok(!says(page, payerTexts.underWay), "nothing is under way");
  }
  return paid;
};
