import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Transaction } from "kysely";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import { advanceCase } from "./case-advance.ts";
import { caseDataOfCase } from "./case-data.ts";
import { appendEvent } from "./case-event-queries.ts";
import { lockCase } from "./case-queries.ts";
import { stepAfter } from "./workflow.ts";

export type Payment = Readonly<{
  billId: string;
  /** The case's reference, for a bill whose number did not reach us when it was made. */
  reference?: string;
  amount: Money;
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

/**
 * The payment gateway says that a bill is paid. Told twice, it changes nothing more; told after
 * the case was closed, the payment is recorded for the institution to give back.
 */
export const recordPayment = async (
  tx: Transaction<PortalDb>,
  payment: Payment,
): Promise<Result<"recorded" | "known", "unknownBill" | "wrongAmount">> => {
  const current = await findCaseOfBill(tx, payment);
  if (!current) return err("unknownBill");
  if (current.paidAt) return ok("known");
  const { fee } = current;
  const same =
    fee?.amountMinor === payment.amount.amountMinor && fee.currency === payment.amount.currency;
  if (!same) return err("wrongAmount");
  const paid = {
    paid_at: payment.paidAt,
    ...(payment.receiptUrl ? { receipt_url: payment.receiptUrl } : {}),
  };
  const definition = await loadDefinition(tx, current.serviceCode, current.version);
  const data = caseDataOfCase(current, new Date());
  const step = stepAfter(definition, current.state, "pay", "system", data);
  const actor = { kind: "system" } as const;
  if (step.ok) {
    const fact = { kind: "paid", actor, data: { receiptUrl: payment.receiptUrl } } as const;
    await advanceCase(tx, { ...current, paidAt: payment.paidAt }, step.value, fact, paid);
    return ok("recorded");
  }
  await tx
    .updateTable("government_case")
    .set({ ...paid, updated_at: new Date() })
    .where("institution", "=", current.institution)
    .where("id", "=", current.id)
    .execute();
  await appendEvent(tx, current, { kind: "paidAfterClosing", actor });
  return ok("recorded");
};
