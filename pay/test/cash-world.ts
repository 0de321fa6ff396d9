import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { suspend } from "#src/charge/suspend.ts";
import { payoutCode } from "#src/rails/cash/payout.ts";
import { sweepReservations } from "#src/rails/cash/release.ts";
import {
  newBill,
  openPayWorld,
  until,
  type Caller,
  type Json,
  type Parties,
  type PayWorld,
} from "./pay-world.ts";

export type CashWorld = PayWorld &
  Readonly<{
    agent: Caller;
    /** A new bill of the transport ministry. */
    bill: (more?: object) => Promise<Json>;
    reserve: (bill: Json, more?: object) => ReturnType<Caller>;
    confirm: (collection: Json, more?: object) => ReturnType<Caller>;
    /** Free, held, and everything else of the float's currency, in minor units. */
    floats: () => Promise<{ free: string; held: string }>;
    deposit: (amountMinor: string) => Promise<void>;
    /** Puts money of this attempt into suspense, on its way back to the payer. */
    suspend: (charge: ChargeRow, amountMinor: bigint) => Promise<void>;
    /** What the payer's page and message say, once the refund was asked for. */
    payoutCodeOf: (chargeId: string) => Promise<string>;
    /** Lets a reservation's time run out and has it swept. */
    runOut: (collectionId: string) => Promise<void>;
  }>;

export const company = "sandbox-cash";

/** The gateway with one payment company, two agents and a float of 10,000 ₪. */
export const openCashWorld = async (
  more: Record<string, string> = {},
  parties: Parties = {},
): Promise<CashWorld> => {
  const world = await openPayWorld({ SWEEP_EVERY_MS: "60000", ...more }, parties);
  const { portal } = world;
  const path = `/v1/cash-companies/${company}`;
  const made = await portal("PUT", path, {
    name: { ar: "شركة الدفع التجريبية", en: "Sandbox Cash" },
    institution: company,
    clientId: "cash-company",
  });
  assert.equal(made.status, 201, JSON.stringify(made.json));
  for (const [agent, clerks] of [
    ["A1", ["huda.agent"]],
    ["A2", ["nabil.agent"]],
  ] as const) {
    const done = await portal("PUT", `${path}/agents/${agent}`, {
      name: { ar: `بقالة ${agent}`, en: `Grocery ${agent}` },
      place: { ar: "رام الله", en: "Ramallah" },
      clerks,
    });
    assert.equal(done.status, 201, JSON.stringify(done.json));
  }
  const agent = await world.callerAs("cash-company", "agent:collect");
  const deposit: CashWorld["deposit"] = async (amountMinor) => {
    const reference = `BANK-${randomUUID().slice(0, 8)}`;
    const amount = { amountMinor, currency: "ILS" };
    const at = `${path}/deposits/${reference}`;
    await portal("PUT", at, { amount, recordedBy: "lina" });
    const decided = await portal("PUT", `${at}/decision`, {
      decidedBy: "adel",
      verdict: "approved",
    });
    assert.equal(decided.json.status, "approved", JSON.stringify(decided.json));
  };
  await deposit("1000000");
  return {
    ...world,
    agent,
    deposit,
    bill: async (extra = {}) => {
      const bill = await portal("POST", "/v1/bills", newBill(extra));
      assert.equal(bill.status, 201, JSON.stringify(bill.json));
      return bill.json;
    },
    reserve: async (bill, extra = {}) =>
      await agent("POST", "/v1/agent/collections", {
        agent: "A1",
        reference: randomUUID(),
        billingNumber: bill.billingNumber,
        ...extra,
      }),
    confirm: async (collection, extra = {}) =>
      await agent("POST", `/v1/agent/collections/${collection.id}/confirm`, {
        agent: collection.agent,
        amount: collection.amount,
        ...extra,
      }),
    floats: async () => {
      const { json } = await agent("GET", "/v1/agent/floats");
      const [line] = json.floats;
      return { free: line?.free.amountMinor ?? "0", held: line?.held.amountMinor ?? "0" };
    },
    suspend: async (charge, amountMinor) => {
      await inTransaction(world.db, async (tx) => {
        await suspend(tx, charge, money(amountMinor, charge.currency), "takenTwice");
      });
      world.deps.kickOutbox();
    },
    payoutCodeOf: async (chargeId) =>
      await until(async () => {
        const row = await world.db
          .selectFrom("cash_payout")
          .selectAll()
          .where("charge_id", "=", chargeId)
          .executeTakeFirst();
        return row && payoutCode(world.cash, row);
      }),
    runOut: async (id) => {
      const { rows } = await sql<{ charge_id: string }>`
        update cash_collection set expires_at = now() - interval '1 second'
        where id = ${id} returning charge_id
        `.execute(world.db);
      await sql`update charge set expires_at = now() - interval '1 second'
        where id = ${rows[0]?.charge_id}`.execute(world.db);
      await sweepReservations(world.cash);
    },
  };
};
