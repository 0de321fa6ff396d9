import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import fc from "fast-check";
import { sql } from "kysely";
import { inTransaction, openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { money } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import {
  captureTransfer,
  checkedTransfer,
  surplusTransfer,
  type Transfer,
} from "#src/ledger/ledger.ts";
import { ensureLedgerMonths, postTransfer } from "#src/ledger/ledger-queries.ts";
import { createLedgerWriter } from "#src/ledger/ledger-writer.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";

let database: TestDatabase;
let db: Database<PayDatabase>;
before(async () => {
  database = await createTestDatabase(new URL("../migrations/", import.meta.url));
  db = openDatabase<PayDatabase>(database.url, { max: 4 });
  await ensureLedgerMonths(db);
  await ensureLedgerMonths(db);
});
after(async () => {
  await db.destroy();
  await database.drop();
});

const from = { institutionId: "transport", chargeId: "c-1", rail: "card" };
const parts = [{ billerCode: "transport", amountMinor: 100n }];
const post = () => inTransaction(db, (tx) => postTransfer(tx, captureTransfer(from, "ILS", parts)));

test("the same source posts once, however many ask at the same time", async () => {
  const ids = await Promise.all(Array.from({ length: 20 }, post));
  assert.equal(new Set(ids).size, 1);
  const { rows } = await sql<{ count: bigint }>`select count(*) from posting`.execute(db);
  assert.equal(rows[0]?.count, 2n);
});

test("what is no transfer is refused in code", () => {
  const surplus = surplusTransfer(from, 1, money(5n, "ILS"));
  const [whole] = surplus.legs;
  assert.ok(whole);
  const wrong = [[], [{ ...whole, amountMinor: 0n }], [{ ...whole, credit: whole.debit }]];
  for (const legs of wrong) {
    assert.throws(() => checkedTransfer({ ...surplus, legs }), /is not one/);
  }
});

/** Each is refused by the database itself, whatever the code above it does. */
const refused: [what: string, statements: string, error: RegExp][] = [
  ["a leg of nothing", leg("railClearing", "billerPayable", 0), /leg_amount_check/],
  ["a leg to itself", leg("railClearing", "railClearing", 5), /check/],
  [
    "accounts of two currencies",
    `insert into ledger_account (institution_id, kind, owner, currency)
      values ('transport', 'suspense', 'odd', 'JOD'); ${leg("railClearing", "suspense", 5)}`,
    /has no account/,
  ],
  [
    "a balance without its other side",
    `update account_slot set debits_minor = debits_minor + 1, entries = entries + 1
      where account_id = (select id from ledger_account where kind = 'railClearing')`,
    /do not sum to zero/,
  ],
  ["a balance that shrinks", "update account_slot set entries = entries - 1", /only ever added to/],
  ["a changed leg", "update transfer_leg set amount_minor = 1", /only ever added to/],
  ["a deleted leg", "delete from transfer_leg", /only ever added to/],
  ["a changed transfer", "update transfer set currency = 'USD'", /only ever added to/],
  ["an emptied ledger", "truncate transfer_leg", /only ever added to/],
];

function leg(debit: string, credit: string, amount: number): string {
  const account = (kind: string) =>
    `array[(select max(id) from ledger_account where kind = '${kind}')]`;
  return `select post_transfers(0, '{transport}', '{ILS}', '{surplus}', ${account(debit)},
    ${account(credit)}, '{1}', array[uuidv7()], '{odd}', '{1}', '{${amount}}')`;
}

test("the database refuses what would break the ledger", async () => {
  for (const [what, statements, error] of refused) {
    const attempt = inTransaction(db, async (tx) => {
      for (const statement of statements.split("; ")) await sql.raw(statement).execute(tx);
    });
    await assert.rejects(attempt, error, what);
  }
});

test("this month's legs are in their own partition", async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct tableoid::regclass::text as name from transfer_leg`.execute(db);
  assert.match(rows[0]?.name ?? "", /^transfer_leg_\d{4}_\d{2}$/);
});

const between = (debit: string, credit: string, amountMinor: bigint, source: string): Transfer => ({
  institutionId: "finance",
  sourceKind: "floatDeposit",
  sourceId: source,
  currency: "ILS",
  legs: [
    {
      debit: { kind: debit === "bank" ? "railClearing" : "agentFloat", owner: debit },
      credit: { kind: credit === "bank" ? "railClearing" : "agentFloat", owner: credit },
      amountMinor,
    },
  ],
});

test("a guarded account never falls below zero, and its neighbours in the batch are posted", async () => {
  const writer = createLedgerWriter(db);
  const paidIn = await writer.post(between("bank", "one", 100n, "g-0"));
  assert.ok(paidIn.ok);
  const takes = Array.from({ length: 30 }, (_, index) =>
    writer.post(between("one", "bank", 7n, `g-take-${index}`)),
  );
  const other = writer.post(between("bank", "two", 5n, "g-other"));
  const results = await Promise.all(takes);
  assert.equal(results.filter((one) => one.ok).length, 14);
  assert.ok((await other).ok);
  await writer.close();
});

const balances = async () => {
  const { rows } = await sql<{ owner: string; balance: bigint }>`
    select owner, balance_minor as balance from account_balance
    where institution_id = 'finance' and owner like 'p-%'`.execute(db);
  return new Map(rows.map((row) => [row.owner, row.balance]));
};

test("batches from several writers add up to what was sent, each cause once", async () => {
  const writers = [createLedgerWriter(db, { maxItems: 7 }), createLedgerWriter(db)];
  const owners = ["p-a", "p-b", "p-c", "p-d"] as const;
  const move = fc.record({
    debit: fc.constantFrom(...owners),
    credit: fc.constantFrom(...owners),
    amount: fc.bigInt({ min: 1n, max: 1_000_000n }),
    times: fc.integer({ min: 1, max: 3 }),
  });
  const expected = new Map<string, bigint>();
  const add = (owner: string, amount: bigint) =>
    expected.set(owner, (expected.get(owner) ?? 0n) + amount);
  await fc.assert(
    fc.asyncProperty(fc.array(move, { maxLength: 60 }), async (moves) => {
      const sent = moves.filter(({ debit, credit }) => debit !== credit);
      const posts = sent.flatMap(({ debit, credit, amount, times }) => {
        add(debit, amount);
        add(credit, -amount);
        const sourceId = newOrderedId();
        const legs = [
          {
            debit: { kind: "laneClearing" as const, owner: debit },
            credit: { kind: "laneClearing" as const, owner: credit },
            amountMinor: amount,
          },
        ];
        return Array.from({ length: times }, async (_, index) =>
          writers[index % 2]?.post({
            institutionId: "finance",
            sourceKind: "laneMove",
            sourceId,
            currency: "ILS",
            legs,
          }),
        );
      });
      for (const posted of await Promise.all(posts)) assert.ok(posted?.ok);
      const now = await balances();
      for (const [owner, amount] of expected) assert.equal(now.get(owner), amount);
      const { rows } = await sql`select * from ledger_difference`.execute(db);
      assert.deepEqual(rows, []);
    }),
    { numRuns: 15 },
  );
  await Promise.all(writers.map((writer) => writer.close()));
});

test("a cause that was posted with another amount is a bug that shows", async () => {
  const other = captureTransfer(from, "ILS", [{ billerCode: "transport", amountMinor: 101n }]);
  const writer = createLedgerWriter(db);
  await assert.rejects(writer.post(other), /is another one/);
  await writer.close();
});
