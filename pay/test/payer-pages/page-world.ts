import assert from "node:assert/strict";
import { sql } from "kysely";
import type { DatabaseGate } from "@gov/kit/database-gate-test.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { makeBasket } from "#src/basket/make-basket.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { claimBill, openCharge } from "#src/charge/open-charge.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { makeTestLane } from "#src/lane/test-lane-queries.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { closeDays } from "#src/receipt-log/close-days.ts";
import { findPlace } from "#src/receipt-log/inclusion-queries.ts";
import { startSmsSandbox } from "../../../dev/sandbox/sms/sms.ts";
import { openCashWorld, type CashWorld } from "../cash-world.ts";
import { startInstantBank, type InstantBank } from "../instant-bank.ts";
import { freePort, until, type Json } from "../pay-world.ts";
import { endOf } from "../receipt-log/log-world.ts";
import { stampNow, startTimestampAuthority } from "../timestamp-authority.ts";

/** The gateway with every rail, a payment company's agents, and a door to its database. */
export type PageWorld = CashWorld &
  Readonly<{
    instant: InstantBank;
    gate: DatabaseGate;
    /** A new attempt at this bill: its page where it comes back to, and where it leads. */
    charge: (bill: Json, rail?: RailCode) => Promise<{ id: string; page: string; leads: string }>;
    /** A bill paid by card: the bill, its attempt's page, its receipt's number. */
    paid: (more?: object) => Promise<{ bill: Json; page: string; receipt: string; payment: Json }>;
    /** A receipt whose day has ended, is closed and is stamped. */
    logged: () => Promise<{ receipt: string; day: string }>;
    /** A paid bill of which a part went back. */
    refunded: () => ReturnType<PageWorld["paid"]>;
    /** Money for this bill that a bank took on its own. */
    receive: (bill: Json) => Promise<ChargeRow>;
    basket: (bills: readonly Json[]) => Promise<Json>;
    /** Does what two visitors may not do at the same time. */
    inTurn: (work: () => Promise<void>) => Promise<void>;
    /** The time of this attempt is over. */
    runOutCharge: (id: string) => Promise<void>;
  }>;

export const openPageWorld = async (): Promise<PageWorld> => {
  const [instant, authority] = await Promise.all([startInstantBank(), startTimestampAuthority()]);
  const smppPort = await freePort();
  const centre = await startSmsSandbox({ port: 0, smppPort, systemId: "pay", password: "smsc" });
  const parties = { esadad: true, gate: true };
  const environment = { ...instant.environment, ...authority.environment };
  const world = await openCashWorld({ ...environment, SMPP_URL: centre.smppUrl }, parties);
  const { db, portal, bank, gate } = world;
  assert.ok(gate);
  await makeTestLane(db, "transport");
  // So much goes back to a payer without a second person.
  await sql`insert into refund_limit (institution_id, biller_code, currency, limit_minor, set_by)
    values ('transport', 'transport', 'ILS', 10000, 'mona.abdo')`.execute(db);

  const rowOf = async (bill: Json): Promise<BillRow> => {
    const row = await findBillByNumber(db, bill.billingNumber);
    assert.ok(row);
    return row;
  };
  const charge: PageWorld["charge"] = async (bill, rail = "card") => {
    const { institution_id: institutionId, id: billId } = await rowOf(bill);
    const key = { institutionId, billId };
    const claimed = await claimBill(world.deps, { bill: key, rail, returnUrl: undefined });
    const opened = claimed.ok ? await openCharge(world.deps, claimed.value, "ar") : undefined;
    assert.ok(opened?.ok);
    const { id, redirect_url: leads } = opened.value;
    assert.ok(leads);
    return { id, page: `/pay/${bill.billingNumber}/return?charge=${id}`, leads };
  };
  const paid: PageWorld["paid"] = async (more) => {
    const bill = await world.bill(more);
    const { page, leads } = await charge(bill);
    await bank.pay(leads);
    const payment = await until(async () => {
      const found = await portal("GET", `/v1/bills/${bill.id}/payments`);
      return found.json.payments[0];
    });
    const { number } = await db
      .selectFrom("receipt")
      .select("number")
      .where("bill_id", "=", bill.id)
      .executeTakeFirstOrThrow();
    return { bill, page, receipt: number, payment };
  };
  const logged: PageWorld["logged"] = async () => {
    const { receipt } = await paid();
    const closer = { db, signer: world.deps.receiptSigner.key };
    const { day } = await until(async () => {
      const place = await findPlace(db, receipt);
      if (place?.index === null) await closeDays(closer, endOf(place.day));
      return place?.index === null ? undefined : place;
    });
    await stampNow(world.deps, authority);
    return { receipt, day };
  };
  const refunded: PageWorld["refunded"] = async () => {
    const done = await paid();
    const asked = await portal("POST", `/v1/payments/${done.payment.id}/refunds`, {
      amount: { amountMinor: "5000", currency: "ILS" },
      reason: "serviceNotGiven",
      note: "the vehicle was sold",
    });
    assert.equal(asked.status, 201, JSON.stringify(asked.json));
    await until(async () => {
      const { json } = await portal("GET", `/v1/refunds/${asked.json.id}`);
      return json.status === "returned" ? true : undefined;
    });
    return done;
  };
  const receive: PageWorld["receive"] = async (bill) => {
    const { institution_id: institutionId, id: billId, ...row } = await rowOf(bill);
    const received = await receivePayment(world.deps, {
      rail: "esadad",
      bill: { institutionId, billId },
      railTransactionId: crypto.randomUUID(),
      amount: { amountMinor: row.amount_minor, currency: row.currency },
      paidAt: new Date(),
    });
    return received.charge;
  };
  const basket: PageWorld["basket"] = async (bills) => {
    const made = await makeBasket(db, await Promise.all(bills.map(rowOf)));
    assert.ok(made.ok);
    const { billing_number: billingNumber, id } = made.value;
    return { id, billingNumber, payUrl: `${world.url}/pay/${billingNumber}` };
  };
  const runOutCharge = async (id: string): Promise<void> =>
    void (await sql`update charge set expires_at = now() - interval '1 second'
      where id = ${id}`.execute(db));
  let turn = Promise.resolve();
  const inTurn: PageWorld["inTurn"] = (work) => {
    const mine = turn.then(work);
    turn = mine.catch(() => undefined);
    return mine;
  };
  const close = async (): Promise<void> => {
    await world.close();
    await instant.close();
    await authority.close();
    await centre.close();
  };
  return {
    ...world,
    instant,
    gate,
    charge,
    paid,
    logged,
    refunded,
    receive,
    basket,
    inTurn,
    runOutCharge,
    close,
  };
};
