import type { Currency, Money } from "@gov/kit/money.ts";

/**
 * railClearing: what a rail owes us. billerPayable: what we owe a biller. suspense: money that
 * came and is on its way back to its payer.
 */
export type AccountKind = "railClearing" | "billerPayable" | "suspense";
export type AccountName = Readonly<{ kind: AccountKind; owner: string }>;

/** Debits are positive, credits negative. */
export type Posting = Readonly<{ account: AccountName; amountMinor: bigint }>;
export type TransferSource = "capture" | "surplus" | "refund" | "refundOrder" | "refundWithdrawal";

/** Postings of one currency within one institution that sum to zero. */
export type Transfer = Readonly<{
  institutionId: string;
  sourceKind: TransferSource;
  sourceId: string;
  currency: Currency;
  postings: readonly Posting[];
}>;

/** Refuses what does not balance: a bug here never reaches the database. */
export const balancedTransfer = (transfer: Transfer): Transfer => {
  const total = transfer.postings.reduce((sum, posting) => sum + posting.amountMinor, 0n);
  const empty = transfer.postings.some((posting) => posting.amountMinor === 0n);
  if (total !== 0n || empty || transfer.postings.length < 2) {
    throw new Error(`transfer ${transfer.sourceKind} ${transfer.sourceId} does not balance`);
  }
  return transfer;
};

const railClearing = (rail: string): AccountName => ({ kind: "railClearing", owner: rail });
const suspense = (rail: string): AccountName => ({ kind: "suspense", owner: rail });

type From = Readonly<{ institutionId: string; chargeId: string; rail: string }>;

/** The rail owes us the amount; we owe each biller its part. */
export const captureTransfer = (
  from: From,
  currency: Currency,
  parts: readonly Readonly<{ billerCode: string; amountMinor: bigint }>[],
): Transfer =>
  balancedTransfer({
    institutionId: from.institutionId,
    sourceKind: "capture",
    sourceId: from.chargeId,
    currency,
    postings: [
      {
        account: railClearing(from.rail),
        amountMinor: parts.reduce((sum, part) => sum + part.amountMinor, 0n),
      },
      ...parts.map((part) => ({
        account: { kind: "billerPayable" as const, owner: part.billerCode },
        amountMinor: -part.amountMinor,
      })),
    ],
  });

/** Money that pays no bill waits in suspense. `position` is its refund's. */
export const surplusTransfer = (from: From, position: number, amount: Money): Transfer =>
  balancedTransfer({
    institutionId: from.institutionId,
    sourceKind: "surplus",
    sourceId: `${from.chargeId}/${position}`,
    currency: amount.currency,
    postings: [
      { account: railClearing(from.rail), amountMinor: amount.amountMinor },
      { account: suspense(from.rail), amountMinor: -amount.amountMinor },
    ],
  });

/** The rail gave it back to the payer. */
export const refundTransfer = (from: From, position: number, amount: Money): Transfer =>
  balancedTransfer({
    institutionId: from.institutionId,
    sourceKind: "refund",
    sourceId: `${from.chargeId}/${position}`,
    currency: amount.currency,
    postings: [
      { account: suspense(from.rail), amountMinor: amount.amountMinor },
      { account: railClearing(from.rail), amountMinor: -amount.amountMinor },
    ],
  });

type FromOrder = Readonly<{ institutionId: string; orderId: string; rail: string }>;
type Parts = readonly Readonly<{ billerCode: string; amountMinor: bigint }>[];

const toSuspense = (
  sourceKind: "refundOrder" | "refundWithdrawal",
  from: FromOrder,
  currency: Currency,
  parts: Parts,
): Transfer => {
  const sign = sourceKind === "refundOrder" ? 1n : -1n;
  const sum = parts.reduce((total, part) => total + part.amountMinor, 0n);
  return balancedTransfer({
    institutionId: from.institutionId,
    sourceKind,
    sourceId: from.orderId,
    currency,
    postings: [
      ...parts.map((part) => ({
        account: { kind: "billerPayable" as const, owner: part.billerCode },
        amountMinor: sign * part.amountMinor,
      })),
      { account: suspense(from.rail), amountMinor: -sign * sum },
    ],
  });
};

/** A biller refunds: we owe the billers less, and it waits in suspense for its way back. */
export const refundOrderTransfer = (from: FromOrder, currency: Currency, parts: Parts): Transfer =>
  toSuspense("refundOrder", from, currency, parts);

/** It cannot go back over the rail: we owe it to the billers again. */
export const refundWithdrawalTransfer = (
  from: FromOrder,
  currency: Currency,
  parts: Parts,
): Transfer => toSuspense("refundWithdrawal", from, currency, parts);
