import pg from "pg";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { captureTransfer } from "#src/ledger/ledger.ts";
import { ensureLedgerMonths } from "#src/ledger/ledger-queries.ts";
import { createLedgerWriter } from "#src/ledger/ledger-writer.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { fillLedger } from "./fill-ledger.ts";
import { measure, median, print, rounded, type Measured } from "./measure.ts";
import { hasPgbench, preparePgbench, runPgbench } from "./pgbench.ts";

// Transfers a second, every one touching the same busy account, with all constraints on, beside
// pgbench's TPC-B-like transactions on the same server in the same run, turn by turn.

const serverUrl = process.env["TEST_DATABASE_URL"] ?? "";
const seconds = Number(process.env["SECONDS"] ?? 5);
const turns = Number(process.env["TURNS"] ?? 3);
/** The slower a commit, the more callers wait for one. */
const callerCounts = [64, 512, 2_048] as const;
const millions = Number(process.env["MILLION_POSTINGS"] ?? 10);

const runLedger = async (db: Database<PayDatabase>, callers: number): Promise<Measured> => {
  const writer = createLedgerWriter(db, { maxInFlight: 4 });
  const parts = [{ billerCode: "transport", amountMinor: 31_200n }];
  const measured = await measure(callers, seconds, async () => {
    const from = { institutionId: "transport", chargeId: newOrderedId(), rail: "card" };
    const posted = await writer.post(captureTransfer(from, "ILS", parts));
    if (!posted.ok) throw new Error(posted.error);
    return true;
  });
  await writer.close();
  return measured;
};

const setCommitDelay = async (microseconds: number): Promise<void> => {
  const admin = new pg.Client({ connectionString: serverUrl });
  await admin.connect();
  await admin.query(`alter system set commit_delay = ${microseconds}`);
  await admin.query(`alter system set commit_siblings = ${microseconds === 0 ? 5 : 0}`);
  await admin.query("select pg_reload_conf()");
  await admin.end();
};

type Turn = Readonly<{ tpcb: number; ledger: readonly Measured[] }>;

const takeTurns = async (db: Database<PayDatabase>, tpcbUrl: string): Promise<Turn[]> => {
  const taken: Turn[] = [];
  for (let turn = 0; turn < turns; turn += 1) {
    const { tps } = await runPgbench(tpcbUrl, seconds);
    const ledger: Measured[] = [];
    for (const callers of callerCounts) ledger.push(await runLedger(db, callers));
    taken.push({ tpcb: tps, ledger });
  }
  return taken;
};

const report = (what: string, taken: readonly Turn[]): void => {
  const each = (value: (measured: Measured, tpcb: number) => number, digits = 2) =>
    callerCounts.map((_, place) => {
      const values = taken.map(({ tpcb, ledger }) => {
        const measured = ledger[place];
        return measured ? value(measured, tpcb) : Number.NaN;
      });
      return rounded(median(values), digits);
    });
  print({
    what,
    tpcbPerSecond: Math.round(median(taken.map(({ tpcb }) => tpcb))),
    callers: callerCounts,
    ledgerPerSecond: each(({ perSecond }) => perSecond, 0),
    ratio: each(({ perSecond }, tpcb) => perSecond / tpcb),
    p50Ms: each(({ p50Ms }) => p50Ms),
    p99Ms: each(({ p99Ms }) => p99Ms),
  });
};

if (!(await hasPgbench())) {
  process.stdout.write("pgbench is not on this machine (Debian: postgresql-contrib). Not run.\n");
  process.exit(1);
}
const database = await createTestDatabase(new URL("../migrations/", import.meta.url));
const db = openDatabase<PayDatabase>(database.url, { max: 8 });
await ensureLedgerMonths(db);
const tpcb = await preparePgbench(serverUrl);
await runLedger(db, 64);

report("transfers, every commit on disk", await takeTurns(db, tpcb.url));
await setCommitDelay(5_000);
report("transfers, commits take 5 ms longer", await takeTurns(db, tpcb.url));
await setCommitDelay(0);

const before = [await runLedger(db, 512), await runLedger(db, 512), await runLedger(db, 512)];
await fillLedger(db, millions * 1_000_000);
const after = [await runLedger(db, 512), await runLedger(db, 512), await runLedger(db, 512)];
const { rows } = await sql<{ legs: bigint }>`select count(*) as legs from transfer_leg`.execute(db);
const speed = (runs: readonly Measured[]) => median(runs.map((one) => one.perSecond));
print({
  what: "transfers with many postings in the ledger",
  postings: Number((rows[0]?.legs ?? 0n) * 2n),
  fewPerSecond: Math.round(speed(before)),
  manyPerSecond: Math.round(speed(after)),
  ratio: rounded(speed(after) / speed(before)),
});
const { rows: differences } = await sql`select * from ledger_difference`.execute(db);
print({ what: "differences between balances and legs", differences: differences.length });
await tpcb.drop();
await db.destroy();
await database.drop();
