import type { Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { decryptAtRest, encryptAtRest } from "@gov/kit/crypto.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { Credit } from "./iso/credit-notice.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type CreditRow = Selectable<PayDatabase["instant_credit"]>;

const contextOf = (bankReference: string): string => `instant_credit/${bankReference}`;

/** Writes a credit the first time it is heard of; gives it as it was first written. */
export const rememberCredit = async (
  tx: Tx<PayDatabase>,
  encryptionKey: Uint8Array,
  credit: Credit,
): Promise<CreditRow> => {
  const iban = Buffer.from(credit.payerIban);
  await tx
    .insertInto("instant_credit")
    .values({
      bank_reference: credit.bankReference,
      reference: credit.reference,
      billing_number: credit.billingNumber ?? null,
      amount_minor: credit.amount.amountMinor,
      currency: credit.amount.currency,
      payer_account: encryptAtRest(encryptionKey, iban, contextOf(credit.bankReference)),
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
