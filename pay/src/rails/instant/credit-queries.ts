import { sql, type Selectable } from "kysely";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { Database, Tx } from "@gov/kit/db.ts";
import { bytea, insertRows } from "@gov/kit/insert-rows.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Credit } from "./iso/credit-notice.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type CreditRow = Selectable<PayDatabase["instant_credit"]>;

const contextOf = (bankReference: string): string => `instant_credit/${bankReference}`;

const sealedIban = (encryptionKey: Uint8Array, credit: Credit): Buffer =>
  encryptAtRest(encryptionKey, Buffer.from(credit.payerIban), contextOf(credit.bankReference));

/** Which of these bank references were heard of before. */
export const findKnownCredits = async (
  db: Reader,
  bankReferences: readonly string[],
): Promise<Set<string>> => {
  const { rows } = await sql<{ bank_reference: string }>`
    select bank_reference from instant_credit
    where bank_reference = any(${[...bankReferences]}::text[])`.execute(db);
  return new Set(rows.map((row) => row.bank_reference));
};

/** Writes credits with the charges that they became; one that is there already stays. */
export const insertReceivedCredits = async (
  tx: Tx<PayDatabase>,
  encryptionKey: Uint8Array,
  received: readonly Readonly<{ credit: Credit; charge: ChargeKey }>[],
): Promise<void> => {
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
  await insertRows(tx, "instant_credit", rows, { onConflictDoNothing: true });
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
