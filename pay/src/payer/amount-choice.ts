import { parseMoney, type MoneyError } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { planChoices, type InstalmentLine } from "#src/bill/instalment.ts";

/** The fields with which a payer says how much; both empty where all that is due is paid. */
export type TypedAmount = Readonly<{ upTo: string | undefined; amount: string | undefined }>;
export type AmountError = MoneyError | "outOfBounds" | "notChosen";

/** How much the payer chose: instalments up to one, an amount, or all that may be paid at once. */
export const chosenAmount = (
  bill: BillRow,
  plan: readonly InstalmentLine[],
  typed: TypedAmount,
): Result<bigint | undefined, AmountError> => {
  if (bill.part_upper_minor === null) return ok(undefined);
  if (typed.upTo !== undefined) {
    const choice = planChoices(bill, plan).find((one) => String(one.position) === typed.upTo);
    return choice ? ok(choice.amountMinor) : err("notChosen");
  }
  if (typed.amount === undefined) return err(plan.length > 0 ? "notChosen" : "empty");
  const read = parseMoney(typed.amount, bill.currency);
  if (!read.ok) return read;
  const payable = payableMinor(bill, read.value.amountMinor);
  return payable.ok ? payable : err("outOfBounds");
};

/** What may be paid at once: from, to, and whether anything but all that is due is allowed. */
export const partBounds = (
  bill: BillRow,
): Readonly<{ lowerMinor: bigint; upperMinor: bigint }> | undefined => {
  const { part_lower_minor: lower, part_upper_minor: upper } = bill;
  if (lower === null || upper === null) return undefined;
  const due = bill.amount_minor - bill.paid_minor;
  const upperMinor = due < upper ? due : upper;
  return { lowerMinor: lower < upperMinor ? lower : upperMinor, upperMinor };
};
