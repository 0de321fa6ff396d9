import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { AgentRow } from "./company-queries.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type PayoutRow = Selectable<PayDatabase["cash_payout"]>;
type PayoutKey = Pick<PayoutRow, "institution_id" | "charge_id" | "rail_transaction">;

export const findPayout = async (db: Reader, key: PayoutKey): Promise<PayoutRow | undefined> =>
  await db
    .selectFrom("cash_payout")
    .selectAll()
    .where("institution_id", "=", key.institution_id)
    .where("charge_id", "=", key.charge_id)
    .where("rail_transaction", "=", key.rail_transaction)
    .executeTakeFirst();

export const findPayoutByCode = async (
  db: Reader,
  codeHash: Buffer,
): Promise<PayoutRow | undefined> =>
  await db
    .selectFrom("cash_payout")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .executeTakeFirst();

export const lockPayoutByCode = async (
  tx: Tx<PayDatabase>,
  codeHash: Buffer,
): Promise<PayoutRow | undefined> =>
  await tx
    .selectFrom("cash_payout")
    .selectAll()
    .where("code_hash", "=", codeHash)
    .forUpdate()
    .executeTakeFirst();

export const markPaidOut = async (
  tx: Tx<PayDatabase>,
  row: PayoutRow,
  by: Readonly<{ agent: AgentRow; reference: string; person: string }>,
): Promise<PayoutRow> =>
  await tx
    .updateTable("cash_payout")
    .set({
      status: "paidOut",
      company_code: by.agent.company_code,
      agent_code: by.agent.agent_code,
      agent_reference: by.reference,
      paid_by: by.person,
      paid_at: new Date(),
    })
    .where("id", "=", row.id)
    .where("institution_id", "=", row.institution_id)
    .where("charge_id", "=", row.charge_id)
    .returningAll()
    .executeTakeFirstOrThrow();

export type RefundKey = Readonly<{ institutionId: string; chargeId: string; position: number }>;

/** The refund that a payout pays: of its charge, or of a share where that is a basket's. */
export const getRefundOfPayout = async (
  tx: Tx<PayDatabase>,
  row: PayoutRow,
): Promise<RefundKey> => {
  const { rows } = await sql<RefundKey>`
    with charges as (
      select ${row.institution_id}::text as lane, ${row.charge_id}::uuid as id
      union all
      select institution_id, id from charge where basket_charge_id = ${row.charge_id})
    select r.institution_id as "institutionId", r.charge_id as "chargeId", r.position
    from charges c join refund r on r.institution_id = c.lane and r.charge_id = c.id
      and r.rail_transaction = ${row.rail_transaction}`.execute(tx);
  const [refund] = rows;
  if (!refund) throw new Error(`payout ${row.id} has no refund`);
  return refund;
};

/** What is due or was paid out for the payment that a slip belongs to. */
export const listPayoutsOfSlip = async (
  db: Reader,
  billingNumber: string,
  slipNumber: string,
): Promise<PayoutRow[]> => {
  const { rows } = await sql<PayoutRow>`
    select p.* from cash_collection c
      join cash_payout p on p.institution_id = c.institution_id and p.charge_id = c.charge_id
    where c.slip_number = ${slipNumber} and c.billing_number = ${billingNumber}
    order by p.created_at limit 50`.execute(db);
  return rows;
};

/** What the agent paid out on this day in Palestine, the newest first. */
export const listPayoutsToday = async (db: Reader, agent: AgentRow): Promise<PayoutRow[]> =>
  await db
    .selectFrom("cash_payout")
    .selectAll()
    .where("company_code", "=", agent.company_code)
    .where("agent_code", "=", agent.agent_code)
    .where("paid_at", ">=", sql<Date>`date_trunc('day', now(), 'Asia/Hebron')`)
    .orderBy("paid_at", "desc")
    .limit(200)
    .execute();

/** Whether a slip was printed for this bill. */
export const isSlipOf = async (
  db: Reader,
  billingNumber: string,
  slipNumber: string,
): Promise<boolean> => {
  const row = await db
    .selectFrom("cash_collection")
    .select("id")
    .where("slip_number", "=", slipNumber)
    .where("billing_number", "=", billingNumber)
    .executeTakeFirst();
  return row !== undefined;
};
