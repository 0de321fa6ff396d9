import { getCharge } from "#src/charge/charge-queries.ts";
import { reverseCharge, reversePayment } from "#src/charge/reverse-payment.ts";
import type { PayDeps } from "#src/deps.ts";
import { chargeIdOf } from "./charge-reference.ts";
import { findCredit } from "./credit-queries.ts";
import type { CreditReversal } from "./iso/credit-notice.ts";

/** unknown: the credit has not been heard of; the bank tells again, by then in order. */
export type ReversalOutcome = "taken" | "unknown" | "contradicts";

const reason = "bankReversed";

/** The bank took a credit back: what it paid is owed again. Told again, nothing changes. */
export const takeReversal = async (
  deps: PayDeps,
  { bankReference, amount }: CreditReversal,
): Promise<ReversalOutcome> => {
  const row = await findCredit(deps.db, bankReference);
  if (!row?.charge_id || row.institution_id === null) return "unknown";
  const whole = row.amount_minor === amount.amountMinor && row.currency === amount.currency;
  if (!whole) {
    deps.log.error({ bankReference }, "the bank took back another amount than it had credited");
    return "contradicts";
  }
  const key = { institutionId: row.institution_id, chargeId: row.charge_id };
  // The credit of an attempt has no id of its own in the core; a received one does.
  const done =
    chargeIdOf(row.reference) === row.charge_id
      ? await reverseCharge(deps, await getCharge(deps.db, key), reason)
      : await reversePayment(deps, { rail: "instant", railTransactionId: bankReference, reason });
  return done.kind === "unknown" ? "unknown" : "taken";
};
