import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { getCharge, listCharges, type ChargeRow } from "#src/charge/charge-queries.ts";
import { claimBill, openCharge } from "#src/charge/open-charge.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { reverseCharge } from "#src/charge/reverse-payment.ts";
import { cards } from "./bank.ts";
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
});
after(async () => await world.close());

const makeBill = async (billerCode: string, amountMinor: string): Promise<BillRow> => {
  const amount = { amountMinor, currency: "ILS" };
  const made = await world.portal("POST", "/v1/bills", newBill({ billerCode, amount }));
  const bill = await findBillByNumber(world.db, made.json.billingNumber);
  assert.ok(bill);
  return bill;
};
const makeThree = async (): Promise<BillRow[]> => [
  await makeBill("transport", "31200"),
  await makeBill("municipality", "5000"),
  await makeBill("transport", "1999"),
];
const basketOf = async (bills: readonly BillRow[]): Promise<BillRow> => {
  const made = await makeBasket(world.db, bills);
  assert.ok(made.ok);
  return made.value;
};
const keyOf = (bill: BillRow) => ({ institutionId: bill.institution_id, billId: bill.id });
const now = async (bill: BillRow): Promise<BillRow> => {
  const found = await findBillByNumber(world.db, bill.billing_number);
  assert.ok(found);
  return found;
};
const statuses = async (bills: readonly BillRow[]): Promise<string[]> =>
  await Promise.all(bills.map(async (bill) => (await now(bill)).status));

/** Starts an attempt over the card rail; undefined where it is refused. */
const start = async (bill: BillRow): Promise<ChargeRow | undefined> => {
  const claimed = await claimBill(world.deps, {
    bill: keyOf(bill),
    rail: "card",
    returnUrl: undefined,
  });
  if (!claimed.ok) return undefined;
  const opened = await openCharge(world.deps, claimed.value, "ar");
  assert.ok(opened.ok);
  return opened.value;
};
const ask = async (charge: ChargeRow, gaveUp = false): Promise<ChargeRow> =>
  await askRail(
    world.deps,
    await getCharge(world.db, { institutionId: charge.institution_id, chargeId: charge.id }),
    { gaveUp },
  );
const receive = async (bill: BillRow) =>
  await receivePayment(world.deps, {
    rail: "esadad",
    bill: keyOf(bill),
    railTransactionId: randomUUID(),
    amount: { amountMinor: bill.amount_minor, currency: bill.currency },
    paidAt: new Date(),
  });

/** Nothing lost, nothing double, no lane out of balance, no claim of an attempt that ended. */
const booksAgree = async (): Promise<void> => {
  const none = async (query: ReturnType<typeof sql>): Promise<void> => {
    const { rows } = await query.execute(world.db);
    assert.deepEqual(rows, []);
  };
  await none(sql`select * from ledger_difference`);
  await none(sql`select institution_id, currency, sum(balance_minor) from account_balance
    group by 1, 2 having sum(balance_minor) <> 0`);
  // What one lane owes another is what the other is owed.
  await none(sql`select a.institution_id, a.owner, a.balance_minor, b.balance_minor as other
    from account_balance a left join account_balance b on b.kind = 'laneClearing'
      and b.institution_id = a.owner and b.owner = a.institution_id and b.currency = a.currency
    where a.kind = 'laneClearing' and a.institution_id <> a.owner
      and a.balance_minor + coalesce(b.balance_minor, 0) <> 0`);
  // A bill holds what its standing payments paid, and no more than it is.
  await none(sql`select b.id from bill b where b.kind = 'bill' and b.paid_minor <>
    coalesce((select sum(p.amount_minor) from payment p where p.bill_id = b.id
      and p.reversed_at is null), 0)`);
  // What rails took is what pays bills, went back or is on its way back.
  await none(sql`select c.id, c.taken_minor from charge c
    where c.basket_charge_id is null and c.status <> 'reversed' and c.taken_minor <>
      coalesce((select sum(p.amount_minor) from payment p join charge s on s.id = p.charge_id
        where p.reversed_at is null and (s.id = c.id or s.basket_charge_id = c.id)), 0)
      + coalesce((select sum(r.amount_minor) from refund r where r.charge_id = c.id), 0)`);
  await none(sql`select b.id from bill b join charge c on c.id = b.claimed_by
    where b.status = 'claimed' and c.status not in ('created', 'pending')`);
  await none(sql`select s.id from charge s join charge c on c.id = s.basket_charge_id
    where (s.status in ('created', 'pending')) <> (c.status in ('created', 'pending'))`);
};

test("one card payment pays three bills of two institutions, each with its own receipt", async () => {
  const bills = await makeThree();
  const basket = await basketOf(bills);
  assert.equal(basket.amount_minor, 38_199n);
  assert.equal((await basketOf(bills)).id, basket.id, "the same bills are the same basket");
  const charge = await start(basket);
  assert.deepEqual(await statuses(bills), ["claimed", "claimed", "claimed"]);
  await world.bank.pay(charge?.redirect_url ?? "");
  assert.ok(charge);
  assert.equal((await ask(charge)).status, "captured");
  assert.deepEqual(await statuses([...bills, basket]), ["paid", "paid", "paid", "paid"]);
  const { rows } = await sql<{ owner: string; sum: bigint }>`
    select a.institution_id || ' ' || a.kind || ' ' || a.owner as owner,
      sum(p.amount_minor)::bigint as sum
    from transfer t join posting p on p.transfer_id = t.id
      join ledger_account a on a.id = p.account_id
    where t.source_id in (select id::text from charge where id = ${charge.id}
      or basket_charge_id = ${charge.id}) group by 1 order by 1`.execute(world.db);
  assert.deepEqual(
    rows.map((row) => `${row.owner} ${row.sum}`),
    [
      "finance laneClearing ramallah -5000",
      "finance laneClearing transport -33199",
      "finance railClearing card 38199",
      "ramallah billerPayable municipality -5000",
      "ramallah laneClearing finance 5000",
      "transport billerPayable transport -33199",
      "transport laneClearing finance 33199",
    ],
  );
  const receipts = await world.db
    .selectFrom("receipt")
    .select("number")
    .where(
      "bill_id",
      "in",
      bills.map((bill) => bill.id),
    )
    .execute();
  assert.equal(receipts.length, 3);
  await booksAgree();
});

test("a declined or abandoned attempt frees every bill at once", async () => {
  const bills = await makeThree();
  const basket = await basketOf(bills);
  const first = await start(basket);
  assert.ok(first);
  assert.equal(await start(bills[0] as BillRow), undefined, "a bill of it is held");
  await world.bank.pay(first.redirect_url ?? "", cards.declined);
  assert.equal((await ask(first)).status, "failed");
  assert.deepEqual(await statuses(bills), ["open", "open", "open"]);
  const second = await start(basket);
  assert.ok(second);
  // Who drops the attempt at one of the bills drops all of it.
  const share = (await listCharges(world.db, await now(bills[1] as BillRow)))[0];
  assert.ok(share);
  assert.equal((await ask(share, true)).status, "cancelled");
  assert.deepEqual(await statuses([...bills, basket]), ["open", "open", "open", "open"]);
  await booksAgree();
});

test("all or none is claimed: a bill that another attempt holds keeps the others free", async () => {
  const bills = await makeThree();
  const basket = await basketOf(bills);
  const other = await start(bills[1] as BillRow);
  assert.ok(other);
  assert.equal(await start(basket), undefined);
  assert.deepEqual(await statuses(bills), ["open", "claimed", "open"]);
  await booksAgree();
});

test("a bill that was paid meanwhile gives its share back; the others are paid", async () => {
  const bills = await makeThree();
  const basket = await basketOf(bills);
  const charge = await start(basket);
  assert.ok(charge);
  assert.equal((await receive(bills[1] as BillRow)).kind, "captured");
  await world.bank.pay(charge.redirect_url ?? "");
  await ask(charge);
  assert.deepEqual(await statuses(bills), ["paid", "paid", "paid"]);
  const net = await until(async () => {
    const order = (await world.bank.truth()).get(charge.id);
    return order?.returnedMinor === "5000" ? order.netMinor : undefined;
  });
  assert.equal(net, "33199");
  const share = (await listCharges(world.db, await now(bills[1] as BillRow))).find(
    (one) => one.basket_charge_id,
  );
  const ended = await until(async () => {
    const one =
      share && (await getCharge(world.db, { institutionId: "ramallah", chargeId: share.id }));
    return one?.status === "refunded" ? one.status : undefined;
  });
  assert.equal(ended, "refunded");
  await booksAgree();
});

test("a basket that a bank pays of its own accord, and takes back, is owed again bill by bill", async () => {
  const bills = await makeThree();
  const basket = await basketOf(bills);
  const received = await receive(basket);
  assert.equal(received.kind, "captured");
  assert.deepEqual(await statuses([...bills, basket]), ["paid", "paid", "paid", "paid"]);
  const again = await receive(basket);
  assert.equal(again.kind, "suspended");
  const reversed = await reverseCharge(world.deps, received.charge, "bank error");
  assert.equal(reversed.kind, "reversed");
  assert.deepEqual(await statuses([...bills, basket]), ["open", "open", "open", "open"]);
  await booksAgree();
});

test("whatever happens: each bill once, money in is bills paid and money returned", async () => {
  const step = fc.record({
    what: fc.constantFrom("start", "pay", "decline", "drop", "ask", "receive", "reverse"),
    on: fc.integer({ min: 0, max: 4 }),
  });
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 3, maxLength: 14 }), async (steps) => {
      const bills = await makeThree();
      const targets = [...bills, await basketOf(bills), await basketOf(bills.slice(1))];
      const charges: ChargeRow[] = [];
      const lastOf = (bill: BillRow) => charges.findLast((one) => one.bill_id === bill.id);
      for (const { what, on } of steps) {
        const bill = targets[on] as BillRow;
        const charge = lastOf(bill);
        if (what === "start") {
          const started = await start(bill);
          if (started) charges.push(started);
        } else if (what === "receive") charges.push((await receive(bill)).charge);
        else if (!charge) continue;
        else if (what === "pay") await world.bank.pay(charge.redirect_url ?? "http://127.0.0.1:1");
        else if (what === "decline") {
          await world.bank.pay(charge.redirect_url ?? "http://127.0.0.1:1", cards.declined);
        } else if (what === "reverse" && charge.rail === "esadad") {
          await reverseCharge(world.deps, charge, "test");
        } else if (charge.rail === "card") await ask(charge, what === "drop");
      }
      for (const charge of charges) if (charge.rail === "card") await ask(charge, true);
      await booksAgree();
    }),
    { numRuns: 40 },
  );
});

test("a bill owed again is held by the attempt that is still under way", async () => {
  const bills = await makeThree();
  const charge = await start(await basketOf(bills));
  const bill = bills[1] as BillRow;
  const received = await receive(bill);
  await reverseCharge(world.deps, received.charge, "bank error");
  assert.equal((await now(bill)).status, "claimed");
  assert.equal(await start(bill), undefined);
  assert.ok(charge);
  await ask(charge, true);
  assert.deepEqual(await statuses(bills), ["open", "open", "open"]);
  await booksAgree();
});

test("at once: baskets that share bills, their bills alone, and banks that pay by themselves", async () => {
  for (let round = 0; round < 5; round += 1) {
    const bills = await makeThree();
    const all = [...bills, await basketOf(bills), await basketOf(bills.slice(1))];
    const started = await Promise.all(all.map((bill) => start(bill)));
    const charges = started.filter((one) => one !== undefined);
    assert.ok(charges.length > 0);
    await Promise.all([
      ...charges.map((charge) => world.bank.pay(charge.redirect_url ?? "")),
      ...all.map((bill) => receive(bill)),
    ]);
    await Promise.all(charges.map((charge) => ask(charge, true)));
    assert.deepEqual(await statuses(bills), ["paid", "paid", "paid"]);
    await booksAgree();
  }
});
