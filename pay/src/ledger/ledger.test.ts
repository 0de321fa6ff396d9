import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { inTransaction, openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase, type TestDatabase } from "@gov/kit/db-test.ts";
import { money } from "@gov/kit/money.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { balancedTransfer, captureTransfer, surplusTransfer } from "./ledger.ts";
import { ensurePostingMonths, postTransfer } from "./ledger-queries.ts";

let database: TestDatabase;
let db: Database<PayDatabase>;
before(async () => {
  database = await createTestDatabase(new URL("../../migrations/", import.meta.url));
  db = openDatabase<PayDatabase>(database.url, { max: 4 });
  await ensurePostingMonths(db);
  await ensurePostingMonths(db);
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

test("a transfer that does not balance is refused in code", () => {
  const surplus = surplusTransfer(from, 1, money(5n, "ILS"));
  const postings = surplus.postings.map((one) => ({ ...one, amountMinor: 5n }));
  assert.throws(() => balancedTransfer({ ...surplus, postings }), /does not balance/);
});

/** Each is refused by the database itself, whatever the code above it does. */
const refused: [what: string, statements: string, error: RegExp][] = [
  ["a transfer without postings", newTransfer("a", "ILS"), /not balanced/],
  ["one leg", `${newTransfer("b", "ILS")}; ${leg("b", 1, "ILS", 7)}`, /not balanced/],
  [
    "legs that do not sum to zero",
    `${newTransfer("c", "ILS")}; ${leg("c", 1, "ILS", 7)}; ${leg("c", 2, "ILS", -6)}`,
    /not balanced/,
  ],
  [
    "two currencies in one transfer",
    `${newTransfer("d", "ILS")}; ${leg("d", 1, "ILS", 7)}; ${leg("d", 2, "JOD", -7)}`,
    /foreign key/,
  ],
  ["a third leg later", leg("capture", 3, "ILS", 7), /not balanced/],
  ["a changed posting", "update posting set amount_minor = 1", /only ever added to/],
  ["a deleted posting", "delete from posting", /only ever added to/],
  ["a changed transfer", "update transfer set currency = 'USD'", /only ever added to/],
  ["an emptied ledger", "truncate posting", /only ever added to/],
];

function newTransfer(source: string, currency: string): string {
  return `insert into transfer (institution_id, source_kind, source_id, currency)
    values ('transport', 'surplus', '${source}', '${currency}')`;
}
function leg(source: string, position: number, currency: string, amount: number): string {
  const id = source === "capture" ? "source_kind = 'capture'" : `source_id = '${source}'`;
  return `insert into posting
      (institution_id, transfer_id, position, account_id, currency, amount_minor, posted_at)
    select 'transport', t.id, ${position}, a.id, '${currency}', ${amount}, t.posted_at
    from transfer t, ledger_account a where t.${id} and a.kind = 'railClearing'`;
}

test("the database refuses what would break the ledger", async () => {
  for (const [what, statements, error] of refused) {
    const attempt = inTransaction(db, async (tx) => {
      for (const statement of statements.split("; ")) await sql.raw(statement).execute(tx);
    });
    await assert.rejects(attempt, error, what);
  }
});

test("this month's postings are in its own partition", async () => {
  const { rows } = await sql<{ name: string }>`
    select distinct tableoid::regclass::text as name from posting`.execute(db);
  assert.match(rows[0]?.name ?? "", /^posting_\d{4}_\d{2}$/);
});
