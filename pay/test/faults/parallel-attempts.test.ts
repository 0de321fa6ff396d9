import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { newBill, openPayWorld, until, type PayWorld } from "../pay-world.ts";

let world: PayWorld;
before(async () => (world = await openPayWorld()));
after(async () => await world.close());

const attempts = 200;
const rails = ["card", "esadad", "instant", "cash"] as const;

test("200 parallel attempts on one bill: one captured, no claim held, the rest goes back", async () => {
  const bill = (await world.portal("POST", "/v1/bills", newBill())).json;
  const attempt = async (number: number): Promise<string> => {
    const rail = rails[number % rails.length] ?? "card";
    if (rail === "card") {
      const path = `/v1/bills/${bill.id}/charges`;
      const started = await world.portal("POST", path, { rail });
      assert.ok([201, 409].includes(started.status), JSON.stringify(started.json));
      if (started.status === 201) await world.bank.pay(started.json.redirectUrl);
      return started.status === 201 ? "started" : started.json.type;
    }
    const received = await receivePayment(world.deps, {
      rail,
      bill: { institutionId: "transport", billId: bill.id },
      railTransactionId: randomUUID(),
      amount: { amountMinor: 31_200n, currency: "ILS" },
      paidAt: new Date(),
    });
    return received.kind;
  };
  const became = await Promise.all(
    Array.from({ length: attempts }, (_, number) => attempt(number)),
  );
  assert.ok(became.filter((one) => one === "captured").length <= 1);
  const counts = await until(async () => {
    const { rows } = await sql<{ captured: number; held: number; surplus: bigint; due: bigint }>`
      select (count(*) filter (where status = 'captured'))::int as captured,
        (count(*) filter (where status in ('created', 'pending')))::int as held,
        coalesce(sum(taken_minor) filter (where status <> 'captured'), 0)::bigint as surplus,
        (select coalesce(sum(amount_minor), 0)::bigint from refund) as due
      from charge where bill_id = ${bill.id}`.execute(world.db);
    return rows[0]?.held === 0 ? rows[0] : undefined;
  });
  assert.equal(counts.captured, 1);
  assert.ok(counts.surplus > 0n);
  assert.equal(counts.due, counts.surplus, "all that paid nothing is on its way back");
  const shown = (await world.portal("GET", `/v1/bills/${bill.id}`)).json;
  assert.equal(shown.status, "paid");
  const { rows: differences } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(differences, []);
});
