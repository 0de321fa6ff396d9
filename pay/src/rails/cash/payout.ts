import { decryptAtRest, deriveKey, encryptAtRest, hmacSha256 } from "@gov/kit/crypto.ts";
import { inTransaction, violatedConstraint, type Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { addToOutbox } from "@gov/kit/outbox.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { newBillingNumber, parseBillingNumber } from "#src/bill/billing-number.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import { refundOutboxKind } from "#src/refund/refund-queries.ts";
import type { Cash } from "./cash-context.ts";
import { payoutTransfer } from "./cash-ledger.ts";
import type { AgentRow } from "./company-queries.ts";
import { announcePayout } from "./payout-message.ts";
import { findPayout, findPayoutByCode, getRefundOfPayout } from "./payout-queries.ts";
import { lockPayoutByCode, markPaidOut, type PayoutRow } from "./payout-queries.ts";

const contextOf = (row: Pick<PayoutRow, "charge_id" | "rail_transaction">): string =>
  `cash-payout/${row.charge_id}/${row.rail_transaction}`;

const hashOf = (cash: Cash, code: string): Buffer =>
  hmacSha256(deriveKey(cash.pay.encryptionKey, "cash-payout-code"), code);

/** The code as the payer shows it at the counter. */
export const payoutCode = (cash: Cash, row: PayoutRow): string =>
  decryptAtRest(cash.pay.encryptionKey, row.code_sealed, contextOf(row)).toString("utf8");

/**
 * The rail's word about a refund: with the first ask a payout code is made and its payer told;
 * until an agent has paid it out it is undecided.
 */
export const dueOrPaidOut = async (
  cash: Cash,
  charge: ChargeRow,
  refund: Readonly<{ transactionId: string; amount: Money }>,
): Promise<"undecided" | "returned"> => {
  const key = {
    institution_id: charge.institution_id,
    charge_id: charge.id,
    rail_transaction: refund.transactionId,
  };
  const code = newBillingNumber();
  const made = await inTransaction(cash.pay.db, async (tx) => {
    const row = await tx
      .insertInto("cash_payout")
      .values({
        ...key,
        code_hash: hashOf(cash, code),
        code_sealed: encryptAtRest(cash.pay.encryptionKey, Buffer.from(code), contextOf(key)),
        amount_minor: refund.amount.amountMinor,
        currency: refund.amount.currency,
        company_code: null,
        agent_code: null,
        agent_reference: null,
        paid_by: null,
        paid_at: null,
      })
      .onConflict((conflict) =>
        conflict.columns(["institution_id", "charge_id", "rail_transaction"]).doNothing(),
      )
      .returningAll()
      .executeTakeFirst();
    if (row) await announcePayout(tx, charge, row);
    return row;
  });
  if (made) {
    cash.pay.kickOutbox();
    return "undecided";
  }
  const before = await findPayout(cash.pay.db, key);
  return before?.status === "paidOut" ? "returned" : "undecided";
};

export type PayoutError = "payoutUnknown" | "payoutDone" | "amountDiffers" | "agentReferenceUsed";

type PayoutRequest = Readonly<{
  agent: AgentRow;
  reference: string;
  code: string;
  amount: Money;
  person: string;
}>;

const sameRequest = (row: PayoutRow, { agent, reference }: PayoutRequest): boolean =>
  row.company_code === agent.company_code &&
  row.agent_code === agent.agent_code &&
  row.agent_reference === reference;

/** What is due or was paid out under a code. */
export const findPayoutOfCode = async (
  cash: Cash,
  typed: string,
): Promise<PayoutRow | undefined> => {
  const code = parseBillingNumber(typed);
  return code.ok ? await findPayoutByCode(cash.pay.db, hashOf(cash, code.value)) : undefined;
};

/** Pays out within a transaction; see `payOut`. A request that is refused changed nothing. */
export const payOutWithin = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  request: PayoutRequest,
): Promise<Result<PayoutRow, Exclude<PayoutError, "agentReferenceUsed">>> => {
  const code = parseBillingNumber(request.code);
  if (!code.ok) return err("payoutUnknown");
  const { agent, reference, amount, person } = request;
  const row = await lockPayoutByCode(tx, hashOf(cash, code.value));
  if (!row) return err("payoutUnknown");
  if (row.amount_minor !== amount.amountMinor || row.currency !== amount.currency) {
    return err("amountDiffers");
  }
  if (row.status === "paidOut") return sameRequest(row, request) ? ok(row) : err("payoutDone");
  const done = await markPaidOut(tx, row, { agent, reference, person });
  const { company_code: companyCode } = agent;
  await postTransfer(tx, payoutTransfer(cash, { id: row.id, companyCode, amount }));
  await addToOutbox(tx, refundOutboxKind, await getRefundOfPayout(tx, row));
  return ok(done);
};

/**
 * An agent pays a refund out of the drawer, once: the company's float grows by it and the refund is
 * settled. The same reference again gives the same.
 */
export const payOut = async <T>(
  cash: Cash,
  request: PayoutRequest,
  finish: (tx: Tx<PayDatabase>, row: PayoutRow) => Promise<T>,
): Promise<Result<T, PayoutError>> => {
  try {
    const paid = await inTransaction(cash.pay.db, async (tx) => {
      const done = await payOutWithin(tx, cash, request);
      return done.ok ? ok(await finish(tx, done.value)) : done;
    });
    cash.pay.kickOutbox();
    return paid;
  } catch (error) {
    if (violatedConstraint(error) === "cash_payout_once") return err("agentReferenceUsed");
    throw error;
  }
};
