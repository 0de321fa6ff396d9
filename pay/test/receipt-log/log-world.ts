import { createPublicKey, type KeyObject } from "node:crypto";
import { sql } from "kysely";
import { openDatabase, type Database, type Tx } from "@gov/kit/db.ts";
import { createTestDatabase } from "@gov/kit/db-test.ts";
import { softwareSummarySigner, type SummarySigner } from "@gov/kit/document/cose-qr.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { newReceiptKey } from "#src/receipt/new-signing-keys.ts";
import { newReceiptNumber } from "#src/receipt/receipt.ts";
import { signReceipt } from "#src/receipt/sign-receipt.ts";
import { closeAfterMs, closeNextDay } from "#src/receipt-log/close-days.ts";
import type { Trust } from "#src/receipt-log/check-inclusion.ts";
import { migrations } from "../pay-world.ts";

/** The log of receipts alone: its database, its key, receipts of nothing in particular. */
export type LogWorld = Readonly<{
  db: Database<PayDatabase>;
  url: string;
  signer: SummarySigner;
  trust: Trust;
  keys: ReadonlyMap<string, KeyObject>;
  /** Issues signed receipts at this moment; gives their numbers. */
  issue: (at: string, count?: number, tx?: Tx<PayDatabase>) => Promise<string[]>;
  /** Closes the first open day as if that had just ended. */
  closeAfter: (day: string) => ReturnType<typeof closeNextDay>;
  close: () => Promise<void>;
}>;

/** A moment at which this day is to be closed, whatever the clock there did. */
export const endOf = (day: string): Date =>
  new Date(Date.parse(`${day}T22:00:00Z`) + closeAfterMs + 1_000);

export const openLogWorld = async (): Promise<LogWorld> => {
  const database = await createTestDatabase(migrations);
  const db = openDatabase<PayDatabase>(database.url, { max: 8 });
  // What these receipts are for is not looked at.
  await sql`alter table receipt
    drop constraint receipt_institution_id_payment_id_bill_id_fkey`.execute(db);
  const { privatePem, publicPem } = newReceiptKey();
  const signer = softwareSummarySigner("receipt-test", privatePem);
  const keys = new Map([["receipt-test", createPublicKey(publicPem)]]);
  const encryptionKey = Buffer.alloc(32, 1);
  const rowOf = async (at: string) => {
    const number = newReceiptNumber();
    const cose = await signReceipt(
      { key: signer, encryptionKey },
      {
        number,
        billing_number: "123456789012345",
        reference: "V-1",
        amount_minor: 31_200n,
        currency: "ILS",
        rail: "card",
        paid_at: new Date(at),
        name_ar: "وزارة النقل",
        name_en: "Ministry of Transport",
      },
    );
    return { number, cose: Buffer.from(cose) };
  };
  const issue: LogWorld["issue"] = async (at, count = 1, tx) => {
    const rows = await Promise.all(Array.from({ length: count }, () => rowOf(at)));
    const numbers = rows.map(({ number }) => number);
    await sql`
      with named as (
        insert into public_number (number, kind, institution_id, subject_id)
        select number, 'receipt', 'transport', uuidv7()
        from unnest(${numbers}::text[]) as number
      )
      insert into receipt (institution_id, number, payment_id, bill_id, issued_at, cose)
      select 'transport', number, uuidv7(), uuidv7(), ${at}::timestamptz, cose
      from unnest(${numbers}::text[], ${rows.map(({ cose }) => cose)}::bytea[])
        as t (number, cose)`.execute(tx ?? db);
    return numbers;
  };
  return {
    db,
    url: database.url,
    signer,
    keys,
    trust: { findKey: (kid) => keys.get(kid), roots: [] },
    issue,
    closeAfter: (day) => closeNextDay({ db, signer }, endOf(day)),
    close: async () => {
      await db.destroy();
      await database.drop();
    },
  };
};
