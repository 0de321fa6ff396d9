import { violatedConstraint } from "@gov/kit/db.ts";
import { err, type Result } from "@gov/kit/result.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { collectionAmount, type CollectionRow } from "#src/rails/cash/collection.ts";
import { confirmCollection } from "#src/rails/cash/confirm.ts";
import { findPayoutOfCode, payOutWithin, type PayoutError } from "#src/rails/cash/payout.ts";
import { orRefusal, Refusal } from "#src/rails/cash/refusal.ts";
import { cancelCollection } from "#src/rails/cash/release.ts";
import { reserveCollection } from "#src/rails/cash/reserve.ts";
import { noting, reservationOf, type Finish } from "./pay-bill.ts";
import type { PaidBill, PayBillError } from "./pay-bill.ts";

export type RedeemError = PayBillError | Exclude<PayoutError, "amountDiffers"> | "voucherDiffers";

type Redeeming = PaidBill & Readonly<{ code: string }>;

const voucherErrors = [
  "payoutUnknown",
  "payoutDone",
  "voucherDiffers",
  "agentReferenceUsed",
] as const;
type VoucherError = (typeof voucherErrors)[number];

const isVoucherError = (error: RedeemError): error is VoucherError =>
  voucherErrors.some((one) => one === error);

const voucherErrorOf = (error: Exclude<PayoutError, "agentReferenceUsed">): VoucherError =>
  error === "amountDiffers" ? "voucherDiffers" : error;

/** The voucher is worth exactly the bill, and nobody has redeemed it. */
const checkVoucher = async (
  cash: Cash,
  code: string,
  worth: Readonly<{ amountMinor: bigint; currency: string }> | undefined,
): Promise<Extract<RedeemError, "payoutUnknown" | "payoutDone" | "voucherDiffers"> | undefined> => {
  const voucher = await findPayoutOfCode(cash, code);
  if (!voucher) return "payoutUnknown";
  if (voucher.status === "paidOut") return "payoutDone";
  const same = voucher.amount_minor === worth?.amountMinor && voucher.currency === worth.currency;
  return same ? undefined : "voucherDiffers";
};

/** The bill is captured and the voucher paid out, both or neither. */
const redeem = async <T>(
  cash: Cash,
  redeeming: Redeeming,
  row: CollectionRow,
  finish: Finish<T>,
): Promise<Result<T, RedeemError>> => {
  const { party: agent, code, clientId: person } = redeeming;
  const amount = collectionAmount(row);
  const said = { agentCode: row.agent_code, amount };
  return await orRefusal(voucherErrors, async () => {
    try {
      return await confirmCollection(cash, row, said, async (tx, confirmed) => {
        const reference = confirmed.agent_reference;
        const paid = await payOutWithin(tx, cash, { agent, reference, code, amount, person });
        if (!paid.ok) throw new Refusal(voucherErrorOf(paid.error));
        return await noting(redeeming, finish)(tx, confirmed);
      });
    } catch (error) {
      if (violatedConstraint(error) !== "cash_payout_once") throw error;
      throw new Refusal("agentReferenceUsed");
    }
  });
};

/**
 * Pays a bill with money that is due to the payer against a code: the counter pays it out and
 * takes it in again, in one transaction, so that the float is the same afterwards. A code that is
 * wrong, spent or worth another amount touches neither bill nor float.
 */
export const redeemVoucher = async <T>(
  cash: Cash,
  redeeming: Redeeming,
  finish: Finish<T>,
): Promise<Result<T, RedeemError>> => {
  const reservation = await reservationOf(cash, redeeming);
  if (!reservation.ok) return reservation;
  const wrong = await checkVoucher(cash, redeeming.code, reservation.value.amount);
  if (wrong) return err(wrong);
  const reserved = await reserveCollection(cash, reservation.value);
  if (!reserved.ok) return reserved;
  const done = await redeem(cash, redeeming, reserved.value, finish);
  if (!done.ok && isVoucherError(done.error)) {
    // Somebody else redeemed it meanwhile: all was undone, and the bill is free at once.
    await cancelCollection(cash, reserved.value, () => Promise.resolve());
  }
  return done;
};
