import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase, RefundReason } from "#src/db-types.ts";

export const refundOutboxKind = "refund";
export type RefundRow = Selectable<PayDatabase["refund"]>;

/** All shares of a basket are one charge to their rail: each one's refunds have its own name. */
const prefixOf = (charge: ChargeRow): string =>
  charge.basket_charge_id === null ? "refund-" : `${charge.id}-`;

/**
 * Notes that this money goes back and sets it going. The rail's transaction id is fixed here:
 * however often the rail is asked, it returns the money once.
 */
export const scheduleRefund = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  amount: Money,
  reason: RefundReason,
): Promise<RefundRow> => {
  const { rows } = await sql<RefundRow>`
    insert into refund
      (institution_id, charge_id, position, reason, amount_minor, currency, rail_transaction)
    select ${charge.institution_id}, ${charge.id}, coalesce(max(position), 0) + 1, ${reason},
      ${amount.amountMinor}, ${amount.currency}, ${prefixOf(charge)} || (coalesce(max(position), 0) + 1)
    from refund where institution_id = ${charge.institution_id} and charge_id = ${charge.id}
    returning *`.execute(tx);
  const [refund] = rows;
  if (!refund) throw new Error("a refund was not written");
  await addToOutbox(tx, refundOutboxKind, {
    institutionId: charge.institution_id,
    chargeId: charge.id,
    position: refund.position,
  });
  return refund;
};

export const findRefund = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  key: { institutionId: string; chargeId: string; position: number },
): Promise<RefundRow | undefined> =>
  await db
    .selectFrom("refund")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("charge_id", "=", key.chargeId)
    .where("position", "=", key.position)
    .executeTakeFirst();

export const listRefunds = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  charge: ChargeRow,
): Promise<RefundRow[]> =>
  await db
    .selectFrom("refund")
    .selectAll()
    .where("institution_id", "=", charge.institution_id)
    .where("charge_id", "=", charge.id)
    .orderBy("position")
    .execute();

/** All that a rail was ever asked to give back of one order: of its charge and of its shares. */
export const listRefundsOfOrder = async (
  db: Database<PayDatabase>,
  order: ChargeRow,
): Promise<RefundRow[]> => {
  const { rows } = await sql<RefundRow>`
    with charges as (
      select ${order.institution_id}::text as lane, ${order.id}::uuid as id
      union all
      select institution_id, id from charge where basket_charge_id = ${order.id})
    select r.* from charges c
      join refund r on r.institution_id = c.lane and r.charge_id = c.id
    order by r.charge_id, r.position`.execute(db);
  return rows;
};

export const markRefused = async (tx: Tx<PayDatabase>, refund: RefundRow): Promise<void> => {
  await tx
    .updateTable("refund")
    .set({ status: "refused" })
    .where("institution_id", "=", refund.institution_id)
    .where("charge_id", "=", refund.charge_id)
    .where("position", "=", refund.position)
    .execute();
};

export const markReturned = async (tx: Tx<PayDatabase>, refund: RefundRow): Promise<void> => {
  await tx
    .updateTable("refund")
    .set({ status: "returned", returned_at: new Date() })
    .where("institution_id", "=", refund.institution_id)
    .where("charge_id", "=", refund.charge_id)
    .where("position", "=", refund.position)
    .execute();
};
