import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import { inTransaction, openDatabase, type Database } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { createLog } from "@gov/kit/log.ts";
import { money, type Currency } from "@gov/kit/money.ts";
import { handleOne } from "@gov/kit/outbox.ts";
import { makeIban } from "@gov/country/iban.ts";
import { putBiller } from "#src/biller/biller-queries.ts";
import { configSchema } from "#src/config.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { captureTransfer, feeTransfer, refundDueTransfer } from "#src/ledger/ledger.ts";
import { ensureLedgerMonths, postTransfer } from "#src/ledger/ledger-queries.ts";
import { approveRun } from "#src/settlement/approve-run.ts";
import { messageOutboxKind } from "#src/settlement/message-queries.ts";
import type { PayoutRow } from "#src/settlement/payout-queries.ts";
import { proposeRun } from "#src/settlement/propose-run.ts";
import { readStatements } from "#src/settlement/read-statements.ts";
import { askAboutOrders, sendOrder } from "#src/settlement/send-order.ts";
import { createSettlement } from "#src/settlement/settlement-work.ts";
import type { Settlement } from "#src/settlement/settlement.ts";
import { migrations, payEnvironment } from "./pay-world.ts";
import { startTreasuryBank, type TreasuryBankParty } from "./treasury-bank.ts";

/** What is paid to: each biller's account, the same in every currency. */
export const ibans = {
  transport: makeIban("PALS", "400110001"),
  ramallah: makeIban("ARAB", "400120001"),
  finance: makeIban("PALS", "400130001"),
} as const;
export type BillerCode = keyof typeof ibans;

const billerOf = (code: BillerCode) => ({
  code,
  institution: code,
  name: { ar: "جهة", en: `Biller of ${code}` },
  ibans: [
    { currency: "ILS" as const, iban: ibans[code] },
    { currency: "JOD" as const, iban: ibans[code] },
  ],
  serviceTypes: [],
});

export type SettlementWorld = Readonly<{
  db: Database<PayDatabase>;
  bank: TreasuryBankParty;
  settlement: Settlement;
  /** Money comes in for a biller, in a lane's books (its own unless said). */
  capture: (biller: BillerCode, amountMinor: bigint, more?: Capture) => Promise<void>;
  /** A biller sends money back to a payer, or a rail keeps its fee. */
  takeOff: (biller: BillerCode, amountMinor: bigint, what?: "refund" | "fee") => Promise<void>;
  /** Does what is in the outbox, once each. */
  work: () => Promise<void>;
  /** Makes everything that waits in the outbox due. */
  hurry: () => Promise<void>;
  /** Asks about orders, then reads statements. */
  hear: () => Promise<void>;
  /** Lina proposes, Adel approves. */
  payOut: () => Promise<string>;
  payouts: () => Promise<PayoutRow[]>;
  /** An account's balance in the treasury's lane or another: debits positive. */
  balance: (kind: string, owner: string, more?: Where) => Promise<bigint>;
  close: () => Promise<void>;
}>;
type Capture = Readonly<{ lane?: string; currency?: Currency; at?: Date }>;
type Where = Readonly<{ lane?: string; currency?: Currency }>;

const openSettlementDatabase = async (bank: TreasuryBankParty, more: Record<string, string>) => {
  const database = await createTestDatabase(migrations);
  const environment = payEnvironment({
    port: 1,
    databaseUrl: database.url,
    bankUrl: "http://localhost:1",
    issuerUrl: "http://localhost:1",
  });
  const config = configSchema.parse({ ...environment, ...bank.environment, ...more });
  const db = openDatabase<PayDatabase>(database.url, { prepared: true });
  await ensureLedgerMonths(db);
  const close = async (): Promise<void> => {
    await db.destroy();
    await database.drop();
  };
  return { db, config, close };
};

/** Settlement with the treasury's bank, and nothing of the gateway besides its books. */
export const openSettlementWorld = async (
  more: Record<string, string> = {},
): Promise<SettlementWorld> => {
  const bank = await startTreasuryBank();
  const { db, config, close } = await openSettlementDatabase(bank, more);
  const log = createLog("pay", "silent");
  const pay = { db, log, kickOutbox: () => undefined } as unknown as PayDeps;
  const settlement = createSettlement(pay, config);
  for (const code of Object.keys(ibans) as BillerCode[]) {
    await inTransaction(db, (tx) => putBiller(tx, billerOf(code), "seed"));
  }
  const capture: SettlementWorld["capture"] = async (biller, amountMinor, given = {}) => {
    const { lane = biller, currency = "ILS" } = given;
    const from = { institutionId: lane, chargeId: randomUUID(), rail: "card" };
    const parts = [{ billerCode: biller, amountMinor }];
    await inTransaction(db, (tx) => postTransfer(tx, captureTransfer(from, currency, parts)));
  };
  const takeOff: SettlementWorld["takeOff"] = async (biller, amountMinor, what = "refund") => {
    const from = { institutionId: biller, orderId: randomUUID(), rail: "card" };
    const transfer =
      what === "fee"
        ? feeTransfer({ ...from, chargeId: from.orderId }, biller, money(amountMinor, "ILS"))
        : refundDueTransfer(from, "ILS", [{ billerCode: biller, amountMinor }]);
    await inTransaction(db, (tx) => postTransfer(tx, transfer));
  };
  const work = async (): Promise<void> => {
    const handlers = { [messageOutboxKind]: sendOrder(settlement) };
    while (await handleOne({ db, log, handlers, retryDelaysMs: [3_600_000, 3_600_000] }));
  };
  const payOut: SettlementWorld["payOut"] = async () => {
    const run = await proposeRun(settlement, "lina");
    if (!run.ok) throw new Error(run.error);
    const approved = await approveRun(settlement, { runId: run.value.id, person: "adel" });
    if (!approved.ok) throw new Error(approved.error);
    return run.value.id;
  };
  return {
    db,
    bank,
    settlement,
    capture,
    takeOff,
    work,
    hurry: async () => void (await sql`update outbox set due_at = now()`.execute(db)),
    hear: async () => {
      await askAboutOrders(settlement, true);
      await readStatements(settlement);
    },
    payOut,
    payouts: async () => await db.selectFrom("payout").selectAll().orderBy("created_at").execute(),
    balance: async (kind, owner, { lane = "finance", currency = "ILS" } = {}) => {
      const { rows } = await sql<{ balance: bigint }>`
        select balance_minor as balance from account_balance where institution_id = ${lane}
          and kind = ${kind} and owner = ${owner} and currency = ${currency}`.execute(db);
      return rows[0]?.balance ?? 0n;
    },
    close: async () => {
      await close();
      await bank.close();
    },
  };
};
