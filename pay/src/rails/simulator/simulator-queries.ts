import { sql, type Selectable } from "kysely";
import type { Database } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCharge } from "#src/rails/rail.ts";

type Db = Database<PayDatabase>;
export type SimulatedOrder = Selectable<PayDatabase["simulated_order"]>;

/** Notes an attempt, once; only a charge of a test lane can be. */
export const insertOrder = async (db: Db, charge: RailCharge): Promise<void> => {
  const { amount } = charge;
  await sql`
    insert into simulated_order
      (charge_id, institution_id, amount_minor, currency, return_url, cancel_url)
    select c.id, c.institution_id, ${amount.amountMinor}, ${amount.currency},
      ${charge.returnUrl}, ${charge.cancelUrl}
    from charge c where c.id = ${charge.chargeId} and c.institution_id like '%-test'
    on conflict do nothing`.execute(db);
};

export const findOrder = async (db: Db, chargeId: string): Promise<SimulatedOrder | undefined> =>
  await db
    .selectFrom("simulated_order")
    .selectAll()
    .where("charge_id", "=", chargeId)
    .executeTakeFirst();

/** What the person at the simulator's page chose; the first choice stands. */
export const decideOrder = async (
  db: Db,
  chargeId: string,
  decision: "approved" | "declined",
): Promise<void> => {
  await db
    .updateTable("simulated_order")
    .set({ decision })
    .where("charge_id", "=", chargeId)
    .where("decision", "=", "open")
    .execute();
};

export const sumReturned = async (db: Db, chargeId: string): Promise<bigint> => {
  const { rows } = await sql<{ sum: bigint }>`
    select coalesce(sum(amount_minor), 0)::bigint as sum from simulated_refund
    where charge_id = ${chargeId}`.execute(db);
  return rows[0]?.sum ?? 0n;
};

/** Gives money back, once for each transaction id; false where more would go back than came. */
export const insertReturn = async (
  db: Db,
  chargeId: string,
  transactionId: string,
  amountMinor: bigint,
): Promise<boolean> => {
  const { rows } = await sql<{ known: boolean }>`
    with room as (
      select o.charge_id from simulated_order o
      where o.charge_id = ${chargeId} and o.decision = 'approved'
        and o.amount_minor >= ${amountMinor} + (select coalesce(sum(r.amount_minor), 0)
          from simulated_refund r where r.charge_id = o.charge_id
            and r.transaction_id <> ${transactionId})
    ), made as (
      insert into simulated_refund (charge_id, transaction_id, amount_minor)
      select charge_id, ${transactionId}, ${amountMinor} from room on conflict do nothing
    )
    select exists (select 1 from room) as known`.execute(db);
  return rows[0]?.known ?? false;
};
