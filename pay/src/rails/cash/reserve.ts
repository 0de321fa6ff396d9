import { violatedConstraint, type Tx } from "@gov/kit/db.ts";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import { basketRefusal, type BasketRefusal } from "#src/basket/claim-basket.ts";
import { listItems } from "#src/basket/share-queries.ts";
import { findBillByNumber } from "#src/bill/bill-queries.ts";
import { billAmount, type BillRow } from "#src/bill/bill.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { claimBill, type ClaimError } from "#src/charge/open-charge.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { postTransfer } from "#src/ledger/ledger-queries.ts";
import type { Cash } from "./cash-context.ts";
import { holdTransfer } from "./cash-ledger.ts";
import { findCollectionByReference, insertCollection } from "./collection-queries.ts";
import { lockDayTotal } from "./collection-queries.ts";
import type { CollectionRow } from "./collection.ts";
import type { AgentRow } from "./company-queries.ts";
import { orRefusal, Refusal } from "./refusal.ts";

export type ReserveError =
  | Exclude<ClaimError, "amountNotAllowed">
  | "billNumberUnknown"
  | "billPastDue"
  | "amountDiffers"
  | "cashOverLimit"
  | "agentDayLimit"
  | "agentReferenceUsed"
  | "floatShort";

export type Reservation = Readonly<{
  agent: AgentRow;
  /** The agent's own number for it. */
  reference: string;
  /** The billing number as it was typed or scanned. */
  number: string;
  /** What the agent believes is due, where it says so. */
  amount?: Money | undefined;
  person: string;
  alongside?: (tx: Tx<PayDatabase>, row: CollectionRow) => Promise<void>;
}>;

/** More than an agent may take for one bill. */
export const isOverLimit = (cash: Cash, { amountMinor, currency }: Money): boolean => {
  const most = cash.transactionLimitMinor[currency];
  return most !== undefined && amountMinor > most;
};

/** The bill that a typed or scanned number leads to, if cash may be taken for it. */
export const findCashBill = async (
  cash: Cash,
  typed: string,
): Promise<
  Result<BillRow, BasketRefusal | "billNumberUnknown" | "billPastDue" | "cashOverLimit">
> => {
  const number = parseBillingNumber(typed);
  if (!number.ok) return err("billNumberUnknown");
  const bill = await findBillByNumber(cash.pay.db, number.value);
  if (!bill) return err("billNumberUnknown");
  if (bill.due_at !== null && bill.due_at < new Date()) return err("billPastDue");
  // What a basket was put together for may have been paid, or be under way, meanwhile.
  const stale =
    bill.kind === "basket" && bill.status === "open"
      ? basketRefusal(await listItems(cash.pay.db, bill))
      : undefined;
  // Who holds one of the bills is asked when it is reserved.
  if (stale && stale !== "billClaimed") return err(stale);
  // Of a bill that allows parts, the part is judged when it is known.
  const whole = bill.part_upper_minor === null;
  return whole && isOverLimit(cash, billAmount(bill)) ? err("cashOverLimit") : ok(bill);
};

/** Within the claim's transaction: the day's limit, the collection, the hold on the float. */
const holdFloat = async (
  tx: Tx<PayDatabase>,
  cash: Cash,
  input: Reservation,
  charge: ChargeRow,
): Promise<CollectionRow> => {
  const { agent } = input;
  const amount = { amountMinor: charge.amount_minor, currency: charge.currency };
  if (isOverLimit(cash, amount)) throw new Refusal("cashOverLimit");
  const taken = await lockDayTotal(tx, agent, charge.currency);
  const most = cash.agentDayLimitMinor[charge.currency];
  if (most !== undefined && taken + charge.amount_minor > most) throw new Refusal("agentDayLimit");
  const row = await insertCollection(tx, {
    agent,
    agentReference: input.reference,
    person: input.person,
    charge,
    billingNumber: parsedNumber(input.number),
  });
  await input.alongside?.(tx, row);
  // Last, because all of a company's agents wait for its float.
  await postTransfer(tx, holdTransfer(cash, row));
  return row;
};

const parsedNumber = (typed: string): string => {
  const parsed = parseBillingNumber(typed);
  return parsed.ok ? parsed.value : "";
};

const findMade = async (cash: Cash, input: Reservation): Promise<CollectionRow | undefined> =>
  await findCollectionByReference(cash.pay.db, {
    companyCode: input.agent.company_code,
    agentCode: input.agent.agent_code,
    agentReference: input.reference,
  });

/** What the agent made under this reference before: the same again, never another. */
const repeated = (row: CollectionRow, input: Reservation) => {
  const same =
    row.billing_number === parsedNumber(input.number) &&
    (input.amount === undefined ||
      (input.amount.amountMinor === row.amount_minor && input.amount.currency === row.currency));
  return same ? ok(row) : err("agentReferenceUsed");
};

const expectedRefusals = ["cashOverLimit", "agentDayLimit", "agentReferenceUsed"] as const;

/**
 * Reserves a bill for an agent who is about to take cash: the bill's claim over all rails, and
 * the company's float held, in one transaction. The same reference again gives the same.
 */
export const reserveCollection = async (
  cash: Cash,
  input: Reservation,
): Promise<Result<CollectionRow, ReserveError>> => {
  const before = await findMade(cash, input);
  if (before) return repeated(before, input);
  const found = await findCashBill(cash, input.number);
  if (!found.ok) return found;
  const bill = found.value;
  const { amount } = input;
  if (amount !== undefined && amount.currency !== bill.currency) return err("amountDiffers");
  const made: CollectionRow[] = [];
  const claimed = await orRefusal(expectedRefusals, async () => {
    try {
      return await claimBill(cash.pay, {
        bill: { institutionId: bill.institution_id, billId: bill.id },
        rail: "cash",
        amountMinor: amount?.amountMinor,
        returnUrl: undefined,
        lifetimeS: cash.holdS,
        alongside: async (tx, charge) => void made.push(await holdFloat(tx, cash, input, charge)),
      });
    } catch (error) {
      if (violatedConstraint(error) === "cash_collection_once") {
        throw new Refusal("agentReferenceUsed");
      }
      throw error;
    }
  });
  const row = made.at(-1);
  if (claimed.ok && row) return ok(row);
  // The same request may have run beside this one and have made it.
  const beside = await findMade(cash, input);
  if (beside) return repeated(beside, input);
  if (claimed.ok) return err("agentReferenceUsed");
  return claimed.error === "amountNotAllowed" ? err("amountDiffers") : err(claimed.error);
};
