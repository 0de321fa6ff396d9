import { inTransaction } from "@gov/kit/db.ts";
import {
  approveRefund,
  askRailAgain,
  rejectRefund,
  withdrawRefund,
} from "#src/refund/order-refund.ts";
import { findRefundOrder } from "#src/refund/refund-order-queries.ts";
import { insist } from "./clients.ts";
import { below, chance } from "./random.ts";
import type { Gateway } from "./gateway.ts";
import type { SimBill, World } from "./world.ts";

const standing = `select id, amount_minor from payment
  where bill_id = $1 and reversed_at is null order by id limit 1`;

/** The biller sends money of the bill's payment back, all of it or a part. */
export const refundOverApi = async (world: World, bill: SimBill, key: string): Promise<void> => {
  await world.step("biller refunds", 0.3);
  const { rows } = await world.look("payment of bill", (monitor) =>
    monitor.query<{ id: string; amount_minor: bigint }>(standing, [bill.id]),
  );
  const [payment] = rows;
  if (!payment) return;
  const whole = chance(world.random, 0.5);
  const part = BigInt(1 + below(world.random, Number(payment.amount_minor)));
  const amountMinor = String(whole ? payment.amount_minor : part);
  const body = {
    amount: { amountMinor, currency: bill.currency },
    reason: "wrongAmount",
    note: "counted twice",
  };
  await insist(world, `/v1/payments/${payment.id}/refunds`, body, { key });
};

type Decided = "approved" | "rejected" | "again" | "withdrawn";

const decide = async ({ deps }: Gateway, id: string, decision: Decided): Promise<boolean> =>
  await inTransaction(deps.db, async (tx) => {
    const order = await findRefundOrder(tx, id);
    if (!order) throw new Error("a refund order is gone");
    const said = { order, by: "hanan", note: undefined };
    if (decision === "approved") return (await approveRefund(tx, said)).ok;
    if (decision === "rejected") return (await rejectRefund(tx, said)).ok;
    if (decision === "again") return (await askRailAgain(tx, said)).ok;
    return (await withdrawRefund(tx, said)).ok;
  });

const waiting = `select id, status from refund_order
  where status in ('requested', 'refusedByRail') order by id limit 20`;

/** The biller's second person decides what waits; `last`: after it, nothing is asked again. */
export const decideRefunds = async (world: World, last = false): Promise<number> => {
  const { rows } = await world.look("refunds to decide", (monitor) =>
    monitor.query<{ id: string; status: "requested" | "refusedByRail" }>(waiting),
  );
  for (const { id, status } of rows) {
    const agrees = chance(world.random, 0.7);
    const decision: Decided =
      status === "requested"
        ? agrees
          ? "approved"
          : "rejected"
        : agrees && !last
          ? "again"
          : "withdrawn";
    if (status === "refusedByRail") world.count("refundRefusedByRail");
    const done = await world.call((gateway) => decide(gateway, id, decision));
    if (done && decision === "rejected") world.count("refundRejected");
    if (done && decision === "withdrawn") world.count("refundWithdrawn");
    // What its payment does not carry any more is not approved.
    if (!done && last && decision === "approved") {
      await world.call((gateway) => decide(gateway, id, "rejected"));
    }
  }
  return rows.length;
};
