import type { Currency, Money } from "@gov/kit/money.ts";
import { checkedTransfer, railClearing } from "#src/ledger/ledger.ts";
import type { AccountName, Transfer, TransferSource } from "#src/ledger/ledger.ts";
import type { CollectionRow } from "./collection.ts";
import type { DepositRow } from "./deposit.ts";

/** Floats lie in the treasury's lane: it is the treasury that payment companies pay in to. */
type Lane = Readonly<{ treasury: string }>;

const float = (company: string): AccountName => ({ kind: "agentFloat", owner: company });
const hold = (company: string): AccountName => ({ kind: "agentHold", owner: company });
const clearing = railClearing("cash");

const move = (
  { treasury }: Lane,
  cause: Readonly<{ kind: TransferSource; id: string }>,
  legs: Readonly<{ debit: AccountName; credit: AccountName; amount: Money }>,
): Transfer => {
  const { debit, credit, amount } = legs;
  const currency: Currency = amount.currency;
  return checkedTransfer({
    institutionId: treasury,
    sourceKind: cause.kind,
    sourceId: cause.id,
    currency,
    legs: [{ debit, credit, amountMinor: amount.amountMinor }],
  });
};

const amountOf = (row: { amount_minor: bigint; currency: Currency }): Money => ({
  amountMinor: row.amount_minor,
  currency: row.currency,
});

/** The company paid in: its float grows. */
export const depositTransfer = (lane: Lane, deposit: DepositRow): Transfer =>
  move(
    lane,
    { kind: "floatDeposit", id: `${deposit.company_code}/${deposit.reference}`.slice(0, 64) },
    { debit: clearing, credit: float(deposit.company_code), amount: amountOf(deposit) },
  );

/** `late`: the hold that a confirmation after the expiry takes anew. */
export const holdTransfer = (lane: Lane, row: CollectionRow, late = false): Transfer =>
  move(
    lane,
    { kind: "cashHold", id: late ? `${row.id}/late` : row.id },
    { debit: float(row.company_code), credit: hold(row.company_code), amount: amountOf(row) },
  );

export const releaseTransfer = (lane: Lane, row: CollectionRow): Transfer =>
  move(
    lane,
    { kind: "cashRelease", id: row.id },
    { debit: hold(row.company_code), credit: float(row.company_code), amount: amountOf(row) },
  );

/** The cash is in the agent's drawer: the company has paid for it with its float. */
export const collectedTransfer = (lane: Lane, row: CollectionRow): Transfer =>
  move(
    lane,
    { kind: "cashCollected", id: row.id },
    { debit: hold(row.company_code), credit: clearing, amount: amountOf(row) },
  );

/** The agent gave the cash back: the company has its float again. */
export const voidTransfer = (lane: Lane, row: CollectionRow): Transfer =>
  move(
    lane,
    { kind: "cashVoid", id: row.id },
    { debit: clearing, credit: float(row.company_code), amount: amountOf(row) },
  );

/** The agent paid a refund out of the drawer. */
export const payoutTransfer = (
  lane: Lane,
  payout: Readonly<{ id: string; companyCode: string; amount: Money }>,
): Transfer =>
  move(
    lane,
    { kind: "cashPayout", id: payout.id },
    { debit: clearing, credit: float(payout.companyCode), amount: payout.amount },
  );
