import type { Tx } from "@gov/kit/db.ts";
import { allocate, money } from "@gov/kit/money.ts";
import { acceptedMinor, paidBill } from "#src/bill/bill-due.ts";
import { billsPaid } from "#src/bill/bill-paid-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { addChargeEvent, keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import type { Locked } from "#src/charge/locked.ts";
import { fromCharge, postCaptures, type Capture } from "#src/charge/post-captures.ts";
import { hurryClaimant } from "#src/charge/received-queries.ts";
import { isPayable } from "#src/charge/settlement.ts";
import { takeStep } from "#src/charge/step.ts";
import { suspend } from "#src/charge/suspend.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import { basketTransfer } from "#src/ledger/ledger.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { scheduleReceipts } from "#src/payer-message/message-queries.ts";
import { partsByLane } from "./parts-by-lane.ts";
import { insertShare, lockItems, lockShares, type BasketItem } from "./share-queries.ts";

type Accepted = Readonly<{ bill: BillRow; charge: ChargeRow; paysMinor: bigint }>;

const paysOf = ({ bill, amountMinor }: BasketItem): bigint =>
  isPayable(bill.status) ? acceptedMinor(bill, amountMinor) : 0n;

/** The share pays its bill as far as something is due; a bill that was paid meanwhile, nothing. */
const settleShare = async (
  tx: Tx<PayDatabase>,
  basket: ChargeRow,
  { bill, charge }: Locked,
): Promise<Accepted> => {
  const pays = paysOf({ bill, amountMinor: charge.amount_minor });
  const event = pays > 0n ? "captured" : "capturedInExcess";
  const changed = await takeStep(tx, { bill, charge }, event, {
    change: {
      taken_minor: charge.amount_minor,
      rail_reference: basket.rail_reference,
      failure_reason: null,
      ...(pays > 0n ? { captured_at: basket.captured_at ?? new Date() } : {}),
    },
  });
  if (!changed) throw new Error(`a share cannot go on from ${charge.status}`);
  return { bill, charge: changed, paysMinor: pays };
};

/** A share that begins with its end: a rail took the basket's money before we heard of it. */
const receiveShare = async (
  tx: Tx<PayDatabase>,
  basket: ChargeRow,
  item: BasketItem,
): Promise<Accepted> => {
  const pays = paysOf(item);
  const status = pays > 0n ? "captured" : "surplus";
  const charge = await insertShare(tx, basket, item, {
    status,
    taken_minor: item.amountMinor,
    rail_reference: basket.rail_reference,
    captured_at: pays > 0n ? (basket.captured_at ?? new Date()) : null,
  });
  const event = pays > 0n ? "captured" : "capturedInExcess";
  await addChargeEvent(tx, keyOfCharge(charge), { event, from: "created", to: status });
  return { bill: item.bill, charge, paysMinor: pays };
};

const settleShares = async (
  tx: Tx<PayDatabase>,
  basket: BillRow,
  charge: ChargeRow,
): Promise<Accepted[]> => {
  const settled: Accepted[] = [];
  const claimed = await lockShares(tx, charge);
  for (const share of claimed) settled.push(await settleShare(tx, charge, share));
  if (claimed.length > 0) return settled;
  for (const item of await lockItems(tx, basket)) {
    settled.push(await receiveShare(tx, charge, item));
  }
  return settled;
};

/** What the rail keeps, borne by the bills in proportion. */
const withFees = (accepted: readonly Accepted[], capture: Capture): Capture[] => {
  if (accepted.length === 0) return [];
  const fees = allocate(
    money(capture.feeMinor, capture.bill.currency),
    accepted.map((one) => one.paysMinor),
  );
  return accepted.map((one, index) => ({ ...one, feeMinor: fees[index]?.amountMinor ?? 0n }));
};

/**
 * A basket's money came: each of its bills is paid by its share, with its own receipt, message and
 * ledger legs in its own lane; shares that no bill needs any more go back to the payer. All in the
 * caller's transaction, under the basket's lock.
 */
export const payBasket = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  capture: Capture,
): Promise<void> => {
  const { bill: basket, charge, paysMinor } = capture;
  const settled = await settleShares(tx, basket, charge);
  for (const { bill, charge: share } of settled) {
    // Another attempt at this bill may be under way: its rail is asked soon.
    if (bill.claimed_by !== null && bill.claimed_by !== share.id) await hurryClaimant(tx, bill);
  }
  const accepted = settled.filter((one) => one.paysMinor > 0n);
  await postCaptures(tx, deps, withFees(accepted, capture));
  const parts = partsByLane(accepted);
  if (parts.length > 0) {
    await postTransfer(tx, basketTransfer(fromCharge(charge), basket.currency, parts));
  }
  const rest = paysMinor - parts.reduce((sum, part) => sum + part.amountMinor, 0n);
  if (rest > 0n) await suspend(tx, charge, money(rest, basket.currency), "billSettled");
  if (deps.sms && accepted.length > 0) await scheduleReceipts(tx, [keyOfCharge(charge)]);
  const paidAt = charge.captured_at ?? new Date();
  await billsPaid([paidBill(basket, charge.id, paysMinor, paidAt)]).execute(tx);
};
