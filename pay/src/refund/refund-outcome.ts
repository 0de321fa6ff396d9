import type { Tx } from "@gov/kit/db.ts";
import { openBreak } from "#src/charge/break-queries.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { lockBoth, type Locked } from "#src/charge/step.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { announceRefund } from "#src/webhook/announce.ts";
import { findOrderOfRefund, stepRefundOrder } from "./refund-order-queries.ts";
import type { RefundOrderRow } from "./refund-order-queries.ts";
import { markRefused, type RefundRow } from "./refund-queries.ts";

const getOrder = async (tx: Tx<PayDatabase>, refund: RefundRow): Promise<RefundOrderRow> => {
  const order = await findOrderOfRefund(tx, refund);
  if (!order) throw new Error(`no order for ${refund.charge_id} ${refund.rail_transaction}`);
  return order;
};

/** The rail gave a biller's refund back: its order is done and the biller is told. */
export const orderReturned = async (
  tx: Tx<PayDatabase>,
  locked: Locked,
  refund: RefundRow,
): Promise<void> => {
  const returned = await stepRefundOrder(tx, await getOrder(tx, refund), "railReturned", {
    actor: null,
    change: { returned_at: new Date() },
  });
  if (!returned) throw new Error(`refund ${refund.rail_transaction}: railReturned is illegal`);
  await announceRefund(tx, locked, returned, "refund.returned");
};

/** The rail refuses a biller's refund: a person sees it, and the biller is told. */
export const refuseOrder = async (
  tx: Tx<PayDatabase>,
  charge: ChargeRow,
  refund: RefundRow,
): Promise<void> => {
  const locked = await lockBoth(tx, charge);
  await markRefused(tx, refund);
  await openBreak(tx, charge, "refundRefused", { refund: refund.rail_transaction });
  const refused = await stepRefundOrder(tx, await getOrder(tx, refund), "railRefused", {
    actor: null,
  });
  if (!refused) throw new Error(`refund ${refund.rail_transaction}: railRefused is illegal`);
  await announceRefund(tx, locked, refused, "refund.refused");
};
