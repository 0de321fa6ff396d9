import type { PayoutStatus } from "./payout.ts";
import type { Unmatched } from "./settlement-tables.ts";

type Entry = Readonly<{ side: "debit" | "credit"; amount_minor: bigint; currency: string }>;
type Payout = Readonly<{
  status: PayoutStatus;
  amount_minor: bigint;
  currency: string;
  account_iban: string;
}>;

/**
 * What an entry with a payout's id is: the debit that pays it, the return of it, or, where the
 * amount, the account or the order of things does not fit, nothing that may be believed.
 */
export const matchEntry = (
  entry: Entry & Readonly<{ account_iban: string }>,
  payout: Payout,
): "booked" | "returned" | Unmatched => {
  const same =
    entry.amount_minor === payout.amount_minor &&
    entry.currency === payout.currency &&
    entry.account_iban === payout.account_iban;
  if (!same) return "amountDiffers";
  const { status } = payout;
  if (entry.side === "debit") {
    return status === "paid" || status === "returned" ? "bookedTwice" : "booked";
  }
  if (status === "paid") return "returned";
  return status === "returned" ? "returnedTwice" : "notBookedYet";
};
