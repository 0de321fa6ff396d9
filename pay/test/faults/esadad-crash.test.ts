import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { migrate } from "@gov/kit/migrate.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { esadadEnvironment, startEsadadHub, type EsadadHub } from "../esadad-hub.ts";
import { createCaller, freePort, migrations, newBill, payEnvironment } from "../pay-world.ts";
import { transport, type Caller } from "../pay-world.ts";
import { startTokenIssuer, type TokenIssuer } from "../token-issuer.ts";
import { startPayProcess } from "./pay-process.ts";
import { createRandom } from "../simulation/random.ts";

const seed = Number(process.env["SEED"] ?? randomInt(1_000_000));
const rounds = 4;
const billsARound = 10;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database<PayDatabase>;
let hub: EsadadHub;
let issuer: TokenIssuer;
let portal: Caller;
let environment: Record<string, string>;

before(async () => {
  database = await createTestDatabase(migrations);
  await migrate(database.url, migrations);
  db = openDatabase<PayDatabase>(database.url, { max: 4 });
  issuer = await startTokenIssuer();
  const port = await freePort();
  hub = await startEsadadHub(`http://localhost:${port}`);
  environment = {
    ...payEnvironment({
      port,
      databaseUrl: database.url,
      bankUrl: "http://localhost:1",
      issuerUrl: issuer.url,
    }),
    ...esadadEnvironment(hub.url),
  };
  const token = await issuer.token({ clientId: "portal", scope: "bills:write billers:write" });
  portal = createCaller(`http://localhost:${port}`, token);
});

after(async () => {
  await hub.close();
  await db.destroy();
  await issuer.close();
  await database.drop();
});

/** One bill and what payers' banks do with it: pay, pay twice, too little, no bill, take back. */
const payOne = async (random: () => number): Promise<void> => {
  const bill = (await portal("POST", "/v1/bills", newBill())).json;
  const number: string = random() < 0.15 ? newBillingNumber() : bill.billingNumber;
  const kinds = ["payTwice", "wrongAmount", "reverse"] as const;
  const operation = random() < 0.4 ? kinds[Math.floor(random() * kinds.length)] : undefined;
  if (operation) await hub.fault({ kind: operation, match: { number } });
  const wire = ["dropMidAnswer", "timeoutDone", "otherGuidTwice", "sameGuidTwice"] as const;
  const kind = wire[Math.floor(random() * wire.length)] ?? "sameGuidTwice";
  if (random() < 0.5) await hub.fault({ kind, match: { number, operation: "NOTIFICATION" } });
  await hub.pay({ number, amountMinor: "31200" });
};

const stillOpen = async (): Promise<number> => {
  await sql`update outbox set due_at = now() where due_at > now()`.execute(db);
  const { rows } = await sql<{ open: number }>`
    select ((select count(*) from esadad_transaction where status in ('heard', 'takenBack'))
      + (select count(*) from refund where status = 'due'))::int as open`.execute(db);
  return (rows[0]?.open ?? 0) + (await hub.notifications()).undelivered.length;
};

test(`four kill -9 while banks pay lose and double nothing (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const random = createRandom(seed);
  let pay = await startPayProcess(environment);
  await portal("PUT", "/v1/billers/transport", transport);
  for (let round = 0; round < rounds; round += 1) {
    await Promise.all(Array.from({ length: billsARound }, () => payOne(random)));
    await pause(Math.floor(random() * 40));
    await pay.kill();
    pay = await startPayProcess(environment);
  }
  const deadline = Date.now() + 30_000;
  while ((await stillOpen()) > 0 && Date.now() < deadline) await pause(100);
  assert.equal(await stillOpen(), 0, "nothing is left undecided");
  await pay.kill();
  await checkEverything(t);
});

const checkEverything = async (t: { diagnostic: (message: string) => void }): Promise<void> => {
  const payments = await hub.payments();
  const rows = await db.selectFrom("rail_transaction").select("transaction_id").execute();
  const posted = new Set(rows.map((row) => row.transaction_id));
  const unposted = payments.filter((one) => !posted.has(one.trx));
  assert.ok(
    unposted.every((one) => one.takenBack),
    "only what was taken back at once is not posted",
  );
  const bills = await db.selectFrom("bill").selectAll().execute();
  for (const bill of bills) {
    const own = payments.filter((one) => one.number === bill.billing_number);
    const kept = own.reduce((sum, one) => sum + BigInt(one.netMinor), 0n);
    assert.equal(kept, bill.status === "paid" ? bill.amount_minor : 0n, "what the banks kept");
  }
  const { rows: balances } = await sql<{ kind: string; balance: bigint }>`
    select kind, sum(balance_minor)::bigint as balance from account_balance group by 1`.execute(db);
  const balanceOf = (kind: string) => balances.find((one) => one.kind === kind)?.balance ?? 0n;
  const net = payments.reduce((sum, one) => sum + BigInt(one.netMinor), 0n);
  assert.equal(balanceOf("railClearing"), net, "the ledger has what the hub has");
  assert.equal(balanceOf("suspense"), 0n, "what was too much went back");
  const { rows: differences } = await sql`select * from ledger_difference`.execute(db);
  assert.deepEqual(differences, []);
  const paid = bills.filter((bill) => bill.status === "paid").length;
  t.diagnostic(`${bills.length} bills, ${payments.length} payments, ${paid} paid`);
};
