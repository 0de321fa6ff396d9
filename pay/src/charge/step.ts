import type { Tx } from "@gov/kit/db.ts";
import { lockBill, updateBill } from "#src/bill/bill-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { lockShares } from "#src/basket/share-queries.ts";
import { announceStep } from "#src/webhook/announce.ts";
import { isUnderWay, nextStatus, type ChargeEvent } from "./charge.ts";
import { addChargeEvent, lockCharge, updateCharge } from "./charge-queries.ts";
import { keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import type { Locked } from "./locked.ts";

export type { Locked } from "./locked.ts";

/** Locks the bill, then the charge: the one order in which everybody locks them. */
export const lockBoth = async (tx: Tx<PayDatabase>, charge: ChargeRow): Promise<Locked> => {
  const bill = await lockBill(tx, {
    institutionId: charge.institution_id,
    billId: charge.bill_id,
  });
  return { bill, charge: await lockCharge(tx, keyOfCharge(charge)) };
};

/** When the rail of an attempt that has ended is asked once more. */
export const recheckSoon = (): Date => new Date(Date.now() + 60_000);

/**
 * Takes one legal step of the table on a locked charge: status, timeline, and, where the attempt
 * ended without paying the bill, the claim released and the biller told. Undefined where the step is not legal.
 */
export const takeStep = async (
  tx: Tx<PayDatabase>,
  { bill, charge }: Locked,
  event: ChargeEvent,
  extra: Readonly<{ detail?: Record<string, string>; change?: Parameters<typeof updateCharge>[2] }>,
): Promise<ChargeRow | undefined> => {
  const to = nextStatus(charge.status, event);
  if (to === undefined) return undefined;
  const key = keyOfCharge(charge);
  const change = { ...extra.change, status: to };
  const settled = !isUnderWay(to);
  const changed = await updateCharge(
    tx,
    key,
    settled && !charge.basket_charge_id ? { ...change, next_check_at: recheckSoon() } : change,
  );
  await addChargeEvent(tx, key, {
    event,
    from: charge.status,
    to,
    ...(extra.detail ? { detail: extra.detail } : {}),
  });
  const ended = settled && to !== "captured";
  if (ended && bill.status === "claimed" && bill.claimed_by === charge.id) {
    const billKey = { institutionId: bill.institution_id, billId: bill.id };
    await updateBill(tx, billKey, { status: "open", claimed_by: null });
  }
  await announceStep(tx, bill, changed, event);
  if (bill.kind === "basket") await passOn(tx, changed, event);
  return changed;
};

/** These happen to each share on its own, with its own money. */
const notPassedOn: ReadonlySet<ChargeEvent> = new Set(["captured", "tookAgain", "reversed"]);

/** What befalls a basket's attempt befalls its shares: the bills are free together. */
const passOn = async (
  tx: Tx<PayDatabase>,
  basket: ChargeRow,
  event: ChargeEvent,
): Promise<void> => {
  if (notPassedOn.has(event)) return;
  for (const share of await lockShares(tx, basket)) {
    const { status, amount_minor } = share.charge;
    if (event === "refunded" && status !== "surplus") continue;
    await takeStep(tx, share, event, {
      change: {
        failure_reason: basket.failure_reason,
        ...(event === "capturedInExcess" ? { taken_minor: amount_minor } : {}),
      },
    });
  }
};
