import type { Currency } from "@gov/kit/money.ts";
import {
  billerPayable,
  checkedTransfer,
  laneClearing,
  type AccountName,
  type Transfer,
  type TransferSource,
} from "#src/ledger/ledger.ts";
import type { PayoutEvent, PayoutStatus } from "./payout.ts";

/** What postings need of a payout. */
export type PostedPayout = Readonly<{
  id: string;
  lane: string;
  biller_code: string;
  currency: Currency;
  amount_minor: bigint;
  account_iban: string;
}>;

/** Where a payout's money is: owed in the lane, on its way, or out of the treasury's account. */
type Place = "owed" | "onItsWay" | "bank";

const accountAt = (payout: PostedPayout, place: Place): AccountName => {
  if (place === "owed") return billerPayable(payout.biller_code);
  return place === "bank"
    ? { kind: "treasuryBank", owner: payout.account_iban }
    : { kind: "payoutClearing", owner: payout.biller_code };
};

const transfer = (
  payout: PostedPayout,
  cause: Readonly<{ lane: string; kind: TransferSource; id: string }>,
  [debit, credit]: readonly [AccountName, AccountName],
): Transfer =>
  checkedTransfer({
    institutionId: cause.lane,
    sourceKind: cause.kind,
    sourceId: cause.id,
    currency: payout.currency,
    legs: [{ debit, credit, amountMinor: payout.amount_minor }],
  });

/**
 * Moves the payout's money. What is owed stands in the biller's lane and the rest in the
 * treasury's: between the two it goes over what the lanes owe each other.
 */
const move = (
  treasury: string,
  payout: PostedPayout,
  cause: Readonly<{ kind: TransferSource; id: string }>,
  [debit, credit]: readonly [Place, Place],
): Transfer[] => {
  const inLane = { ...cause, lane: payout.lane };
  const inTreasury = { ...cause, lane: treasury };
  const [from, to] = [accountAt(payout, debit), accountAt(payout, credit)];
  const crosses = payout.lane !== treasury && (debit === "owed" || credit === "owed");
  if (!crosses) return [transfer(payout, inTreasury, [from, to])];
  const here = laneClearing(treasury);
  const there = laneClearing(payout.lane);
  return debit === "owed"
    ? [transfer(payout, inLane, [from, here]), transfer(payout, inTreasury, [there, to])]
    : [transfer(payout, inLane, [here, to]), transfer(payout, inTreasury, [from, there])];
};

/** The payout is approved: the biller is owed less, and the money is on its way. */
export const payoutTransfers = (treasury: string, payout: PostedPayout): Transfer[] =>
  move(treasury, payout, { kind: "payout", id: payout.id }, ["owed", "onItsWay"]);

/** What a legal step posts: nothing where the bank only took the order. */
export const stepTransfers = (
  treasury: string,
  payout: PostedPayout,
  step: Readonly<{ from: PayoutStatus; event: PayoutEvent }>,
): Transfer[] => {
  const { id } = payout;
  if (step.event === "accepted") return [];
  if (step.event === "rejected") {
    return move(treasury, payout, { kind: "payoutReturned", id }, ["onItsWay", "owed"]);
  }
  if (step.event === "returned") {
    const cause = { kind: "payoutReturned", id: `${id}/bank` } as const;
    return move(treasury, payout, cause, ["bank", "owed"]);
  }
  // Of a payout that was given back to the biller, the money is owed no more.
  const from = step.from === "rejected" ? "owed" : "onItsWay";
  return move(treasury, payout, { kind: "payoutPaid", id }, [from, "bank"]);
};
