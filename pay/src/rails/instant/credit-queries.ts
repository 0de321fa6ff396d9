import { sql, type Selectable } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Database, Tx } from "@gov/kit/db.ts";
import { bytea, insertionOf, type Write } from "@gov/kit/insert-rows.ts";
import type { BillKey } from "#src/bill/bill-queries.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Credit } from "./iso/credit-notice.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type CreditRow = Selectable<PayDatabase["instant_credit"]>;

const contextOf = (bankReference: string): string => `instant_credit/${bankReference}`;

const sealedIban = (encryptionKey: Uint8Array, credit: Credit): Buffer =>
  encryptAtRest(encryptionKey, Buffer.from(credit.payerIban), contextOf(credit.bankReference));

/** Of credits that were not heard of before and name a bill of ours: their bill, in order. */
export const findBillsOfNew = async (
  db: Reader,
  credits: readonly Credit[],
): Promise<(BillKey | undefined)[]> => {
  const { rows } = await sql<{ place: bigint; lane: string; id: string }>`
    select c.place, b.institution_id as lane, b.id
    from unnest(${credits.map((one) => one.bankReference)}::text[],
        ${credits.map((one) => one.billingNumber ?? null)}::text[])
        with ordinality as c (reference, number, place)
      join public_number n on n.number = c.number and n.kind = 'bill'
      join bill b on b.institution_id = n.institution_id and b.id = n.subject_id and b.live
    where not exists (select from instant_credit i where i.bank_reference = c.reference)
    `.execute(db);
  const byPlace = new Map(rows.map((row) => [Number(row.place), row]));
  return credits.map((_, index) => {
    const row = byPlace.get(index + 1);
    return row && { institutionId: row.lane, billId: row.id };
  });
};

/** The insertion of credits with the charges that they became; one that is there stays. */
export const receivedCredits = (
  encryptionKey: Uint8Array,
  received: readonly Readonly<{ credit: Credit; charge: ChargeKey }>[],
): Write[] => {
  const now = new Date();
  const rows = received.map(({ credit, charge }) => ({
    bank_reference: credit.bankReference,
    reference: credit.reference,
    billing_number: credit.billingNumber ?? null,
    amount_minor: credit.amount.amountMinor,
    currency: credit.amount.currency,
    payer_account: bytea(sealedIban(encryptionKey, credit)),
    booked_at: credit.bookedAt,
    received_at: now,
    institution_id: charge.institutionId,
    charge_id: charge.chargeId,
  }));
  return insertionOf("instant_credit", rows, { onConflictDoNothing: true });
};

/** Writes a credit the first time it is heard of; gives it as it was first written. */
export const rememberCredit = async (
  tx: Tx<PayDatabase>,
  encryptionKey: Uint8Array,
  credit: Credit,
): Promise<CreditRow> => {
  await tx
    .insertInto("instant_credit")
    .values({
      bank_reference: credit.bankReference,
      reference: credit.reference,
      billing_number: credit.billingNumber ?? null,
      amount_minor: credit.amount.amountMinor,
      currency: credit.amount.currency,
      payer_account: sealedIban(encryptionKey, credit),
      booked_at: credit.bookedAt,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return await tx
    .selectFrom("instant_credit")
    .selectAll()
    .where("bank_reference", "=", credit.bankReference)
    .executeTakeFirstOrThrow();
};

export const findCredit = async (
  db: Reader,
  bankReference: string,
): Promise<CreditRow | undefined> =>
  await db
    .selectFrom("instant_credit")
    .selectAll()
    .where("bank_reference", "=", bankReference)
    .executeTakeFirst();

/** The credit that became this charge, or that pays it. */
export const findCreditOf = async (db: Reader, chargeId: string): Promise<CreditRow | undefined> =>
  await db
    .selectFrom("instant_credit")
    .selectAll()
    .where("charge_id", "=", chargeId)
    .executeTakeFirst();

/** Says which charge a credit went into. */
export const attachCredit = async (
  tx: Tx<PayDatabase>,
  bankReference: string,
  charge: ChargeKey,
): Promise<void> => {
  await tx
    .updateTable("instant_credit")
    .set({ institution_id: charge.institutionId, charge_id: charge.chargeId })
    .where("bank_reference", "=", bankReference)
    .execute();
};

/** The account that a credit came from. */
export const payerIbanOf = (encryptionKey: Uint8Array, credit: CreditRow): string =>
  decryptAtRest(encryptionKey, credit.payer_account, contextOf(credit.bank_reference)).toString();
