import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { money } from "@gov/kit/money.ts";
import type { Credit } from "#src/rails/instant/iso/credit-notice.ts";
import { takeCredit } from "#src/rails/instant/take-credit.ts";
import { decodeAndVerifySummary } from "@gov/kit/document/cose-qr.ts";
import { listReceiptKeys } from "#src/receipt/signing-key-queries.ts";
import { payerAccounts } from "../../dev/sandbox/instant/accounts.ts";
import { startInstantBank, type InstantBank } from "./instant-bank.ts";
import { newBill, openPayWorld, type Json, type PayWorld } from "./pay-world.ts";

let bank: InstantBank;
let world: PayWorld;
before(async () => {
  bank = await startInstantBank();
  world = await openPayWorld(bank.environment);
});
after(async () => {
  await world.close();
  await bank.close();
});

const billsEach = 4;
/** Credits of few bills: several for one, told again, too little, too much, for nobody. */
const credits = fc.array(
  fc.record({
    bill: fc.integer({ min: 0, max: billsEach }),
    reference: fc.nat(6),
    amountMinor: fc.constantFrom(31_200n, 31_200n, 100n, 40_000n),
  }),
  { minLength: 1, maxLength: 20 },
);
type Told = Readonly<{ bill: number; reference: number; amountMinor: bigint }>;

const makeBills = async (): Promise<Json[]> =>
  await Promise.all(
    Array.from({ length: billsEach }, async () => {
      return (await world.portal("POST", "/v1/bills", newBill())).json;
    }),
  );

const creditOf = (told: Told, bills: readonly Json[], space: string): Credit => ({
  // A bank's reference belongs to one bill and one amount; repeating it is telling it again.
  bankReference: `${space}${told.bill}${told.reference}${told.amountMinor}`,
  reference: "NOTPROVIDED",
  billingNumber: bills[told.bill]?.billingNumber ?? "999999999999999",
  amount: money(told.amountMinor, "ILS"),
  payerIban: payerAccounts[0]?.iban ?? "",
  bookedAt: new Date("2026-03-01T09:30:00Z"),
});

/** What the bills came to: paid, taken for them, and on its way back. */
const standOf = async (bills: readonly Json[]): Promise<unknown[]> =>
  await Promise.all(
    bills.map(async (bill) => {
      const { rows } = await sql`
        select b.status, b.paid_minor,
          (select count(*) from payment p where p.bill_id = b.id) as payments,
          (select count(*) from receipt r where r.bill_id = b.id and r.cose is not null) as signed,
          (select coalesce(sum(c.taken_minor), 0) from charge c where c.bill_id = b.id) as taken,
          (select coalesce(sum(f.amount_minor), 0) from refund f join charge c on c.id = f.charge_id
            where c.bill_id = b.id) as back
        from bill b where b.id = ${bill.id}`.execute(world.db);
      return rows[0];
    }),
  );

test("credits told together end as they would one by one", async () => {
  await fc.assert(
    fc.asyncProperty(credits, async (all) => {
      const [together, apart] = [randomUUID().slice(0, 8), randomUUID().slice(0, 8)];
      const [billsTogether, billsApart] = [await makeBills(), await makeBills()];
      const found = await Promise.all(
        all.map((told) => takeCredit(world.deps, creditOf(told, billsTogether, together))),
      );
      const expected: string[] = [];
      for (const told of all) {
        expected.push(await takeCredit(world.deps, creditOf(told, billsApart, apart)));
      }
      assert.deepEqual(found, expected);
      assert.deepEqual(await standOf(billsTogether), await standOf(billsApart));
    }),
    { numRuns: 20 },
  );
  const { rows } = await sql`select * from ledger_difference`.execute(world.db);
  assert.deepEqual(rows, []);
});

test("every receipt is signed as it is issued, by a key that everybody can look up", async () => {
  const [bill] = await makeBills();
  const told = { bill: 0, reference: 0, amountMinor: 31_200n };
  await takeCredit(world.deps, creditOf(told, [bill], randomUUID().slice(0, 8)));
  const receipt = await world.db
    .selectFrom("receipt")
    .select(["number", "cose"])
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  const keys = await listReceiptKeys(world.db);
  const read = decodeAndVerifySummary(receipt.cose ?? Buffer.alloc(0), (kid) => keys.get(kid));
  assert.equal(read.ok && read.value.number, receipt.number);
  assert.equal(read.ok && read.value.subject, "312.00 ₪");
});
