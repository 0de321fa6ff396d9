import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency, Money } from "@gov/kit/money.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { nextRefundStatus, type Actor, type Part } from "./refund-order.ts";
import type { RefundEvent, RefundGround, RefundStatus } from "./refund-order.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type RefundOrderRow = Selectable<PayDatabase["refund_order"]>;
export type RefundOrderEventRow = Selectable<PayDatabase["refund_order_event"]>;
export type RefundOrderKey = Readonly<{ institutionId: string; refundOrderId: string }>;

export const keyOfOrder = (order: RefundOrderRow): RefundOrderKey => ({
  institutionId: order.institution_id,
  refundOrderId: order.id,
});

const addRefundEvent = async (
  tx: Tx<PayDatabase>,
  key: RefundOrderKey,
  line: Readonly<{
    event: RefundEvent | "requested";
    from: RefundStatus | null;
    to: RefundStatus;
    actor: string | null;
  }>,
): Promise<void> => {
  await sql`
    insert into refund_order_event
      (institution_id, refund_order_id, position, event, from_status, to_status, actor)
    select ${key.institutionId}, ${key.refundOrderId}, coalesce(max(position), 0) + 1,
      ${line.event}, ${line.from}, ${line.to}, ${line.actor}
    from refund_order_event
    where institution_id = ${key.institutionId} and refund_order_id = ${key.refundOrderId}
    `.execute(tx);
};

/** Writes a request; the database refuses it where the payment has less left. */
export const insertRefundOrder = async (
  tx: Tx<PayDatabase>,
  input: Readonly<{
    id: string;
    payment: Selectable<PayDatabase["payment"]>;
    amount: Money;
    ground: RefundGround;
    note: string;
    by: Actor;
  }>,
): Promise<RefundOrderRow> => {
  const { payment, amount, by } = input;
  const order = await tx
    .insertInto("refund_order")
    .values({
      institution_id: payment.institution_id,
      id: input.id,
      payment_id: payment.id,
      bill_id: payment.bill_id,
      charge_id: payment.charge_id,
      reason: input.ground,
      note: input.note,
      amount_minor: amount.amountMinor,
      currency: amount.currency,
      requested_by_kind: by.kind,
      requested_by: by.name,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const line = { event: "requested", from: null, to: "requested", actor: by.name } as const;
  await addRefundEvent(tx, keyOfOrder(order), line);
  return order;
};

type Change = Partial<
  Pick<
    RefundOrderRow,
    "approval" | "decided_by" | "decided_at" | "decision_note" | "position" | "returned_at"
  >
>;

/** Takes one legal step of the table; undefined where the step is not legal. */
export const stepRefundOrder = async (
  tx: Tx<PayDatabase>,
  order: RefundOrderRow,
  event: RefundEvent,
  more: Readonly<{ actor: string | null; change?: Change }>,
): Promise<RefundOrderRow | undefined> => {
  const to = nextRefundStatus(order.status, event);
  if (to === undefined) return undefined;
  const changed = await tx
    .updateTable("refund_order")
    .set({ ...more.change, status: to })
    .where("institution_id", "=", order.institution_id)
    .where("id", "=", order.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const line = { event, from: order.status, to, actor: more.actor };
  await addRefundEvent(tx, keyOfOrder(order), line);
  return changed;
};

export const findRefundOrder = async (
  db: Reader,
  refundOrderId: string,
): Promise<RefundOrderRow | undefined> =>
  await db
    .selectFrom("refund_order")
    .selectAll()
    .where("id", "=", refundOrderId)
    .executeTakeFirst();

/** Lock the order's bill before. */
export const lockRefundOrder = async (
  tx: Tx<PayDatabase>,
  key: RefundOrderKey,
): Promise<RefundOrderRow> =>
  await tx
    .selectFrom("refund_order")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("id", "=", key.refundOrderId)
    .forUpdate()
    .executeTakeFirstOrThrow();

/** The order that a rail's refund was written for. */
export const findOrderOfRefund = async (
  db: Reader,
  refund: Readonly<{ institution_id: string; charge_id: string; position: number }>,
): Promise<RefundOrderRow | undefined> =>
  await db
    .selectFrom("refund_order")
    .selectAll()
    .where("institution_id", "=", refund.institution_id)
    .where("charge_id", "=", refund.charge_id)
    .where("position", "=", refund.position)
    .executeTakeFirst();

/** A payment's refunds, the oldest first. */
export const listRefundOrders = async (
  db: Reader,
  payment: Readonly<{ institution_id: string; id: string }>,
): Promise<RefundOrderRow[]> =>
  await db
    .selectFrom("refund_order")
    .selectAll()
    .where("institution_id", "=", payment.institution_id)
    .where("payment_id", "=", payment.id)
    .orderBy("requested_at")
    .orderBy("id")
    .limit(500)
    .execute();

export const listRefundEvents = async (
  db: Reader,
  key: RefundOrderKey,
): Promise<RefundOrderEventRow[]> =>
  await db
    .selectFrom("refund_order_event")
    .selectAll()
    .where("institution_id", "=", key.institutionId)
    .where("refund_order_id", "=", key.refundOrderId)
    .orderBy("position")
    .limit(200)
    .execute();

export const insertParts = async (
  tx: Tx<PayDatabase>,
  order: RefundOrderRow,
  parts: readonly Part[],
): Promise<void> => {
  const rows = parts.map((part) => ({
    institution_id: order.institution_id,
    refund_order_id: order.id,
    biller_code: part.billerCode,
    amount_minor: part.amountMinor,
  }));
  await tx.insertInto("refund_order_part").values(rows).execute();
};

export const listRefundParts = async (db: Reader, key: RefundOrderKey): Promise<Part[]> => {
  const rows = await db
    .selectFrom("refund_order_part")
    .select(["biller_code", "amount_minor"])
    .where("institution_id", "=", key.institutionId)
    .where("refund_order_id", "=", key.refundOrderId)
    .orderBy("biller_code")
    .execute();
  return rows.map((row) => ({ billerCode: row.biller_code, amountMinor: row.amount_minor }));
};

/** What refunds of this payment took from each party, those that were withdrawn left out. */
export const findTaken = async (
  db: Reader,
  payment: Readonly<{ institution_id: string; id: string }>,
): Promise<Map<string, bigint>> => {
  const { rows } = await sql<{ biller_code: string; taken: bigint }>`
    select p.biller_code, sum(p.amount_minor)::bigint as taken
    from refund_order o join refund_order_part p
      on p.institution_id = o.institution_id and p.refund_order_id = o.id
    where o.institution_id = ${payment.institution_id} and o.payment_id = ${payment.id}
      and o.status not in ('rejected', 'withdrawn')
    group by p.biller_code`.execute(db);
  return new Map(rows.map((row) => [row.biller_code, row.taken]));
};

export const findRefundLimit = async (
  db: Reader,
  biller: Readonly<{ institutionId: string; billerCode: string; currency: Currency }>,
): Promise<bigint | undefined> => {
  const row = await db
    .selectFrom("refund_limit")
    .select("limit_minor")
    .where("institution_id", "=", biller.institutionId)
    .where("biller_code", "=", biller.billerCode)
    .where("currency", "=", biller.currency)
    .executeTakeFirst();
  return row?.limit_minor;
};

export type RefundStanding = Readonly<{ returnedMinor: bigint; onItsWayMinor: bigint }>;

/** How much of a bill's payment is back with its payer, and how much is on its way. */
export const findRefundStanding = async (
  db: Reader,
  bill: Pick<BillRow, "institution_id" | "id">,
): Promise<RefundStanding> => {
  const { rows } = await sql<RefundStanding>`
    select coalesce(sum(amount_minor) filter (where status = 'returned'), 0)::bigint
        as "returnedMinor",
      coalesce(sum(amount_minor) filter (where status in ('approved', 'due', 'refusedByRail')),
        0)::bigint as "onItsWayMinor"
    from refund_order where institution_id = ${bill.institution_id} and bill_id = ${bill.id}
    `.execute(db);
  return rows[0] ?? { returnedMinor: 0n, onItsWayMinor: 0n };
};
