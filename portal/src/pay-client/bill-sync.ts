import { inTransaction } from "@gov/kit/db.ts";
import type { Log } from "@gov/kit/log.ts";
import type { OutboxHandler } from "@gov/kit/outbox.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Kysely } from "kysely";
import { z } from "zod";
import { linkBill, takeUnpaidCases } from "#src/case/bill-queries.ts";
import type { GovernmentCase } from "#src/case/case.ts";
import { findCase } from "#src/case/case-queries.ts";
import { recordPayment } from "#src/case/record-payment.ts";
import { loadDefinition } from "#src/catalogue/definition-queries.ts";
import type { PortalDb } from "#src/db-types.ts";
import type { Bill, BillLine, NewBill, PayClient, PayFailure } from "./pay-client.ts";

type Deps = Readonly<{ db: Kysely<PortalDb>; pay: PayClient; publicUrl: string; log: Log }>;

/** As much of a text as a bill's line holds. */
const short = ({ ar, en }: Text): Text => ({ ar: ar.slice(0, 200), en: en.slice(0, 200) });

/** The fee's parts as the gateway takes them. */
const partsOf = (current: GovernmentCase): Pick<NewBill, "lines" | "splits" | "instalments"> => {
  const { feeLines, feeExemptions, feeSplits, feeInstalments } = current;
  const lines: BillLine[] = [
    ...feeLines.map(({ label, amountMinor }) => ({
      kind: "fee" as const,
      text: short(label),
      amountMinor,
    })),
    ...feeExemptions.map(({ label, amountMinor, reason, source }) => ({
      kind: "exemption" as const,
      text: short(label),
      amountMinor,
      reason: short(reason),
      source: short(source),
    })),
  ];
  const shared = feeSplits.some(({ institution }) => institution !== current.institution);
  return {
    ...(lines.length > 0 ? { lines } : {}),
    ...(shared
      ? {
          splits: feeSplits.map(({ institution, amountMinor }) => ({
            billerCode: institution,
            amountMinor,
          })),
        }
      : {}),
    ...(feeInstalments.length > 1
      ? { instalments: feeInstalments.map(({ dueOn, amountMinor }) => ({ dueOn, amountMinor })) }
      : {}),
  };
};

const billFor = async (
  db: Kysely<PortalDb>,
  publicUrl: string,
  current: GovernmentCase,
): Promise<NewBill | undefined> => {
  if (!current.fee) return undefined;
  const definition = await loadDefinition(db, current.serviceCode, current.version);
  return {
    idempotencyKey: current.id,
    billerCode: current.institution,
    reference: current.reference,
    description: definition.title,
    amount: current.fee,
    ...partsOf(current),
    // The biller already says whose service it is.
    serviceType: current.serviceCode.slice(current.serviceCode.indexOf("/") + 1),
    payer: {
      nationalId: current.applicant.nationalId,
      name: current.applicant.name.ar.slice(0, 120),
      ...(current.applicant.phone ? { phone: current.applicant.phone } : {}),
    },
    returnUrl: `${publicUrl}/applications/${current.reference}/payment`,
  };
};

/** The case's bill, made now if it was not yet; asking twice makes one. */
export const ensureBill = async (
  deps: Deps,
  current: GovernmentCase,
): Promise<Result<{ payUrl: string }, PayFailure>> => {
  if (current.bill) return ok(current.bill);
  const wanted = await billFor(deps.db, deps.publicUrl, current);
  if (!wanted) return err({ kind: "refused" });
  const made = await deps.pay.createBill(wanted);
  if (!made.ok) return made;
  const { id, billingNumber, payUrl } = made.value;
  await inTransaction(deps.db, (tx) => linkBill(tx, current, { id, billingNumber, payUrl }));
  return ok({ payUrl });
};

const recordIfPaid = async (deps: Deps, bill: Bill): Promise<void> => {
  const paidMinor = bill.status === "paid" ? bill.amount.amountMinor : bill.paid?.amountMinor;
  if (!paidMinor) return;
  const recorded = await inTransaction(deps.db, (tx) =>
    recordPayment(tx, {
      billId: bill.id,
      amount: bill.amount,
      paidMinor,
      paidAt: bill.paidAt ?? new Date(),
      ...(bill.receiptUrl ? { receiptUrl: bill.receiptUrl } : {}),
    }),
  );
  if (!recorded.ok) deps.log.error({ billId: bill.id, error: recorded.error }, "payment refused");
};

/** Asks the gateway whether the case's bill is paid and records it: heals a lost webhook. */
export const confirmPayment = async (
  deps: Deps,
  current: GovernmentCase,
): Promise<Result<true, PayFailure>> => {
  if (!current.bill || current.paidAt) return ok(true);
  const bill = await deps.pay.findBill(current.bill.id);
  if (!bill.ok) return bill;
  await recordIfPaid(deps, bill.value);
  return ok(true);
};

/** Confirms the unpaid bills asked about longest ago, at most `limit`; stops while pay is down. */
export const sweepUnpaid = async (deps: Deps, limit: number): Promise<void> => {
  for (const current of await takeUnpaidCases(deps.db, limit)) {
    const confirmed = await confirmPayment(deps, current);
    if (!confirmed.ok && confirmed.error.kind === "down") return;
  }
};

const caseKey = z.object({ institution: z.string(), caseId: z.string() });

/** Outbox work about bills: make one for a new case, cancel that of a closed one. */
export const billHandlers = (deps: Deps): Record<string, OutboxHandler<PortalDb>> => ({
  "bill.create": async (payload) => {
    const { institution, caseId } = caseKey.parse(payload);
    const current = await findCase(deps.db, { institution, id: caseId });
    if (!current || current.closedAt) return undefined;
    const made = await ensureBill(deps, current);
    if (!made.ok) throw new Error(`the bill was not made: ${made.error.status ?? "no answer"}`);
    return undefined;
  },
  "bill.cancel": async (payload) => {
    const { institution, caseId } = caseKey.parse(payload);
    const current = await findCase(deps.db, { institution, id: caseId });
    if (!current?.bill || current.paidAt) return undefined;
    const cancelled = await deps.pay.cancelBill(current.bill.id);
    if (!cancelled.ok && cancelled.error.kind === "down") throw new Error("the gateway is down");
    await confirmPayment(deps, current);
    return undefined;
  },
});
