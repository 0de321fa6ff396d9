import type { Currency, Money } from "@gov/kit/money.ts";

/**
 * railClearing: what a rail owes us. billerPayable: what we owe a biller. suspense: money that
 * came and is on its way back to its payer. railFees: what rails kept for their work. agentFloat
 * and agentHold: what a payment company paid in beforehand, free and held for a collection; never
 * below zero. laneClearing: what one institution's lane owes another's until settlement.
 * payoutClearing: payouts on their way, by biller. treasuryBank: what payouts took out of the
 * treasury's account and what came back, by its IBAN.
 * difference: where a rail's word and our books differ, once two people took the rail's word.
 */
export type AccountKind =
  | "railClearing"
  | "billerPayable"
  | "suspense"
  | "railFees"
  | "agentFloat"
  | "agentHold"
  | "laneClearing"
  | "treasuryBank"
  | "payoutClearing"
  | "difference";
export type AccountName = Readonly<{ kind: AccountKind; owner: string }>;

/** Accounts that may never be in debit. Their balance is one row, locked by who changes it. */
export const guardedKinds: ReadonlySet<AccountKind> = new Set(["agentFloat", "agentHold"]);

/** One amount from one account to another: the receiving side is debited. */
export type Leg = Readonly<{ debit: AccountName; credit: AccountName; amountMinor: bigint }>;

export type TransferSource =
  | "capture"
  | "fee"
  | "surplus"
  | "refund"
  | "reversal"
  | "refundDue"
  | "refundWithdrawal"
  | "floatDeposit"
  | "cashHold"
  | "cashRelease"
  | "cashCollected"
  | "cashVoid"
  | "cashPayout"
  | "laneMove"
  | "payout"
  | "payoutPaid"
  | "payoutReturned"
  | "breakAccepted";

/**
 * Legs of one currency within one institution that have one cause. `source` makes the transfer
 * happen once for whatever caused it.
 */
export type Transfer = Readonly<{
  institutionId: string;
  sourceKind: TransferSource;
  sourceId: string;
  currency: Currency;
  legs: readonly Leg[];
}>;

const maxLegs = 100;

/** Refuses what no ledger may hold: a bug here never reaches the database. */
export const checkedTransfer = (transfer: Transfer): Transfer => {
  const { legs, sourceKind, sourceId } = transfer;
  const wrong = legs.some(
    ({ debit, credit, amountMinor }) =>
      amountMinor <= 0n || (debit.kind === credit.kind && debit.owner === credit.owner),
  );
  if (wrong || legs.length === 0 || legs.length > maxLegs) {
    throw new Error(`transfer ${sourceKind} ${sourceId} is not one`);
  }
  return transfer;
};

export const railClearing = (rail: string): AccountName => ({ kind: "railClearing", owner: rail });
export const suspense = (rail: string): AccountName => ({ kind: "suspense", owner: rail });
export const billerPayable = (code: string): AccountName => ({
  kind: "billerPayable",
  owner: code,
});

/** What one lane owes another, or is owed, until settlement makes it even. */
export const laneClearing = (otherLane: string): AccountName => ({
  kind: "laneClearing",
  owner: otherLane,
});

export type From = Readonly<{
  institutionId: string;
  chargeId: string;
  rail: string;
  /** The lane that has the rail's money, where it is another: that of a basket. */
  basketLane?: string | null | undefined;
}>;

/** Who owes us a charge's money: its rail, or the lane of the basket that it is a share of. */
export const clearingOf = ({ rail, basketLane }: From): AccountName =>
  basketLane ? laneClearing(basketLane) : railClearing(rail);

export type Part = Readonly<{ billerCode: string; amountMinor: bigint }>;

/** The rail owes us the amount; we owe each biller its part. */
export const captureTransfer = (from: From, currency: Currency, parts: readonly Part[]): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "capture",
    sourceId: from.chargeId,
    currency,
    legs: parts.map((part) => ({
      debit: clearingOf(from),
      credit: billerPayable(part.billerCode),
      amountMinor: part.amountMinor,
    })),
  });

/** The rail took a captured payment back: nobody owes anybody for it any more. */
export const reversalTransfer = (
  from: From,
  currency: Currency,
  parts: readonly Part[],
): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "reversal",
    sourceId: from.chargeId,
    currency,
    legs: parts.map((part) => ({
      debit: billerPayable(part.billerCode),
      credit: clearingOf(from),
      amountMinor: part.amountMinor,
    })),
  });

/** What the rail keeps of a payment for its work: the biller bears it. */
export const feeTransfer = (from: From, billerCode: string, fee: Money): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "fee",
    sourceId: from.chargeId,
    currency: fee.currency,
    legs: [
      {
        debit: billerPayable(billerCode),
        credit: { kind: "railFees", owner: from.rail },
        amountMinor: fee.amountMinor,
      },
    ],
  });

/** Money that pays no bill waits in suspense. `position` is its refund's. */
export const surplusTransfer = (from: From, position: number, amount: Money): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "surplus",
    sourceId: `${from.chargeId}/${position}`,
    currency: amount.currency,
    legs: [
      {
        debit: clearingOf(from),
        credit: suspense(from.rail),
        amountMinor: amount.amountMinor,
      },
    ],
  });

/** The rail gave it back to the payer. */
export const refundTransfer = (from: From, position: number, amount: Money): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "refund",
    sourceId: `${from.chargeId}/${position}`,
    currency: amount.currency,
    legs: [
      {
        debit: suspense(from.rail),
        credit: clearingOf(from),
        amountMinor: amount.amountMinor,
      },
    ],
  });

/**
 * What a refund moves: in the charge's lane, and where that is a basket's share, in the lane of the
 * basket too, because it is that lane's rail that gave the money back.
 */
export const refundTransfers = (from: From, position: number, amount: Money): Transfer[] => {
  const own = refundTransfer(from, position, amount);
  if (!from.basketLane) return [own];
  const mirrored = checkedTransfer({
    institutionId: from.basketLane,
    sourceKind: "refund",
    // Another than its own's: the bill may be of the basket's lane itself.
    sourceId: `${from.chargeId}/${position}/basket`,
    currency: amount.currency,
    legs: [
      {
        debit: laneClearing(from.institutionId),
        credit: railClearing(from.rail),
        amountMinor: amount.amountMinor,
      },
    ],
  });
  return [own, mirrored];
};

export type LanePart = Readonly<{ lane: string; amountMinor: bigint }>;

/** A basket's money: the rail owes it to the basket's lane, which owes it to its bills' lanes. */
export const basketTransfer = (
  from: From,
  currency: Currency,
  parts: readonly LanePart[],
): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "capture",
    sourceId: from.chargeId,
    currency,
    legs: parts.map(({ lane, amountMinor }) => ({
      debit: railClearing(from.rail),
      credit: laneClearing(lane),
      amountMinor,
    })),
  });

/** The rail took a basket's money back, and so did the lanes. */
export const basketReversalTransfer = (
  from: From,
  currency: Currency,
  parts: readonly LanePart[],
): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "reversal",
    sourceId: from.chargeId,
    currency,
    legs: parts.map(({ lane, amountMinor }) => ({
      debit: laneClearing(lane),
      credit: railClearing(from.rail),
      amountMinor,
    })),
  });

type FromOrder = Readonly<{ institutionId: string; orderId: string; rail: string }>;

/** A biller refunds: we owe its parties less, and it waits in suspense for its way back. */
export const refundDueTransfer = (
  from: FromOrder,
  currency: Currency,
  parts: readonly Part[],
): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "refundDue",
    sourceId: from.orderId,
    currency,
    legs: parts.map((part) => ({
      debit: billerPayable(part.billerCode),
      credit: suspense(from.rail),
      amountMinor: part.amountMinor,
    })),
  });

/** It cannot go back over the rail: we owe it to the parties again. */
export const refundWithdrawalTransfer = (
  from: FromOrder,
  currency: Currency,
  parts: readonly Part[],
): Transfer =>
  checkedTransfer({
    institutionId: from.institutionId,
    sourceKind: "refundWithdrawal",
    sourceId: from.orderId,
    currency,
    legs: parts.map((part) => ({
      debit: suspense(from.rail),
      credit: billerPayable(part.billerCode),
      amountMinor: part.amountMinor,
    })),
  });
