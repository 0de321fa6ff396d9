import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { advanceCase } from "./case-advance.ts";
import { caseDataOfCase } from "./case-data.ts";
import type { GovernmentCase } from "./case.ts";
import { appendEvent } from "./case-event-queries.ts";
import { lockCase } from "./case-queries.ts";
import { stepAfter } from "./workflow.ts";

export type Payment = Readonly<{
  billId: string;
  /** The case's reference, for a bill whose number did not reach us when it was made. */
  reference?: string;
  /** What the bill is for, all of it. */
  amount: Money;
  /** What was paid of it so far; all of it where absent. */
  paidMinor?: bigint;
  paidAt: Date;
  receiptUrl?: string;
}>;

const findCaseOfBill = async (tx: Transaction<PortalDb>, { billId, reference }: Payment) => {
  const key = await tx
    .selectFrom("government_case")
    .select(["institution", "id"])
    .where((eb) =>
      eb.or([
        eb("bill_id", "=", billId),
        eb.and([eb("bill_id", "is", null), eb("reference", "=", reference ?? "")]),
      ]),
    )
    .executeTakeFirst();
  return key && (await lockCase(tx, key));
};

/** Enough to go on: all of it or, where it is paid in parts, the first. */
const isEnough = ({ fee, feeInstalments }: GovernmentCase, paidMinor: bigint): boolean => {
  const [first] = feeInstalments;
  return paidMinor >= (first ? BigInt(first.amountMinor) : (fee?.amountMinor ?? 0n));
};

/**
 * The payment gateway says that a bill is paid, or a part of it. Told twice, it changes nothing
 * more; told after the case was closed unpaid, the payment is recorded for the institution to
 * give back.
 */
export const recordPayment = async (
  tx: Transaction<PortalDb>,
  payment: Payment,
): Promise<Result<"recorded" | "known", "unknownBill" | "wrongAmount">> => {
  const current = await findCaseOfBill(tx, payment);
  if (!current) return err("unknownBill");
  const { fee } = current;
  const same =
    fee?.amountMinor === payment.amount.amountMinor && fee.currency === payment.amount.currency;
  if (!same) return err("wrongAmount");
  const paidMinor = payment.paidMinor ?? fee.amountMinor;
  if (current.paidAt || paidMinor <= current.paidMinor) return ok("known");
  const whole = paidMinor >= fee.amountMinor;
  const paid = {
    paid_minor: paidMinor,
    ...(whole ? { paid_at: payment.paidAt } : {}),
    ...(payment.receiptUrl ? { receipt_url: payment.receiptUrl } : {}),
  };
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const data = caseDataOfCase(current, new Date());
  const step = isEnough(current, paidMinor)
    ? stepAfter(definition, current.state, "pay", "system", data)
    : err("notAllowedNow");
  const actor = { kind: "system" } as const;
  const kind = whole ? "paid" : "partlyPaid";
  const told = { receiptUrl: payment.receiptUrl, paidMinor: paidMinor.toString() };
  if (step.ok) {
    const after = { ...current, paidMinor, ...(whole ? { paidAt: payment.paidAt } : {}) };
    await advanceCase(tx, after, step.value, { kind, actor, data: told }, paid);
    return ok("recorded");
  }
  await tx
    .updateTable("government_case")
    .set({ ...paid, updated_at: new Date() })
    .where("institution", "=", current.institution)
    .where("id", "=", current.id)
    .execute();
  const late = current.closedAt !== undefined && current.paidMinor === 0n;
  await appendEvent(tx, current, { kind: late ? "paidAfterClosing" : kind, actor, data: told });
  return ok("recorded");
};
