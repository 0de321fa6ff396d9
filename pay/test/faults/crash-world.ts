import assert from "node:assert/strict";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { migrate } from "@gov/kit/migrate.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { createCaller, freePort, migrations, payEnvironment, transport } from "../pay-world.ts";
import type { Caller } from "../pay-world.ts";
import { startTokenIssuer } from "../token-issuer.ts";

/** What stands around a `pay` that runs as a process of its own while something is killed. */
export type CrashWorld = Readonly<{
  db: Database<PayDatabase>;
  payUrl: string;
  environment: Record<string, string>;
  portal: Caller;
  /** How often each status was answered to the portal. */
  answered: Map<number, number>;
  /** Every webhook that came, by its id. */
  heard: Map<string, string>;
  /** Makes the biller and its webhook endpoint, once `pay` serves. */
  introduce: () => Promise<void>;
  close: () => Promise<void>;
}>;

const scope = "bills:write bills:read charges:write charges:read billers:write webhooks:write";

export const openCrashWorld = async (input: {
  databaseUrl: string;
  /** Gives what the rails need to know, when it is known where `pay` will be. */
  rails: (payUrl: string) => Promise<{ bankUrl: string } & Record<string, string>>;
}): Promise<CrashWorld> => {
  const { databaseUrl } = input;
  await migrate(databaseUrl, migrations);
  const db = openDatabase<PayDatabase>(databaseUrl, { max: 4 });
  const issuer = await startTokenIssuer();
  const heard = new Map<string, string>();
  const listener = createServer((request, response) => {
    let body = "";
    request.on("data", (part) => (body += part));
    request.on("end", () => {
      heard.set(String(request.headers["webhook-id"]), body);
      response.writeHead(204).end();
    });
  });
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const port = await freePort();
  const payUrl = `http://localhost:${port}`;
  const { bankUrl, ...more } = await input.rails(payUrl);
  const common = payEnvironment({ port, databaseUrl, bankUrl, issuerUrl: issuer.url });
  const call = createCaller(payUrl, await issuer.token({ clientId: "portal", scope }));
  const answered = new Map<number, number>();
  const portal: Caller = async (...asked) => {
    const answer = await call(...asked);
    answered.set(answer.status, (answered.get(answer.status) ?? 0) + 1);
    return answer;
  };
  const introduce = async (): Promise<void> => {
    await portal("PUT", "/v1/billers/transport", transport);
    await portal("PUT", "/v1/webhook-endpoints/portal", {
      url: `http://localhost:${(listener.address() as AddressInfo).port}/`,
      secret: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
      clientId: "portal",
      eventTypes: ["bill.paid"],
    });
  };
  const close = async (): Promise<void> => {
    listener.close();
    listener.closeAllConnections();
    await db.destroy();
    await issuer.close();
  };
  const environment = { ...common, ...more };
  return { db, payUrl, environment, portal, answered, heard, introduce, close };
};

/** What is not decided yet. Time is moved in the rows: what waits for its time is due now. */
const countOpen = async (db: Database<PayDatabase>): Promise<number> => {
  await sql`update charge set next_check_at = now()
    where status in ('created', 'pending') and next_check_at > now()`.execute(db);
  await sql`update outbox set due_at = now() where due_at > now() + interval '1 second'`.execute(
    db,
  );
  const { rows } = await sql<{ open: number }>`
    select ((select count(*) from charge where status in ('created', 'pending'))
      + (select count(*) from refund where status = 'due')
      + (select count(*) from outbox))::int as open`.execute(db);
  return rows[0]?.open ?? 0;
};

const settledWithinMs = 30_000;

/** Waits until every attempt, refund and message has come to its end. */
export const untilSettled = async (
  db: Database<PayDatabase>,
  alsoOpen = (): Promise<number> => Promise.resolve(0),
): Promise<void> => {
  const deadline = Date.now() + settledWithinMs;
  for (;;) {
    const open = (await countOpen(db)) + (await alsoOpen());
    if (open === 0) return;
    assert.ok(Date.now() < deadline, `${open} are left undecided`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
};

/** Payers who left: their attempts end when the rail says that nothing was taken. */
export const passChargeLifetime = async (db: Database<PayDatabase>): Promise<void> => {
  await sql`update charge set expires_at = now()
    where status in ('created', 'pending') and expires_at > now()`.execute(db);
};

/** What the rails' own books say: what they keep for a bill's charges, and for all bills. */
export type Truth = Readonly<{
  keptFor: (bill: BillRow, charges: readonly ChargeRow[]) => bigint;
  netMinor: bigint;
}>;

/** Bills, pages, messages, receipts and ledger say what the rails say. Gives how many are paid. */
export const checkEverything = async (
  { db, payUrl, heard }: CrashWorld,
  truth: Truth,
): Promise<number> => {
  const bills = await db.selectFrom("bill").selectAll().where("kind", "<>", "basket").execute();
  const charges = await db.selectFrom("charge").selectAll().execute();
  let paid = 0;
  for (const bill of bills) {
    const own = charges.filter((one) => one.bill_id === bill.id);
    const captured = own.filter((one) => one.status === "captured");
    assert.ok(captured.length <= 1, "captured once or not at all");
    assert.equal(captured.length === 1, bill.status === "paid");
    assert.notEqual(bill.status, "claimed", "every claim is released");
    const owed = bill.status === "paid" ? bill.amount_minor : 0n;
    assert.equal(truth.keptFor(bill, own), owed, "what the rails kept");
    const page = await fetch(`${payUrl}/pay/${bill.billing_number}`);
    const shown = (await page.text()).includes("الفاتورة مدفوعة");
    assert.equal(shown, bill.status === "paid", "the payer's page says what the ledger has");
    paid += captured.length;
  }
  assert.equal(heard.size, paid, "one message for each paid bill");
  const receipts = await db.selectFrom("receipt").select("number").execute();
  assert.equal(receipts.length, paid);
  await checkLedger(db, truth.netMinor);
  return paid;
};

const checkLedger = async (db: Database<PayDatabase>, netMinor: bigint): Promise<void> => {
  const { rows: differences } = await sql`select * from ledger_difference`.execute(db);
  assert.deepEqual(differences, []);
  const { rows: lanes } = await sql`
    select institution_id, currency from posting group by 1, 2
    having sum(amount_minor) <> 0`.execute(db);
  assert.deepEqual(lanes, [], "every lane sums to zero");
  const { rows: balances } = await sql<{ kind: string; balance: bigint }>`
    select kind, sum(balance_minor)::bigint as balance from account_balance group by 1`.execute(db);
  const balanceOf = (kind: string) => balances.find((one) => one.kind === kind)?.balance ?? 0n;
  assert.equal(balanceOf("railClearing"), netMinor, "the ledger has what the rails have");
  assert.equal(balanceOf("billerPayable"), -netMinor);
  assert.equal(balanceOf("suspense"), 0n, "what was too much went back");
};
