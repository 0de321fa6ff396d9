import type { BillStatus } from "#src/db-types.ts";
import type { SurplusReason } from "#src/refund/refund-order.ts";
import { nextStatus, type ChargeEvent, type ChargeStatus } from "./charge.ts";

/** What the ledger and the bill hold when the rail tells how much it has taken. */
export type Position = Readonly<{
  chargeStatus: ChargeStatus;
  amountMinor: bigint;
  /** What we have posted for this attempt so far. */
  takenMinor: bigint;
  billStatus: BillStatus;
  /** What is still to be paid of the bill. */
  dueMinor: bigint;
}>;

export type Settlement =
  | Readonly<{ kind: "nothingNew" }>
  | Readonly<{ kind: "tookBack" }>
  | Readonly<{
      kind: "post";
      event: ChargeEvent;
      to: ChargeStatus;
      /** Part that pays the bill: at most what is due, or nothing. */
      paysBillMinor: bigint;
      /** Part that goes to suspense and back to the payer. */
      surplusMinor: bigint;
      refundReason: SurplusReason | undefined;
    }>;

export const isPayable = (status: BillStatus): boolean => status === "open" || status === "claimed";

/**
 * What to do with money that the rail says it took: `railTakenMinor` in all for this attempt.
 * It pays the bill when it covers what was asked and something is due; everything beyond goes back.
 */
export const decideSettlement = (position: Position, railTakenMinor: bigint): Settlement => {
  const { chargeStatus, amountMinor, takenMinor, dueMinor } = position;
  const newMinor = railTakenMinor - takenMinor;
  if (newMinor === 0n) return { kind: "nothingNew" };
  if (newMinor < 0n) return { kind: "tookBack" };
  const payable = isPayable(position.billStatus) && dueMinor > 0n;
  const pays = takenMinor === 0n && payable && newMinor >= amountMinor;
  const event: ChargeEvent = pays ? "captured" : takenMinor > 0n ? "tookAgain" : "capturedInExcess";
  const to = nextStatus(chargeStatus, event);
  if (to === undefined) throw new Error(`no transition for ${chargeStatus} ${event}`);
  const paysBillMinor = pays ? (amountMinor < dueMinor ? amountMinor : dueMinor) : 0n;
  const surplusMinor = newMinor - paysBillMinor;
  const refundReason: SurplusReason | undefined =
    surplusMinor === 0n
      ? undefined
      : pays || takenMinor > 0n
        ? "takenTwice"
        : payable
          ? "takenShort"
          : "billSettled";
  return { kind: "post", event, to, paysBillMinor, surplusMinor, refundReason };
};
