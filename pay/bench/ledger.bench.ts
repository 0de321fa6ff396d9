import pg from "pg";
import { sql } from "kysely";
import { openDatabase } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { createLog } from "@gov/kit/log.ts";
import { findCharge } from "#src/charge/charge-queries.ts";
import { settleCharge } from "#src/charge/settle-charge.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { ensureLedgerMonths } from "#src/ledger/ledger-queries.ts";
import { prepareTpcb, runTpcb } from "./tpcb.ts";

// Captured bills a second (bill, charge, ledger, receipt, timeline and outbox in one transaction)
// beside TPC-B-like transactions a second on the same server in the same run.

const callers = Number(process.env["CALLERS"] ?? 16);
const seconds = Number(process.env["SECONDS"] ?? 8);
const prepared = 40_000;

/** Transactions a second with `callers` at once; `work` gives false when nothing is left. */
const measure = async (work: () => Promise<boolean>): Promise<number> => {
  const began = performance.now();
  let done = 0;
  const caller = async (): Promise<void> => {
    while (performance.now() - began < seconds * 1_000 && (await work())) done += 1;
  };
  await Promise.all(Array.from({ length: callers }, caller));
  return done / ((performance.now() - began) / 1_000);
};

const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
const db = openDatabase<PayDatabase>(database.url, { max: callers });
const pool = new pg.Pool({ connectionString: database.url, max: callers });
await ensureLedgerMonths(db);
await prepareTpcb(pool);
await sql`insert into institution (institution_id) values ('transport')`.execute(db);
await sql`insert into biller (institution_id, code, name_ar, name_en)
  values ('transport', 'transport', 'النقل', 'Transport')`.execute(db);
await db.transaction().execute(async (tx) => {
  await sql`insert into bill (institution_id, biller_code, client_id, reference, billing_number,
      description_ar, description_en, amount_minor, currency)
    select 'transport', 'transport', 'portal', n::text, (100000000000000 + n)::text, 'رخصة',
      'Licence', 31200, 'ILS' from generate_series(1, ${prepared}) as n`.execute(tx);
  await sql`insert into charge (institution_id, bill_id, rail, status, amount_minor, currency,
      expires_at)
    select institution_id, id, 'card', 'pending', amount_minor, currency,
      now() + interval '1 hour' from bill`.execute(tx);
  await sql`update bill set status = 'claimed', claimed_by = charge.id from charge
    where charge.bill_id = bill.id`.execute(tx);
});
await sql`vacuum analyze`.execute(db);
const ids = await db.selectFrom("charge").select("id").execute();
const deps: PayDeps = {
  db,
  log: createLog("bench", "silent"),
  publicUrl: "http://localhost:3002",
  rails: {},
  chargeLifetimeS: 1_800,
  railTimeoutMs: 1_000,
  encryptionKey: new Uint8Array(32),
  insideHosts: [],
  kickOutbox: () => undefined,
};
const taken = { kind: "taken", returnedMinor: 0n, reference: "1", means: undefined } as const;

const tpcb = await measure(async () => {
  await runTpcb(pool);
  return true;
});
const captured = await measure(async () => {
  const next = ids.pop();
  const charge = next && (await findCharge(db, next.id));
  if (!charge) return false;
  await settleCharge(deps, charge, { ...taken, takenMinor: 31_200n });
  return true;
});
const figures = {
  callers,
  tpcbPerSecond: Math.round(tpcb),
  capturedPerSecond: Math.round(captured),
  ratio: Number((captured / tpcb).toFixed(2)),
};
process.stdout.write(`${JSON.stringify(figures)}\n`);
await pool.end();
await db.destroy();
await database.drop();
