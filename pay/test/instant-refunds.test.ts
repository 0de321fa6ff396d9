import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { chargeReference } from "#src/rails/instant/charge-reference.ts";
import { startInstantBank, type InstantBank } from "./instant-bank.ts";
import { newBill, openPayWorld, until, type Json, type PayWorld } from "./pay-world.ts";

let bank: InstantBank;
let world: PayWorld;
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld(bank.environment);
  await bank.settings({ notificationUrl: `${world.url}/rails/instant/notifications` });
  await sql`
    insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('transport', 'transport', 'ILS', 1000000, 'mona.abdo')`.execute(world.db);
});
after(async () => {
  await world.close();
  await bank.close();
});

type Paid = Readonly<{ chargeId: string; payment: Json }>;

/** A bill that Layla paid by its code. */
const pay = async (): Promise<Paid> => {
  const { json: bill } = await world.portal("POST", "/v1/bills", newBill());
  const path = `/v1/bills/${bill.id}/charges`;
  const { json: charge } = await world.portal("POST", path, { rail: "instant" });
  const { rows } = await sql<{ code: string }>`
    select rail_state ->> 'code' as code from charge where id = ${charge.id}`.execute(world.db);
  await bank.scan("layla", rows[0]?.code ?? "");
  const payment = await until(async () => {
    const { json } = await world.portal("GET", `/v1/bills/${bill.id}/payments`);
    return json.payments[0];
  });
  return { chargeId: charge.id, payment };
};

/** The biller sends money back; how that ended. What was put off is asked for at once. */
const refund = async ({ payment }: Paid, amountMinor: string): Promise<string> => {
  const amount = { amountMinor, currency: "ILS" };
  const body = { amount, reason: "serviceNotGiven", note: "the vehicle was sold" };
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, body);
  assert.equal(asked.status, 201, JSON.stringify(asked.json));
  return await until(async () => {
    await sql`update outbox set due_at = now() where due_at > now()`.execute(world.db);
    world.deps.kickOutbox();
    const { status } = (await world.portal("GET", `/v1/refunds/${asked.json.id}`)).json;
    return ["returned", "refusedByRail"].includes(status) ? status : undefined;
  });
};

const returnedTo = async ({ chargeId }: Paid): Promise<string[]> =>
  (await bank.truth("layla")).returns
    .filter(({ transactionId }) => transactionId.startsWith(chargeReference(chargeId)))
    .map(({ amountMinor }) => amountMinor);

const fault = async (operation: string, ...kinds: string[]): Promise<void> => {
  for (const kind of kinds) await bank.fault({ kind, match: { operation }, times: 1 });
};

test("a transfer that was done, not answered, and refused when sent again, is returned", async () => {
  const paid = await pay();
  await fault("TRANSFER", "error500Done", "conflict");
  assert.equal(await refund(paid, "5000"), "returned");
  assert.deepEqual(await returnedTo(paid), ["5000"]);
});

test("a refusal is not believed while the bank does not say what became of the transfer", async () => {
  const paid = await pay();
  await fault("TRANSFER", "error500Done", "conflict", "conflict");
  await fault("TRANSFER_STATUS", "error500", "badSignature");
  assert.equal(await refund(paid, "5000"), "returned");
  assert.deepEqual(await returnedTo(paid), ["5000"]);
});

test("a transfer that is refused and was never done stays with its biller", async () => {
  const paid = await pay();
  await fault("TRANSFER", "error500", "conflict");
  assert.equal(await refund(paid, "5000"), "refusedByRail");
  assert.deepEqual(await returnedTo(paid), []);
});
