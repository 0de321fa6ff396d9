import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { payoutCode } from "#src/rails/cash/payout.ts";
import { decideOrder } from "#src/rails/simulator/simulator-queries.ts";
import { company, openCashWorld, type CashWorld } from "../cash-world.ts";
import { approveRun } from "#src/settlement/approve-run.ts";
import { proposeRun } from "#src/settlement/propose-run.ts";
import { transport } from "../pay-world.ts";
import { startTreasuryBank } from "../treasury-bank.ts";
import { startWebhookListener } from "../webhook-listener.ts";
import type { Harvest } from "./harvest.ts";

export type FuzzWorld = Readonly<{
  url: string;
  issuer: CashWorld["issuer"];
  /** Lets the parties outside do what they do: payers pay, the sums of refunds get their codes. */
  letTimePass: (harvest: Harvest) => Promise<void>;
  close: () => Promise<void>;
}>;

/** Payers at their bank, or at the simulator where the bill is a test. */
const payOpenCharges = async (world: CashWorld): Promise<void> => {
  const { rows } = await sql<{ id: string; redirect_url: string }>`
    select id, redirect_url from charge where status = 'pending' and redirect_url is not null
    order by created_at desc limit 5`.execute(world.db);
  for (const { id, redirect_url: url } of rows) {
    if (url.includes("/simulator/")) await decideOrder(world.db, id, "approved");
    else await world.bank.pay(url);
  }
};

/** Somebody pays an agent in cash, and is to have some of it back. */
const sellForCash = async (world: CashWorld): Promise<void> => {
  const bill = await world.bill();
  await world.confirm((await world.reserve(bill)).json);
  const { json } = await world.portal("GET", `/v1/bills/${bill.id}/payments`);
  const amount = { amountMinor: "100", currency: "ILS" };
  const refund = { amount, reason: "other", note: "one page less" };
  await world.portal("POST", `/v1/payments/${json.payments[0]?.id}/refunds`, refund);
};

const leastFloatMinor = 200_000n;

/** The company puts money down before its float runs dry; if it may not just now, next time. */
const fillFloat = async (world: CashWorld): Promise<void> => {
  const { json } = await world.agent("GET", "/v1/agent/floats");
  const free = json.floats?.[0]?.free.amountMinor;
  if (free === undefined || BigInt(free) >= leastFloatMinor) return;
  const deposit = `/v1/cash-companies/${company}/deposits/FUZZ-${randomUUID().slice(0, 8)}`;
  const amount = { amountMinor: "1000000", currency: "ILS" };
  await world.portal("PUT", deposit, { amount, recordedBy: "lina" });
  await world.portal("PUT", `${deposit}/decision`, { decidedBy: "adel", verdict: "approved" });
};

/** Somebody stands at an agent's window, and may still go away. */
const askAtCounter = async (world: CashWorld, known: Harvest): Promise<void> => {
  await fillFloat(world);
  const { json } = await world.reserve(await world.bill());
  if (json.id !== undefined) known.addThing("/v1/agent/collections/{id}", json);
};

/** Codes under which agents pay refunds out; payers get them by message. */
const readPayoutCodes = async (world: CashWorld, harvest: Harvest): Promise<void> => {
  const due = world.db.selectFrom("cash_payout").selectAll().where("status", "=", "due");
  const rows = await due.limit(5).execute();
  if (rows.length === 0) await sellForCash(world);
  for (const row of rows) {
    const amount = { amountMinor: String(row.amount_minor), currency: row.currency };
    harvest.addThing("/v1/agent/payouts", {
      code: payoutCode(world.cash, row),
      amount,
      agent: "A1",
    });
  }
};

/** Numbers stand on receipts, which payers have. */
const readReceipts = async (world: CashWorld, harvest: Harvest): Promise<void> => {
  const newest = world.db.selectFrom("receipt").select("number").orderBy("issued_at", "desc");
  for (const { number } of await newest.limit(5).execute()) harvest.addText("number", number);
};

/** The treasury's people put right what the treasury's programs were told to spoil. */
const keepCompany = async (world: CashWorld): Promise<void> =>
  await inTransaction(world.db, async (tx) => {
    await sql`lock table cash_company in share row exclusive mode`.execute(tx);
    await sql`update cash_company set client_id = company_code
      where client_id = 'cash-company' and company_code <> ${company}`.execute(tx);
    await sql`update cash_company set client_id = 'cash-company', active = true
      where company_code = ${company}`.execute(tx);
    await sql`update cash_agent set active = true where company_code = ${company}`.execute(tx);
  });

/** Small refunds of every biller go without a second person. */
const allowRefunds = async (world: CashWorld): Promise<void> => {
  await sql`
    insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    select institution_id, biller_code, currency, 300, 'lina' from biller_account
    on conflict do nothing`.execute(world.db);
};

/** The treasury pays out what was collected. */
const payOut = async ({ settlement, db }: CashWorld, harvest: Harvest): Promise<void> => {
  const run = await proposeRun(settlement, "lina");
  if (run.ok) await approveRun(settlement, { runId: run.value.id, person: "adel" });
  for (const { id } of await db.selectFrom("payout").select("id").limit(5).execute()) {
    harvest.addThing("/v1/payouts/{id}", { id });
  }
};

/** The gateway with its card bank, the treasury's bank, a payment company, and somebody who hears its webhooks. */
export const openFuzzWorld = async (harvest: Harvest): Promise<FuzzWorld> => {
  // A busy machine must not look like a bank that does not answer.
  const treasuryBank = await startTreasuryBank();
  const world = await openCashWorld({
    ...treasuryBank.environment,
    CARD_TIMEOUT_MS: "30000",
    SWEEP_EVERY_MS: "1000",
    LOG_LEVEL: process.env["FUZZ_LOG"] ?? "silent",
  });
  const listener = await startWebhookListener();
  await world.portal("PUT", "/v1/billers/police", { ...transport, institution: "police" });
  await world.portal("PUT", "/v1/billers/police-test", {
    ...transport,
    institution: "police-test",
  });
  harvest.addText("url", listener.url);
  for (const code of ["transport", "police", "police-test"]) harvest.addText("billerCode", code);
  for (const agent of ["A1", "A2"]) harvest.addText("agent", agent);
  harvest.addThing("/v1/cash-companies/{code}", { code: company });
  harvest.addText("clientId", "cash-company");
  return {
    url: world.url,
    issuer: world.issuer,
    letTimePass: async (known) => {
      await keepCompany(world);
      await allowRefunds(world);
      await payOpenCharges(world);
      await askAtCounter(world, known);
      await readPayoutCodes(world, known);
      await readReceipts(world, known);
      await payOut(world, known);
    },
    close: async () => {
      await world.close();
      await treasuryBank.close();
      await listener.close();
    },
  };
};
