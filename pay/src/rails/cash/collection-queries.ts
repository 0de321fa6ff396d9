import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { getBill, type BillKey } from "#src/bill/bill-queries.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { findReceiptNumber } from "#src/receipt/receipt-queries.ts";
import type { AgentRow } from "./company-queries.ts";
import { nextCollectionStatus, type CollectionEvent, type CollectionRow } from "./collection.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

export const insertCollection = async (
  tx: Tx<PayDatabase>,
  input: Readonly<{
    agent: AgentRow;
    agentReference: string;
    person: string;
    charge: ChargeRow;
    billingNumber: string;
  }>,
): Promise<CollectionRow> => {
  const { agent, charge } = input;
  return await tx
    .insertInto("cash_collection")
    .values({
      company_code: agent.company_code,
      agent_code: agent.agent_code,
      agent_reference: input.agentReference,
      slip_number: newBillingNumber(),
      institution_id: charge.institution_id,
      bill_id: charge.bill_id,
      charge_id: charge.id,
      billing_number: input.billingNumber,
      amount_minor: charge.amount_minor,
      currency: charge.currency,
      reserved_by: input.person,
      expires_at: charge.expires_at,
      confirmed_at: null,
      ended_at: null,
      void_reason: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
};

export const findCollection = async (
  db: Reader,
  companyCode: string,
  id: string,
): Promise<CollectionRow | undefined> =>
  await db
    .selectFrom("cash_collection")
    .selectAll()
    .where("company_code", "=", companyCode)
    .where("id", "=", id)
    .executeTakeFirst();

export const findCollectionByReference = async (
  db: Reader,
  key: Readonly<{ companyCode: string; agentCode: string; agentReference: string }>,
): Promise<CollectionRow | undefined> =>
  await db
    .selectFrom("cash_collection")
    .selectAll()
    .where("company_code", "=", key.companyCode)
    .where("agent_code", "=", key.agentCode)
    .where("agent_reference", "=", key.agentReference)
    .executeTakeFirst();

export const findCollectionOfCharge = async (
  db: Reader,
  chargeId: string,
): Promise<CollectionRow | undefined> =>
  await db
    .selectFrom("cash_collection")
    .selectAll()
    .where("charge_id", "=", chargeId)
    .executeTakeFirst();

/** Lock its bill and charge before. */
export const lockCollection = async (
  tx: Tx<PayDatabase>,
  row: CollectionRow,
): Promise<CollectionRow> =>
  await tx
    .selectFrom("cash_collection")
    .selectAll()
    .where("company_code", "=", row.company_code)
    .where("id", "=", row.id)
    .forUpdate()
    .executeTakeFirstOrThrow();

/** Takes one legal step of the table on a locked collection; an illegal one is a bug. */
export const stepCollection = async (
  tx: Tx<PayDatabase>,
  row: CollectionRow,
  event: CollectionEvent,
  more: Readonly<{ voidReason?: string }> = {},
): Promise<CollectionRow> => {
  const to = nextCollectionStatus(row.status, event);
  if (to === undefined) throw new Error(`no transition for collection ${row.status} ${event}`);
  const now = new Date();
  return await tx
    .updateTable("cash_collection")
    .set({
      status: to,
      ...(to === "confirmed" ? { confirmed_at: now, ended_at: null } : { ended_at: now }),
      ...(more.voidReason === undefined ? {} : { void_reason: more.voidReason }),
    })
    .where("company_code", "=", row.company_code)
    .where("id", "=", row.id)
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** Reservations whose time has run out, the oldest first. */
export const listOverdue = async (db: Reader, limit: number): Promise<CollectionRow[]> =>
  await db
    .selectFrom("cash_collection")
    .selectAll()
    .where("status", "=", "reserved")
    .where("expires_at", "<=", new Date())
    .orderBy("expires_at")
    .limit(limit)
    .execute();

/**
 * What the agent has taken or holds of this day's limit, in minor units. Locks the agent's row, so
 * that two tills of one shop do not pass the limit together.
 */
export const lockDayTotal = async (
  tx: Tx<PayDatabase>,
  agent: AgentRow,
  currency: Currency,
): Promise<bigint> => {
  await sql`select 1 from cash_agent where company_code = ${agent.company_code}
    and agent_code = ${agent.agent_code} for update`.execute(tx);
  const { rows } = await sql<{ total: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as total from cash_collection
    where company_code = ${agent.company_code} and agent_code = ${agent.agent_code}
      and currency = ${currency} and status in ('reserved', 'confirmed')
      and reserved_at >= date_trunc('day', now(), 'Asia/Hebron')`.execute(tx);
  return rows[0]?.total ?? 0n;
};

/** The agent's collections of this day in Palestine, the newest first. */
export const listToday = async (db: Reader, agent: AgentRow): Promise<CollectionRow[]> =>
  await db
    .selectFrom("cash_collection")
    .selectAll()
    .where("company_code", "=", agent.company_code)
    .where("agent_code", "=", agent.agent_code)
    .where("reserved_at", ">=", sql<Date>`date_trunc('day', now(), 'Asia/Hebron')`)
    .orderBy("reserved_at", "desc")
    .limit(500)
    .execute();

export const billKeyOf = (row: CollectionRow): BillKey => ({
  institutionId: row.institution_id,
  billId: row.bill_id,
});

/** A collection with what is said of its bill. */
export type CollectionView = Readonly<{
  row: CollectionRow;
  bill: BillRow;
  billerName: Readonly<{ ar: string; en: string }>;
  receiptNumber: string | undefined;
}>;

export const viewCollection = async (db: Reader, row: CollectionRow): Promise<CollectionView> => {
  const bill = await getBill(db, billKeyOf(row));
  const biller = await findBiller(db, bill.biller_code);
  const paid = row.status === "confirmed" || row.status === "voided";
  return {
    row,
    bill,
    billerName: biller?.name ?? { ar: bill.biller_code, en: bill.biller_code },
    receiptNumber: paid ? await findReceiptNumber(db, bill) : undefined,
  };
};
