import type { BillStatus, RefundReason } from "#src/db-types.ts";
import { nextStatus, type ChargeEvent, type ChargeStatus } from "./charge.ts";

/** What the ledger and the bill hold when the rail tells how much it has taken. */
export type Position = Readonly<{
  chargeStatus: ChargeStatus;
  amountMinor: bigint;
  /** What we have posted for this attempt so far. */
  takenMinor: bigint;
  billStatus: BillStatus;
}>;

export type Settlement =
  | Readonly<{ kind: "nothingNew" }>
  | Readonly<{ kind: "tookBack" }>
  | Readonly<{
      kind: "post";
      event: ChargeEvent;
      to: ChargeStatus;
      /** Part that pays the bill: its whole amount or nothing. */
      paysBillMinor: bigint;
      /** Part that goes to suspense and back to the payer. */
      surplusMinor: bigint;
      refundReason: RefundReason | undefined;
    }>;

/**
 * What to do with money that the rail says it took: `railTakenMinor` in all for this attempt.
 * It pays the bill when it covers it and nobody else paid; everything beyond goes back.
 */
export const decideSettlement = (position: Position, railTakenMinor: bigint): Settlement => {
  const { chargeStatus, amountMinor, takenMinor } = position;
  const newMinor = railTakenMinor - takenMinor;
  if (newMinor === 0n) return { kind: "nothingNew" };
  if (newMinor < 0n) return { kind: "tookBack" };
  const payable = position.billStatus === "open" || position.billStatus === "claimed";
  const pays = takenMinor === 0n && payable && newMinor >= amountMinor;
  const event: ChargeEvent = pays ? "captured" : takenMinor > 0n ? "tookAgain" : "capturedInExcess";
  const to = nextStatus(chargeStatus, event);
  if (to === undefined) throw new Error(`no transition for ${chargeStatus} ${event}`);
  const paysBillMinor = pays ? amountMinor : 0n;
  const surplusMinor = newMinor - paysBillMinor;
  const refundReason: RefundReason | undefined =
    surplusMinor === 0n
      ? undefined
      : pays || takenMinor > 0n
        ? "takenTwice"
        : payable
          ? "takenShort"
          : "billSettled";
  return { kind: "post", event, to, paysBillMinor, surplusMinor, refundReason };
};
