import type { Tx } from "@gov/kit/db.ts";
import { onceFor } from "@gov/kit/once-for.ts";
import { newOrderedId } from "@gov/kit/ordered-id.ts";
import { createTransactionBatcher } from "@gov/kit/transaction-batcher.ts";
import { payableMinor } from "#src/bill/bill-due.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import { newCharge } from "#src/charge/new-charge.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { newAnswers } from "#src/idempotency/answer-all-queries.ts";
import { jsonAnswer, type Answered } from "#src/idempotency/answered.ts";
import { postNew } from "#src/ledger/ledger-queries.ts";
import { announceCharges } from "#src/webhook/announce.ts";
import { dayTotalName, lockDayTotals, lockFree, reservedWrites } from "./at-once-queries.ts";
import type { Free, ReserveAsked } from "./at-once-queries.ts";
import { cashBatches, unlessRefused } from "./at-once.ts";
import type { Cash } from "./cash-context.ts";
import { holdTransfer } from "./cash-ledger.ts";
import { collectionJson } from "./collection-json.ts";
import type { CollectionRow } from "./collection.ts";
import { isOverLimit } from "./reserve.ts";

const chargeOf = ({ bill, now }: Free, amountMinor: bigint, holdS: number): ChargeRow => ({
  ...newCharge(bill, {
    id: newOrderedId(),
    rail: "cash",
    amountMinor,
    at: now,
    expiresAt: new Date(now.getTime() + holdS * 1_000),
  }),
  next_check_at: new Date(now.getTime() + 15_000),
});

const collectionOf = ({ asked, companyCode, now }: Free, charge: ChargeRow): CollectionRow => ({
  company_code: companyCode,
  id: newOrderedId(),
  agent_code: asked.agentCode,
  agent_reference: asked.reference,
  slip_number: newBillingNumber(),
  institution_id: charge.institution_id,
  bill_id: charge.bill_id,
  charge_id: charge.id,
  billing_number: asked.billingNumber,
  amount_minor: charge.amount_minor,
  currency: charge.currency,
  status: "reserved",
  reserved_by: asked.request.clientId,
  reserved_at: now,
  expires_at: charge.expires_at,
  confirmed_at: null,
  ended_at: null,
  void_reason: null,
});

type Drawn = Free & Readonly<{ charge: ChargeRow; row: CollectionRow; answered: Answered }>;

/** What is reserved, within the bill's bounds and the limits; `taken` grows by it. */
const draw = (cash: Cash, free: Free, taken: Map<string, bigint>): Drawn[] => {
  const { bill, now } = free;
  const { amount, agentCode } = free.asked;
  if (amount !== undefined && amount.currency !== bill.currency) return [];
  if (bill.due_at !== null && bill.due_at < now) return [];
  const payable = payableMinor(bill, amount?.amountMinor);
  if (!payable.ok) return [];
  if (isOverLimit(cash, { amountMinor: payable.value, currency: bill.currency })) return [];
  const day = dayTotalName({ companyCode: free.companyCode, agentCode }, bill.currency);
  const total = (taken.get(day) ?? 0n) + payable.value;
  const most = cash.agentDayLimitMinor[bill.currency];
  if (most !== undefined && total > most) return [];
  taken.set(day, total);
  const charge = chargeOf(free, payable.value, cash.holdS);
  const row = collectionOf(free, charge);
  const view = { row, bill, billerName: free.billerName, receiptNumber: undefined };
  const answered = jsonAnswer(201, collectionJson(cash.pay.publicUrl, view));
  return [{ ...free, charge, row, answered }];
};

const reserveAll = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  all: readonly ReserveAsked[],
): Promise<(Answered | undefined)[]> => {
  const free = await lockFree(tx, all);
  const agents = free.map(({ companyCode, asked: { agentCode } }) => ({ companyCode, agentCode }));
  const taken = free.length > 0 ? await lockDayTotals(tx, agents) : new Map<string, bigint>();
  const drawn = free.flatMap((one) => draw(cash, one, taken));
  if (drawn.length > 0) {
    const charges = drawn.map(({ charge }) => charge);
    const rows = drawn.map(({ row }) => row);
    const told = drawn.filter(({ hasListeners }) => hasListeners);
    await announceCharges(tx, told);
    await postNew(
      cash.pay.db,
      tx,
      rows.map((row) => ({ id: newOrderedId(), transfer: holdTransfer(cash, row) })),
      [
        ...reservedWrites(charges, rows),
        ...newAnswers(drawn.map(({ asked: { request }, answered }) => ({ request, answered }))),
      ],
    );
  }
  const answers = new Map(drawn.map(({ asked, answered }) => [asked, answered]));
  return all.map((asked) => answers.get(asked));
};

const batcherOf = onceFor((cash: Cash) =>
  createTransactionBatcher({
    ...cashBatches,
    db: cash.pay.db,
    write: (tx, all: readonly ReserveAsked[]) => reserveAll(tx, cash, all),
    // A bill stands once in a transaction.
    keyOf: ({ billingNumber }) => billingNumber,
    afterCommit: cash.pay.kickOutbox,
  }),
);

/**
 * Reserves a bill for an agent together with what others reserve: the claim over all rails, the
 * hold on the float and the answer in one transaction, committed when this resolves. Undefined
 * where it cannot be reserved just so; nothing was written then.
 */
export const reserveAtOnce = async (
  cash: Cash,
  asked: ReserveAsked,
): Promise<Answered | undefined> => await unlessRefused(batcherOf(cash).add(asked));
