import assert from "node:assert/strict";
import { randomInt } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { after, before, test } from "node:test";
import { sql } from "kysely";
import { openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { migrate } from "@gov/kit/migrate.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { startBank, type Bank } from "../bank.ts";
import { createCaller, freePort, migrations, payEnvironment, transport } from "../pay-world.ts";
import type { Caller } from "../pay-world.ts";
import { startTokenIssuer, type TokenIssuer } from "../token-issuer.ts";
import { startPayProcess } from "./pay-process.ts";
import { createRandom } from "../simulation/random.ts";
import { payThroughCrashes } from "./story.ts";

const seed = Number(process.env["SEED"] ?? randomInt(1_000_000));
const rounds = 20;
const payersARound = 3;
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

let database: Awaited<ReturnType<typeof createTestDatabase>>;
let db: Database<PayDatabase>;
let bank: Bank;
let issuer: TokenIssuer;
let portal: Caller;
let environment: Record<string, string>;
const heard = new Map<string, string>();
const listener = createServer((request, response) => {
  let body = "";
  request.on("data", (part) => (body += part));
  request.on("end", () => {
    heard.set(String(request.headers["webhook-id"]), body);
    response.writeHead(204).end();
  });
});

before(async () => {
  database = await createTestDatabase(migrations);
  await migrate(database.url, migrations);
  db = openDatabase<PayDatabase>(database.url, { max: 4 });
  [bank, issuer] = await Promise.all([startBank({ settlesAfterMs: 1_500 }), startTokenIssuer()]);
  await new Promise<void>((resolve) => listener.listen(0, "127.0.0.1", resolve));
  const port = await freePort();
  environment = payEnvironment({
    port,
    databaseUrl: database.url,
    bankUrl: bank.url,
    issuerUrl: issuer.url,
  });
  const scope = "bills:write bills:read charges:write charges:read billers:write webhooks:write";
  const token = await issuer.token({ clientId: "portal", scope });
  portal = createCaller(`http://localhost:${port}`, token);
});

after(async () => {
  listener.close();
  await bank.close();
  await db.destroy();
  await issuer.close();
  await database.drop();
});

/** Ways in which the bank keeps us waiting while the money may already have moved. */
const hesitate = async (random: () => number): Promise<void> => {
  const operations = ["INITIATE_CHECKOUT", "RETRIEVE_ORDER", "REFUND"] as const;
  for (let many = 0; many < 3; many += 1) {
    const operation = operations[Math.floor(random() * operations.length)];
    const kinds = ["hold", "lateAnswer", "lateDone", "dropMidAnswer", "error500Done"] as const;
    const kind = kinds[Math.floor(random() * kinds.length)];
    await bank.fault({ kind, match: { operation }, delayMs: Math.floor(random() * 300) });
  }
};

const stillOpen = async (): Promise<number> => {
  await db
    .updateTable("charge")
    .set({ next_check_at: new Date() })
    .where("status", "in", ["created", "pending"])
    .execute();
  const { rows } = await sql<{ open: number }>`
    select ((select count(*) from charge where status in ('created', 'pending'))
      + (select count(*) from refund where status = 'due')
      + (select count(*) from outbox))::int as open`.execute(db);
  return rows[0]?.open ?? 0;
};

test(`twenty kill -9 in the middle of payments lose and double nothing (SEED=${seed})`, async (t) => {
  t.diagnostic(`SEED=${seed}`);
  const random = createRandom(seed);
  let pay = await startPayProcess(environment);
  await portal("PUT", "/v1/billers/transport", transport);
  const { port } = listener.address() as AddressInfo;
  await portal("PUT", "/v1/webhook-endpoints/portal", {
    url: `http://localhost:${port}/`,
    secret: `whsec_${Buffer.alloc(32, 1).toString("base64")}`,
    clientId: "portal",
    eventTypes: ["bill.paid"],
  });
  const stories: Promise<string>[] = [];
  for (let round = 0; round < rounds; round += 1) {
    await hesitate(random);
    const payer = createRandom(Math.floor(random() * 2 ** 31));
    for (let many = 0; many < payersARound; many += 1) {
      stories.push(payThroughCrashes({ portal, bank, random: payer }));
    }
    await pause(Math.floor(random() * 400));
    await bank.release();
    await pause(Math.floor(random() * 25));
    await pay.kill();
    pay = await startPayProcess(environment);
  }
  const releasing = setInterval(() => void bank.release(), 100);
  const bills = await Promise.all(stories);
  assert.equal(bills.length, rounds * payersARound);
  const deadline = Date.now() + 30_000;
  while ((await stillOpen()) > 0 && Date.now() < deadline) {
    await sql`update outbox set due_at = now() where due_at > now() + interval '1 second'`.execute(
      db,
    );
    await pause(100);
  }
  clearInterval(releasing);
  await checkEverything(t);
  await pay.kill();
});

type Side = { id: string; bill_id: string; status: string; taken_minor: bigint };

const checkEverything = async (t: { diagnostic: (message: string) => void }): Promise<void> => {
  const truth = await bank.truth();
  const bills = await db.selectFrom("bill").selectAll().execute();
  const charges: Side[] = await db.selectFrom("charge").selectAll().execute();
  assert.equal(await stillOpen(), 0, "nothing is left undecided");
  let netMinor = 0n;
  for (const [orderId, order] of truth) {
    const charge = charges.find((one) => one.id === orderId);
    assert.equal(String(charge?.taken_minor), order.takenMinor, `order ${orderId}`);
    netMinor += BigInt(order.netMinor);
  }
  let paid = 0;
  for (const bill of bills) {
    const own = charges.filter((one) => one.bill_id === bill.id);
    const captured = own.filter((one) => one.status === "captured");
    assert.ok(captured.length <= 1, "captured once or not at all");
    assert.equal(captured.length === 1, bill.status === "paid");
    const kept = own.reduce((sum, one) => sum + BigInt(truth.get(one.id)?.netMinor ?? "0"), 0n);
    assert.equal(kept, bill.status === "paid" ? bill.amount_minor : 0n, "what the bank kept");
    const page = await fetch(`${environment["PUBLIC_URL"]}/pay/${bill.billing_number}`);
    const shown = (await page.text()).includes("الفاتورة مدفوعة");
    assert.equal(shown, bill.status === "paid", "the payer's page says what the ledger has");
    if (captured.length === 1) paid += 1;
  }
  assert.equal(bills.length, rounds * payersARound, "one bill for each key");
  assert.equal(heard.size, paid, "one message for each paid bill");
  const { rows: unbalanced } = await sql`
    select transfer_id from posting group by 1 having sum(amount_minor) <> 0`.execute(db);
  assert.deepEqual(unbalanced, []);
  const { rows: balances } = await sql<{ kind: string; balance: bigint }>`
    select kind, sum(balance_minor)::bigint as balance from account_balance group by 1
    order by 1`.execute(db);
  const balanceOf = (kind: string) => balances.find((one) => one.kind === kind)?.balance ?? 0n;
  assert.equal(balanceOf("railClearing"), netMinor, "the ledger has what the bank has");
  assert.equal(balanceOf("billerPayable"), -netMinor);
  assert.equal(balanceOf("suspense"), 0n, "what was too much went back");
  const receipts = await db.selectFrom("receipt").select("number").execute();
  assert.equal(receipts.length, paid);
  t.diagnostic(`${bills.length} bills, ${charges.length} charges, ${paid} paid`);
};
