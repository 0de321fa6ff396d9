import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { claimBill, openCharge } from "#src/charge/open-charge.ts";
import { reverseCharge } from "#src/charge/reverse-payment.ts";
import { newBill, openPayWorld, until, type PayWorld } from "./pay-world.ts";

let world: PayWorld;
before(async () => {
  world = await openPayWorld();
  await world.portal("PUT", "/v1/billers/municipality", {
    name: { ar: "بلدية رام الله", en: "Ramallah Municipality" },
    institution: "ramallah",
    ibans: [{ currency: "ILS", iban: "PS92PALS000000000400123456702" }],
    serviceTypes: [],
  });
  await sql`insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('ramallah', 'municipality', 'ILS', 100000, 'mona.abdo')`.execute(world.db);
});
after(async () => await world.close());

const makeBill = async (billerCode: string, amountMinor: string): Promise<BillRow> => {
  const amount = { amountMinor, currency: "ILS" };
  const made = await world.portal("POST", "/v1/bills", newBill({ billerCode, amount }));
  const bill = await findBillByNumber(world.db, made.json.billingNumber);
  assert.ok(bill);
  return bill;
};

/** A basket of two institutions' bills, paid by card. */
const payBasket = async (): Promise<{ bills: readonly BillRow[]; charge: ChargeRow }> => {
  const bills = [await makeBill("transport", "31200"), await makeBill("municipality", "5000")];
  const basket = await makeBasket(world.db, bills);
  assert.ok(basket.ok);
  const { institution_id: institutionId, id: billId } = basket.value;
  const bill = { institutionId, billId };
  const claimed = await claimBill(world.deps, { bill, rail: "card", returnUrl: undefined });
  assert.ok(claimed.ok);
  const opened = await openCharge(world.deps, claimed.value, "ar");
  assert.ok(opened.ok);
  await world.bank.pay(opened.value.redirect_url ?? "");
  const charge = await askRail(world.deps, opened.value);
  assert.equal(charge.status, "captured");
  return { bills, charge };
};

/** The biller of a bill sends a part of its payment back; waits until the rail has done it. */
const refund = async (bill: BillRow | undefined, amountMinor: string): Promise<void> => {
  const { json } = await world.portal("GET", `/v1/bills/${bill?.id}/payments`);
  const [payment] = json.payments;
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: { amountMinor, currency: "ILS" },
    reason: "wrongAmount",
    note: "counted twice",
  });
  assert.equal(asked.status, 201, JSON.stringify(asked.json));
  await until(async () => {
    const now = await world.portal("GET", `/v1/refunds/${asked.json.id}`);
    return now.json.status === "returned" ? true : undefined;
  });
};

const balances = async (): Promise<string[]> => {
  const { rows } = await sql<{ line: string }>`
    select institution_id || ' ' || kind || ' ' || owner || ' ' || balance_minor as line
    from account_balance where kind in ('railClearing', 'laneClearing', 'suspense')
      and balance_minor <> 0 order by 1`.execute(world.db);
  return rows.map(({ line }) => line);
};

test("a refund of a basket's share goes back through both lanes", async () => {
  const { bills } = await payBasket();
  await refund(bills[1], "1500");
  // The rail owes the treasury what it kept, and each lane owes the other the same.
  assert.deepEqual(await balances(), [
    "finance laneClearing ramallah -3500",
    "finance laneClearing transport -31200",
    "finance railClearing card 34700",
    "ramallah laneClearing finance 3500",
    "transport laneClearing finance 31200",
  ]);
});

test("a basket with a share that its biller refunded is not undone half: a person looks", async () => {
  const { bills, charge } = await payBasket();
  await refund(bills[1], "5000");
  const before = await balances();
  const reversed = await reverseCharge(world.deps, charge, "chargeback");
  assert.equal(reversed.kind, "disputed");
  assert.deepEqual(await balances(), before);
  const { rows } = await sql<{ kind: string }>`
    select kind from break where charge_id = ${charge.id} and closed_at is null`.execute(world.db);
  assert.deepEqual(rows, [{ kind: "railTookBack" }]);
});
