import assert from "node:assert/strict";
import { sql } from "kysely";
import { addDays } from "@gov/country/time-zone.ts";
import { startCashSandbox } from "../../dev/sandbox/cash/cash.ts";
import { makeBasket } from "#src/basket/make-basket.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { billCode } from "#src/rails/instant/bill-code.ts";
import { findSource, type Source } from "#src/reconciliation/reconciliation.ts";
import { reportDayOf } from "#src/reconciliation/report.ts";
import { fetchReport, reconcile } from "#src/reconciliation/run.ts";
import { company, openCashWorld, type CashWorld } from "./cash-world.ts";
import { collectingIban, startInstantBank, type InstantBank } from "./instant-bank.ts";
import { freePort, transport, until, type Json } from "./pay-world.ts";

export type Fault = Readonly<{
  kind: string;
  match?: string;
  day?: string;
  byMinor?: string;
  currency?: string;
}>;

export type ReconciliationWorld = CashWorld &
  Readonly<{
    instant: InstantBank;
    /** The report day that everything happens on, and its neighbours. */
    day: string;
    before: string;
    next: string;
    till: (path: string, body: object) => Promise<Json>;
    /** Pays a refund out of a drawer, as the till's page does. */
    payOut: (code: string, amount: string) => Promise<void>;
    /** Makes the files of a rail wrong, until they are mended. */
    spoil: (rail: RailCode, fault: Fault) => Promise<void>;
    mend: () => Promise<void>;
    source: (rail: RailCode) => Source;
    /** Fetches every rail's file of a day, and compares. */
    arrive: (day: string, rails?: readonly RailCode[]) => Promise<void>;
    /** Forgets every file and difference; the ledger stays. */
    forget: () => Promise<void>;
    /** What a kind of account of a rail comes to, by currency: debits less credits. */
    balance: (kind: string, rail: RailCode) => Promise<Record<string, bigint>>;
  }>;

export const rails = ["card", "esadad", "instant", "cash"] as const;
const token = "the treasury's token for reports";
const halfDayMs = 43_200_000;

/** The gateway with all its rails, whose report day began half a day ago. */
export const openReconciliationWorld = async (): Promise<ReconciliationWorld> => {
  const instant = await startInstantBank();
  const port = await freePort();
  // Half a day from either end, whatever the clock says: nothing straddles two days.
  const ends = new Intl.DateTimeFormat("sv-SE", { timeZone: "Asia/Hebron", timeStyle: "short" });
  const world = await openCashWorld(
    {
      ...instant.environment,
      REPORT_DAY_ENDS: ends.format(new Date(Date.now() - halfDayMs)),
      CASH_REPORTS: `${company}=http://localhost:${port}/reports`,
      CASH_REPORT_TOKENS: `${company}=${token.replaceAll(" ", "-")}`,
      SWEEP_EVERY_MS: "200",
    },
    { esadad: true },
  );
  await instant.settings({ notificationUrl: `${world.url}/rails/instant/notifications` });
  const party = await startCashSandbox({
    port,
    payUrl: world.url,
    issuer: world.issuer.url,
    clientId: "cash-company",
    clientSecret: "the company's secret",
    agents: ["A1", "A2"],
    settings: { retryDelayMs: 20 },
    reportToken: token.replaceAll(" ", "-"),
  });
  const { reconciliation, db } = world;
  const endsMinutes = reconciliation.dayEndsAtMinutes;
  const day = reportDayOf(new Date(), endsMinutes);
  const urls: Record<RailCode, string> = {
    card: world.bank.url,
    esadad: world.esadad?.url ?? "",
    instant: instant.url,
    cash: party.url,
  };
  const control = async (rail: RailCode, method: string, path: string, body?: object) => {
    const sent = body ? { body: JSON.stringify(body) } : {};
    const response = await fetch(`${urls[rail]}/_sandbox${path}`, { method, ...sent });
    const text = await response.text();
    assert.ok(response.ok, `${rail} ${path}: ${text}`);
    return text === "" ? undefined : JSON.parse(text);
  };
  for (const rail of rails) await control(rail, "PUT", "/reports/day", { endsMinutes });
  const source = (rail: RailCode): Source => {
    const found = findSource(reconciliation, { rail, party: rail === "cash" ? company : "" });
    assert.ok(found);
    return found;
  };
  return {
    ...world,
    instant,
    day,
    before: addDays(day, -1),
    next: addDays(day, 1),
    till: async (path, body) => await control("cash", "POST", path, body),
    payOut: async (code, amount) => {
      const body = new URLSearchParams({ agent: "A1", code, amount, currency: "ILS" });
      const said = await fetch(`${party.url}/payouts?lang=en`, { method: "POST", body });
      assert.equal(said.status, 200, await said.text());
    },
    spoil: async (rail, fault) => void (await control(rail, "POST", "/reports/faults", fault)),
    mend: async () => {
      for (const rail of rails) await control(rail, "DELETE", "/reports/faults");
    },
    source,
    arrive: async (of, which = rails) => {
      await Promise.all(which.map((rail) => fetchReport(reconciliation, source(rail), of)));
      // Two processes at once, as in production.
      await Promise.all([reconcile(reconciliation), reconcile(reconciliation)]);
    },
    forget: async () =>
      void (await sql`truncate rail_report_day, rail_report, rail_report_piece, rail_report_line,
        rail_report_total, rail_report_error, rail_entry, rail_entry_mark, reconciliation_due,
        rail_break, rail_break_event`.execute(db)),
    balance: async (kind, rail) => {
      const { rows } = await sql<{ currency: string; sum: bigint }>`
        select currency, sum(balance_minor)::bigint as sum from account_balance
        where kind = ${kind} and owner = ${rail} group by currency order by currency`.execute(db);
      return Object.fromEntries(rows.map((row) => [row.currency, row.sum]));
    },
    close: async () => {
      await party.close();
      await world.close();
      await instant.close();
    },
  };
};

const settled = async (world: ReconciliationWorld): Promise<void> =>
  void (await until(async () => {
    await sql`update outbox set due_at = now() where kind in ('refund', 'instantReturn')`.execute(
      world.db,
    );
    world.deps.kickOutbox();
    const { rows } = await sql<{ left: bigint }>`
      select (select count(*) from charge where status in ('created', 'pending'))
        + (select count(*) from refund r join charge c on c.id = r.charge_id
            where r.status = 'due')
        + (select count(*) from instant_credit where charge_id is null and returned_at is null)
        + (select count(*) from esadad_transaction where status in ('heard', 'takenBack'))
        as left`.execute(world.db);
    return rows[0]?.left === 0n ? true : undefined;
  }));

const paidByCard = async (
  world: ReconciliationWorld,
  more: object = {},
): Promise<Readonly<{ bill: Json; charge: Json }>> => {
  const bill = await world.bill(more);
  const path = `/v1/bills/${bill.id}`;
  const charge = (await world.portal("POST", `${path}/charges`, { rail: "card" })).json;
  await world.bank.pay(charge.redirectUrl);
  await until(async () => (await world.portal("GET", `${path}/payments`)).json.payments[0]);
  return { bill, charge };
};

const scan = async (world: ReconciliationWorld, payer: string, more: object = {}) => {
  const bill = await world.bill(more);
  const path = `/v1/bills/${bill.id}`;
  await world.portal("POST", `${path}/charges`, { rail: "instant" });
  const { rows } = await sql<{ code: string }>`
    select rail_state->>'code' as code from charge where bill_id = ${bill.id}`.execute(world.db);
  assert.equal(await world.instant.scan(payer, rows[0]?.code ?? ""), "paid");
  await until(async () => (await world.portal("GET", `${path}/payments`)).json.payments[0]);
  return bill;
};

/** A biller sends a part of a payment back, within what one person may. */
const refund = async (world: ReconciliationWorld, bill: Json, amountMinor: string) => {
  const path = `/v1/bills/${bill.id}/payments`;
  const [payment] = (await world.portal("GET", path)).json.payments;
  const asked = await world.portal("POST", `/v1/payments/${payment.id}/refunds`, {
    amount: { amountMinor, currency: "ILS" },
    reason: "wrongAmount",
    note: "paid too much",
  });
  assert.equal(asked.json.status, "due", JSON.stringify(asked.json));
};

const cardDay = async (world: ReconciliationWorld): Promise<void> => {
  await paidByCard(world);
  await paidByCard(world, { amount: { amountMinor: "12345", currency: "JOD" } });
  await world.bank.fault({ kind: "payTwice" });
  await paidByCard(world, { amount: { amountMinor: "7100", currency: "ILS" } });
  const refunded = await paidByCard(world, { amount: { amountMinor: "4200", currency: "ILS" } });
  await refund(world, refunded.bill, "1500");
  const back = await paidByCard(world, { amount: { amountMinor: "9900", currency: "ILS" } });
  await world.bank.chargeBack(back.charge.id);
  await sql`update charge set next_check_at = now() where id = ${back.charge.id}`.execute(world.db);
  await until(async () => {
    const { json } = await world.portal("GET", `/v1/bills/${back.bill.id}`);
    return json.status === "open" ? true : undefined;
  });
};

const hubDay = async (world: ReconciliationWorld): Promise<void> => {
  const { esadad } = world;
  assert.ok(esadad);
  await esadad.settings({ feeMinor: "75", feesOnBiller: true });
  const plain = await world.bill();
  const two = [
    await world.bill(),
    await world.bill({ amount: { amountMinor: "5000", currency: "ILS" } }),
  ];
  const rows = await Promise.all(two.map((one) => findBillByNumber(world.db, one.billingNumber)));
  const basket = await makeBasket(
    world.db,
    rows.filter((row) => row !== undefined),
  );
  assert.ok(basket.ok);
  const over = await world.bill({ amount: { amountMinor: "8000", currency: "ILS" } });
  await esadad.pay(
    { number: plain.billingNumber, amountMinor: "31200" },
    { number: over.billingNumber, amountMinor: "10000" },
  );
  await esadad.settings({ feeMinor: "0", feesOnBiller: false });
  await esadad.pay({ number: basket.value.billing_number, amountMinor: "36200" });
  const undone = await world.bill({ amount: { amountMinor: "6500", currency: "ILS" } });
  const [payment] = await esadad.pay({ number: undone.billingNumber, amountMinor: "6500" });
  await until(async () =>
    (await world.portal("GET", `/v1/bills/${undone.id}`)).json.status === "paid" ? true : undefined,
  );
  await esadad.reverse(payment?.trx ?? "");
};

const instantDay = async (world: ReconciliationWorld): Promise<void> => {
  await scan(world, "layla");
  await scan(world, "omar", { amount: { amountMinor: "2500", currency: "ILS" } });
  const undone = await scan(world, "layla", { amount: { amountMinor: "3300", currency: "ILS" } });
  const { payments } = await world.instant.truth("layla");
  const found = payments.find((one) => one.billingNumber === undone.billingNumber);
  await world.instant.reverse(found?.bankReference ?? "");
  // Twice by one payer: one pays the bill, the other goes back.
  await world.instant.fault({ kind: "payTwice" });
  await scan(world, "omar", { amount: { amountMinor: "4700", currency: "ILS" } });
  await payNobody(world);
};

/** A payer sends money for a bill that there is not. */
const payNobody = async (world: ReconciliationWorld): Promise<void> => {
  const code = billCode(
    {
      scheme: "ps.iburaq.quick",
      iban: collectingIban,
      categoryCode: "9399",
      city: { ar: "رام الله", en: "Ramallah" },
    },
    {
      amount: { amountMinor: 990n, currency: "ILS" },
      billingNumber: "123456789012345",
      reference: "NOTPROVIDED",
      billerName: transport.name,
    },
  );
  assert.equal(await world.instant.scan("omar", code), "paid");
  await until(async () => {
    const { rows } = await sql`select 1 from instant_credit where charge_id is null`.execute(
      world.db,
    );
    return rows.length > 0 ? true : undefined;
  });
};

const cashDay = async (world: ReconciliationWorld): Promise<void> => {
  const collect = async (amountMinor: string) => {
    const bill = await world.bill({ amount: { amountMinor, currency: "ILS" } });
    const { billingNumber } = bill;
    const { collections } = await world.till("/collect", { agent: "A1", billingNumber });
    assert.equal(collections[0].state, "confirmed", JSON.stringify(collections));
    return { bill, sale: collections[0] };
  };
  await collect("31200");
  const { sale } = await collect("1800");
  await world.till("/void", { reference: sale.reference });
  const { bill } = await collect("2000");
  await refund(world, bill, "700");
  const { id } = await world.db
    .selectFrom("charge")
    .select("id")
    .where("bill_id", "=", bill.id)
    .executeTakeFirstOrThrow();
  await world.payOut(await world.payoutCodeOf(id), "7.00");
};

/** A day of payments over every rail, with what goes back of them the same day. */
export const spendDay = async (world: ReconciliationWorld): Promise<void> => {
  const limit = { biller_code: "transport", currency: "ILS" as const, limit_minor: 100_000n };
  await world.db
    .insertInto("refund_limit")
    .values({ ...limit, institution_id: "transport", set_by: "mona.abdo" })
    .execute();
  await Promise.all([cardDay(world), hubDay(world), instantDay(world), cashDay(world)]);
  await settled(world);
};
