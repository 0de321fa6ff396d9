import { inTransaction, type Tx } from "@gov/kit/db.ts";
import { money, type Money } from "@gov/kit/money.ts";
import { acceptedMinor } from "#src/bill/bill-due.ts";
import { lockBill, type BillKey } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase, RefundReason } from "#src/db-types.ts";
import type { PayDeps } from "#src/deps.ts";
import type { RailCode } from "#src/rails/rail.ts";
import { addChargeEvent, getCharge, keyOfCharge, type ChargeRow } from "./charge-queries.ts";
import { payBill, suspend } from "./post-money.ts";
import { claimTransaction, insertReceivedCharge } from "./received-queries.ts";
import { hurryClaimant } from "./received-queries.ts";
import { isPayable } from "./settlement.ts";

/** Money that a rail took for a bill without our asking. */
export type ReceivedPayment = Readonly<{
  rail: RailCode;
  bill: BillKey;
  /** The rail's own id of it: what comes twice under one id is one payment. */
  railTransactionId: string;
  amount: Money;
  paidAt: Date;
  means?: string | undefined;
  /** What of it the rail keeps for its work. */
  feeMinor?: bigint | undefined;
}>;

export type Received = Readonly<{
  /**
   * captured: it pays the bill, or a part of it. suspended: nothing of it does, and it goes back.
   * replayed: it was received before. contradicts: this id was received with other facts.
   */
  kind: "captured" | "suspended" | "replayed" | "contradicts";
  charge: ChargeRow;
}>;

/** What is to be written in the same transaction, e.g. the rail's message and our answer. */
export type Alongside = (tx: Tx<PayDatabase>, received: Received) => Promise<void>;

const surplusReason = (bill: BillRow, amount: Money): RefundReason =>
  isPayable(bill.status) && bill.currency === amount.currency ? "takenShort" : "billSettled";

const replayed = async (
  tx: Tx<PayDatabase>,
  input: ReceivedPayment,
  chargeId: string,
  institutionId: string,
): Promise<Received> => {
  const charge = await getCharge(tx, { institutionId, chargeId });
  const same =
    charge.bill_id === input.bill.billId &&
    charge.taken_minor === input.amount.amountMinor &&
    charge.currency === input.amount.currency;
  return { kind: same ? "replayed" : "contradicts", charge };
};

const post = async (
  tx: Tx<PayDatabase>,
  deps: PayDeps,
  bill: BillRow,
  input: ReceivedPayment,
  charge: ChargeRow,
): Promise<void> => {
  const { amount } = input;
  const pays = charge.status === "captured" ? acceptedMinor(bill, amount.amountMinor) : 0n;
  const event = pays > 0n ? "captured" : "capturedInExcess";
  await addChargeEvent(tx, keyOfCharge(charge), {
    event,
    from: "created",
    to: charge.status,
    ...(input.means ? { detail: { means: input.means } } : {}),
  });
  if (pays > 0n) await payBill(tx, deps, { bill, charge }, pays, input.feeMinor ?? 0n);
  const rest = amount.amountMinor - pays;
  if (rest === 0n) return;
  const reason = pays > 0n ? "takenTwice" : surplusReason(bill, amount);
  await suspend(tx, charge, money(rest, amount.currency), reason);
};

/**
 * Accepts money that a rail took on its own: it pays the bill as far as something is due, whatever
 * other attempt holds the claim; the rest goes to suspense and back. One transaction; the same
 * rail transaction again changes nothing.
 */
export const receivePayment = async (
  deps: PayDeps,
  input: ReceivedPayment,
  alongside?: Alongside,
): Promise<Received> => {
  const received = await inTransaction(deps.db, async (tx) => {
    const bill = await lockBill(tx, input.bill);
    const claim = await claimTransaction(tx, input);
    const result =
      claim.kind === "known"
        ? await replayed(tx, input, claim.chargeId, claim.institutionId)
        : await (async (): Promise<Received> => {
            const fits = isPayable(bill.status) && bill.currency === input.amount.currency;
            const pays = fits ? acceptedMinor(bill, input.amount.amountMinor) : 0n;
            const charge = await insertReceivedCharge(tx, {
              ...input,
              chargeId: claim.chargeId,
              status: pays > 0n ? "captured" : "surplus",
              // What of it was asked for; what is beyond was taken in excess.
              amountMinor: pays > 0n ? pays : input.amount.amountMinor,
              whole: pays === bill.amount_minor,
            });
            await post(tx, deps, bill, input, charge);
            // Another attempt at this bill may be under way: its rail is asked soon.
            if (bill.claimed_by) await hurryClaimant(tx, bill);
            return { kind: pays > 0n ? "captured" : "suspended", charge };
          })();
    await alongside?.(tx, result);
    return result;
  });
  deps.kickOutbox();
  return received;
};
