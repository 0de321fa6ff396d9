import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import type { PayDatabase } from "#src/db-types.ts";

/** Numbers of receipts to be signed now, which no other process takes. */
export const takeUnsigned = async (tx: Tx<PayDatabase>, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ number: string }>`
    delete from receipt_unsigned where (institution_id, number) in
      (select institution_id, number from receipt_unsigned limit ${limit} for update skip locked)
    returning number`.execute(tx);
  return rows.map(({ number }) => number);
};

/** The signature of a receipt that had none; from now on it waits for its tree. */
export const storeSignature = async (
  tx: Tx<PayDatabase>,
  number: string,
  cose: Uint8Array,
): Promise<void> => {
  await sql`
    update receipt set cose = ${Buffer.from(cose)}
    from public_number n
    where n.number = ${number} and n.kind = 'receipt' and receipt.number = n.number
      and receipt.institution_id = n.institution_id and receipt.cose is null`.execute(tx);
};
