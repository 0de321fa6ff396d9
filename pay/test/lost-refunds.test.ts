import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import {
  billIs,
  makeBill,
  netIs,
  openEsadadWorld,
  railBalances,
  type EsadadWorld,
} from "./esadad-world.ts";
import { until, type Json } from "./pay-world.ts";

let world: EsadadWorld;
before(async () => {
  world = await openEsadadWorld();
  await sql`
    insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('transport', 'transport', 'ILS', 1000000, 'mona.abdo')`.execute(world.db);
});
after(async () => await world.close());

const pay = async (): Promise<{ number: string; payment: Json }> => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  await world.esadad.pay({ number, amountMinor: "31200" });
  await billIs(world, bill, "paid");
  const { json } = await world.portal("GET", `/v1/bills/${bill.id}/payments`);
  return { number, payment: json.payments[0] };
};

const refund = async (payment: Json, amountMinor: string): Promise<string> => {
  const amount = { amountMinor, currency: "ILS" };
  const body = { amount, reason: "serviceNotGiven", note: "the vehicle was sold" };
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, body);
  assert.equal(asked.status, 201, JSON.stringify(asked.json));
  return asked.json.id;
};

/** Until it has ended, one way or the other; what was put off is asked for at once. */
const endOf = (id: string): Promise<string> =>
  until(async () => {
    await sql`update outbox set due_at = now() where due_at > now()`.execute(world.db);
    world.deps.kickOutbox();
    const { status } = (await world.portal("GET", `/v1/refunds/${id}`)).json;
    return ["returned", "refusedByRail"].includes(status) ? status : undefined;
  });

const fault = (number: string, kind: string) =>
  world.esadad.fault({ kind, match: { operation: "REFUND", number }, times: 1 });

const owedBefore = async (): Promise<bigint> =>
  BigInt((await railBalances(world))["railClearing"] ?? "0");

test("a refund that the hub did, did not answer, and refuses when asked again, is returned", async () => {
  const start = await owedBefore();
  const { number, payment } = await pay();
  await fault(number, "error500Done");
  await fault(number, "decline");
  const id = await refund(payment, "5000");
  assert.equal(await endOf(id), "returned");
  await netIs(world, number, "26200");
  assert.equal((await owedBefore()) - start, 26200n);
});

test("a refund that the hub refuses and never did stays with its biller", async () => {
  const start = await owedBefore();
  const { number, payment } = await pay();
  assert.equal(await endOf(await refund(payment, "700")), "returned");
  await fault(number, "error500");
  await fault(number, "decline");
  const id = await refund(payment, "5000");
  assert.equal(await endOf(id), "refusedByRail");
  await netIs(world, number, "30500");
  assert.equal((await owedBefore()) - start, 30500n);
});
