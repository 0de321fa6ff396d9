import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillKey } from "#src/bill/bill-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { NotifiedPayment } from "./notification.ts";
import { transitionOf, type EsadadTransactionEvent } from "./transaction.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type EsadadTransactionRow = Selectable<PayDatabase["esadad_transaction"]>;

/** One at a time for one hub transaction, whatever messages speak of it. */
export const lockTransaction = async (tx: Tx<PayDatabase>, trx: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(7310, hashtext(${trx}))`.execute(tx);
};

export const findTransaction = async (
  db: Reader,
  trx: string,
): Promise<EsadadTransactionRow | undefined> =>
  await db.selectFrom("esadad_transaction").selectAll().where("trx", "=", trx).executeTakeFirst();

export const getTransaction = async (db: Reader, trx: string): Promise<EsadadTransactionRow> => {
  const row = await findTransaction(db, trx);
  if (!row) throw new Error("a transaction that was written is gone");
  return row;
};

export const findTransactionOfCharge = async (
  db: Reader,
  chargeId: string,
): Promise<EsadadTransactionRow | undefined> =>
  await db
    .selectFrom("esadad_transaction")
    .selectAll()
    .where("charge_id", "=", chargeId)
    .executeTakeFirst();

type Told = Readonly<{ guid: string; payment: NotifiedPayment; bill: BillKey }>;

/** What the hub told of a payment, as the columns of its transaction. */
export const toldColumns = ({ guid, payment, bill }: Told) => ({
  trx: payment.trx,
  guid,
  institution_id: bill.institutionId,
  bill_id: bill.billId,
  amount_minor: payment.amountMinor,
  currency: payment.currency,
  fee_minor: payment.feeMinor,
  paid_at: payment.paidAt,
  means: payment.means ?? null,
  bank_transaction: payment.bankTransaction ?? null,
  bank_code: payment.bankCode ?? null,
});

/** Writes down a payment that was heard of, and which bill it is for, before it is posted. */
export const insertHeard = async (
  tx: Tx<PayDatabase>,
  input: Told,
): Promise<EsadadTransactionRow> =>
  await tx
    .insertInto("esadad_transaction")
    .values({
      ...toldColumns(input),
      status: "heard",
      charge_id: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** A payment that was taken back before we heard of it: when it comes, it is posted no more. */
export const insertReversed = async (
  tx: Tx<PayDatabase>,
  input: { guid: string; trx: string },
): Promise<EsadadTransactionRow> =>
  await tx
    .insertInto("esadad_transaction")
    .values({
      trx: input.trx,
      guid: input.guid,
      status: "reversed",
      institution_id: null,
      bill_id: null,
      charge_id: null,
      amount_minor: null,
      currency: null,
      paid_at: null,
      means: null,
      bank_transaction: null,
      bank_code: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();

/** Takes the step where it is legal; otherwise nothing changes. */
export const stepTransaction = async (
  db: Reader,
  trx: string,
  event: EsadadTransactionEvent,
  chargeId?: string,
): Promise<void> => {
  const [from, , to] = transitionOf(event);
  await db
    .updateTable("esadad_transaction")
    .set({ status: to, updated_at: new Date(), ...(chargeId ? { charge_id: chargeId } : {}) })
    .where("trx", "=", trx)
    .where("status", "=", from)
    .execute();
};

/**
 * Transactions whose posting was begun and not finished, untouched for `olderThanMs`; each is put
 * off by the same time again, so that several processes do not all take it up.
 */
export const takeOpenTransactions = async (
  db: Database<PayDatabase>,
  olderThanMs: number,
  limit: number,
): Promise<EsadadTransactionRow[]> => {
  const { rows } = await sql<EsadadTransactionRow>`
    update esadad_transaction set updated_at = now() where trx in (
      select trx from esadad_transaction where status in ('heard', 'takenBack')
        and updated_at < now() - make_interval(secs => ${olderThanMs / 1000})
      order by updated_at limit ${limit} for update skip locked)
    returning *`.execute(db);
  return rows;
};
