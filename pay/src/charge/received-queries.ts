import { randomUUID } from "node:crypto";
import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { RailCode } from "#src/rails/rail.ts";
import type { ChargeKey, ChargeRow } from "./charge-queries.ts";
import type { ReceivedPayment } from "./receive-payment.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

export type TransactionClaim =
  | Readonly<{ kind: "new"; chargeId: string }>
  | Readonly<{ kind: "known"; chargeId: string; institutionId: string }>;

/** Takes a rail's transaction id for a new charge, or tells which charge has it. */
export const claimTransaction = async (
  tx: Tx<PayDatabase>,
  { rail, railTransactionId, bill }: ReceivedPayment,
): Promise<TransactionClaim> => {
  const chargeId = randomUUID();
  const { numAffectedRows } = await sql`
    insert into rail_transaction (rail, transaction_id, institution_id, charge_id)
    values (${rail}, ${railTransactionId}, ${bill.institutionId}, ${chargeId})
    on conflict do nothing`.execute(tx);
  if (numAffectedRows === 1n) return { kind: "new", chargeId };
  const known = await findRailTransaction(tx, rail, railTransactionId);
  if (!known) throw new Error("a rail transaction was neither written nor found");
  return { kind: "known", ...known };
};

/** The charge that a rail's transaction became. */
export const findRailTransaction = async (
  db: Reader,
  rail: RailCode,
  transactionId: string,
): Promise<ChargeKey | undefined> => {
  const row = await db
    .selectFrom("rail_transaction")
    .select(["institution_id", "charge_id"])
    .where("rail", "=", rail)
    .where("transaction_id", "=", transactionId)
    .executeTakeFirst();
  return row && { institutionId: row.institution_id, chargeId: row.charge_id };
};

type ReceivedCharge = ReceivedPayment &
  Readonly<{
    chargeId: string;
    status: "captured" | "surplus";
    amountMinor: bigint;
    whole: boolean;
  }>;

/** An attempt that begins with its end: the rail took the money before we heard of it. */
export const insertReceivedCharge = async (
  tx: Tx<PayDatabase>,
  input: ReceivedCharge,
): Promise<ChargeRow> => {
  const paidAt = input.paidAt > new Date() ? new Date() : input.paidAt;
  return await tx
    .insertInto("charge")
    .values({
      institution_id: input.bill.institutionId,
      id: input.chargeId,
      bill_id: input.bill.billId,
      rail: input.rail,
      status: input.status,
      amount_minor: input.amountMinor,
      currency: input.amount.currency,
      taken_minor: input.amount.amountMinor,
      whole: input.whole,
      return_url: null,
      redirect_url: null,
      rail_reference: input.railTransactionId,
      captured_at: input.status === "captured" ? paidAt : null,
      expires_at: new Date(),
      next_check_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
};

/** The rail of the attempt that holds a bill is asked at the next sweep. */
export const hurryClaimant = async (tx: Tx<PayDatabase>, bill: BillRow): Promise<void> => {
  await sql`
    update charge set next_check_at = now()
    where institution_id = ${bill.institution_id} and id = ${bill.claimed_by}
      and status in ('created', 'pending')`.execute(tx);
};
