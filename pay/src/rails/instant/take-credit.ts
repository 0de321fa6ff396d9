import { inTransaction } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import { findBillByNumber, type BillKey } from "#src/bill/bill-queries.ts";
import { findCharge, keyOfCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { receivePayment } from "#src/charge/receive-payment.ts";
import { settleCharge } from "#src/charge/settle-charge.ts";
import { lockBoth } from "#src/charge/step.ts";
import type { PayDeps } from "#src/deps.ts";
import type { RailWord } from "../rail.ts";
import { chargeIdOf } from "./charge-reference.ts";
import { attachCredit, findCreditOf, rememberCredit, type CreditRow } from "./credit-queries.ts";
import { receiveCredit } from "./receive-credit.ts";
import { scheduleReturn } from "./return-credit.ts";
import type { Credit } from "./iso/credit-notice.ts";

/**
 * attempt: it is the payment of an attempt of ours. received: money beside it, booked by itself.
 * nobody: it names no bill of ours and goes back. contradicts: other facts than before.
 */
export type CreditOutcome = "attempt" | "received" | "nobody" | "contradicts";

const isSame = (row: CreditRow, credit: Credit): boolean =>
  row.amount_minor === credit.amount.amountMinor &&
  row.currency === credit.amount.currency &&
  row.reference === credit.reference;

const attemptOf = async (deps: PayDeps, credit: Credit): Promise<ChargeRow | undefined> => {
  const id = chargeIdOf(credit.reference);
  const charge = id === undefined ? undefined : await findCharge(deps.db, id);
  return charge?.rail === "instant" ? charge : undefined;
};

/**
 * Writes the credit down and, where it is the first of its attempt and in its currency, gives it
 * to that attempt. Under the attempt's lock, so that two credits at once have one winner.
 */
const assignCredit = async (
  deps: PayDeps,
  credit: Credit,
  attempt: ChargeRow | undefined,
): Promise<CreditRow> =>
  await inTransaction(deps.db, async (tx) => {
    if (attempt) await lockBoth(tx, attempt);
    const row = await rememberCredit(tx, deps.encryptionKey, credit);
    const own = row.charge_id === null && row.returning_at === null;
    const free = attempt && own && !(await findCreditOf(tx, attempt.id));
    if (!free || attempt.currency !== credit.amount.currency) return row;
    await attachCredit(tx, credit.bankReference, keyOfCharge(attempt));
    return { ...row, institution_id: attempt.institution_id, charge_id: attempt.id };
  });

const billOf = async (
  deps: PayDeps,
  credit: Credit,
  attempt: ChargeRow | undefined,
): Promise<BillKey | undefined> => {
  if (attempt) return { institutionId: attempt.institution_id, billId: attempt.bill_id };
  const bill = credit.billingNumber && (await findBillByNumber(deps.db, credit.billingNumber));
  return bill ? { institutionId: bill.institution_id, billId: bill.id } : undefined;
};

const giveBack = async (deps: PayDeps, row: CreditRow): Promise<CreditOutcome> => {
  const { bank_reference: bankReference } = row;
  const begun = await inTransaction(deps.db, (tx) => scheduleReturn(tx, bankReference));
  if (begun) deps.log.error({ bankReference }, "a credit names no bill of ours; it goes back");
  deps.kickOutbox();
  return "nobody";
};

/** The rail's word that a credit is: all that this attempt got. */
export const wordOfCredit = (row: CreditRow): RailWord => ({
  kind: "taken",
  takenMinor: row.amount_minor,
  returnedMinor: 0n,
  reference: row.bank_reference,
  means: undefined,
});

/**
 * Takes in one booked credit, however often the bank tells of it. The first credit of an attempt
 * is that attempt's payment; every other credit is money that a bank took of its own accord.
 */
export const takeCredit = async (deps: PayDeps, credit: Credit): Promise<CreditOutcome> => {
  const attempt = await attemptOf(deps, credit);
  const taken = attempt ? "unusual" : await receiveCredit(deps, credit);
  if (taken !== "unusual") return taken;
  const row = await assignCredit(deps, credit, attempt);
  if (!isSame(row, credit)) {
    deps.log.error({ bankReference: credit.bankReference }, "a credit changed its facts");
    if (attempt) {
      await settleCharge(deps, attempt, { kind: "contradicts", detail: "credit changed" });
    }
    return "contradicts";
  }
  if (attempt && row.charge_id === attempt.id) {
    await settleCharge(deps, attempt, wordOfCredit(row));
    return "attempt";
  }
  if (row.returning_at !== null) return "nobody";
  // An attempt's own money comes before what was paid beside it, whichever is told of first.
  const own = attempt && (await findCreditOf(deps.db, attempt.id));
  if (attempt && own) await settleCharge(deps, attempt, wordOfCredit(own));
  const bill = await billOf(deps, credit, attempt);
  if (!bill) return await giveBack(deps, row);
  const received = await receivePayment(
    deps,
    {
      rail: "instant",
      bill,
      railTransactionId: credit.bankReference,
      amount: money(row.amount_minor, row.currency),
      paidAt: credit.bookedAt,
    },
    (tx, { charge }) => attachCredit(tx, credit.bankReference, keyOfCharge(charge)),
  );
  return received.kind === "contradicts" ? "contradicts" : "received";
};
