import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { inquirePayments } from "#src/rails/esadad/inquire-payments.ts";
import {
  billIs,
  billStatus,
  makeBill,
  openEsadadWorld,
  railBalances,
  type EsadadWorld,
} from "./esadad-world.ts";
import type { Json } from "./pay-world.ts";

let world: EsadadWorld;
before(async () => {
  world = await openEsadadWorld();
});
after(async () => await world.close());

type Paid = Readonly<{ bill: Json; number: string; trx: string }>;

const pay = async (): Promise<Paid> => {
  const bill = await makeBill(world);
  const number = bill.billingNumber;
  const [payment] = await world.esadad.pay({ number, amountMinor: "31200" });
  await billIs(world, bill, "paid");
  return { bill, number, trx: payment?.trx ?? "" };
};

/** Asks as if the payment had been heard of so long ago; gives in how many hours it is asked again. */
const inquireAfter = async ({ trx }: Paid, age: string): Promise<number | null> => {
  await sql`update esadad_transaction
    set received_at = now() - ${age}::interval, next_inquiry_at = now()
    where trx = ${trx}`.execute(world.db);
  await inquirePayments(world);
  const { rows } = await sql<{ hours: number | null }>`
    select ceil(extract(epoch from next_inquiry_at - now()) / 3600)::float8 as hours
    from esadad_transaction where trx = ${trx}`.execute(world.db);
  return rows[0]?.hours ?? null;
};

const owed = async (): Promise<bigint> =>
  BigInt((await railBalances(world))["railClearing"] ?? "0");

test("a payment that was taken back without a notice is found and owed again, once", async () => {
  const start = await owed();
  const paid = await pay();
  assert.equal((await owed()) - start, 31200n);
  const lost = {
    kind: "timeoutNotDone",
    match: { operation: "NOTIFICATION", number: paid.number },
  };
  await world.esadad.fault({ ...lost, times: 100_000 });
  await world.esadad.reverse(paid.trx);
  assert.equal(await billStatus(world, paid.bill), "paid", "nobody told us");
  await inquireAfter(paid, "1 hour");
  assert.equal(await billStatus(world, paid.bill), "open");
  assert.equal(await owed(), start);
  await inquireAfter(paid, "1 day");
  assert.equal(await owed(), start);
});

test("a payment that stands is asked about an hour, a day and a week after, then no more", async () => {
  const paid = await pay();
  const before = await railBalances(world);
  assert.equal(await inquireAfter(paid, "1 hour"), 23);
  assert.equal(await inquireAfter(paid, "1 day"), 144);
  assert.equal(await inquireAfter(paid, "7 days"), null);
  assert.equal(await billStatus(world, paid.bill), "paid");
  assert.deepEqual(await railBalances(world), before);
});

test("a hub that does not answer, or not as itself, is asked again soon and changes nothing", async () => {
  const paid = await pay();
  for (const kind of ["error500", "badSignature"]) {
    await world.esadad.fault({ kind, match: { operation: "INQUIRY", number: paid.number } });
    assert.equal(await inquireAfter(paid, "7 days"), 1, kind);
  }
  assert.equal(await billStatus(world, paid.bill), "paid");
});
