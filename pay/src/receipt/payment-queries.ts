import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import type { PartyPart } from "#src/bill/split-payment.ts";
import type { ChargeRow } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";

export type StandingPayment = Readonly<{
  institutionId: string;
  id: string;
  amountMinor: bigint;
  currency: Currency;
  /** Who got which part of it. */
  parts: readonly PartyPart[];
}>;

type Row = Omit<StandingPayment, "parts"> & {
  billerCode: string;
  codes: string[];
  amounts: string[];
};

/** What a charge paid, unless it was taken back. */
export const findStandingPayment = async (
  db: Database<PayDatabase> | Tx<PayDatabase>,
  charge: ChargeRow,
): Promise<StandingPayment | undefined> => {
  const { rows } = await sql<Row>`
    select p.institution_id as "institutionId", p.id, p.amount_minor as "amountMinor",
      p.currency, b.biller_code as "billerCode",
      array(select biller_code from payment_part part
        where part.institution_id = p.institution_id and part.payment_id = p.id
        order by biller_code) as codes,
      array(select amount_minor::text from payment_part part
        where part.institution_id = p.institution_id and part.payment_id = p.id
        order by biller_code) as amounts
    from payment p
      join bill b on b.institution_id = p.institution_id and b.id = p.bill_id
    where p.institution_id = ${charge.institution_id} and p.charge_id = ${charge.id}
      and p.reversed_at is null`.execute(db);
  const [row] = rows;
  if (!row) return undefined;
  const { codes, amounts, billerCode, ...payment } = row;
  const parts = codes.map((code, index) => ({
    billerCode: code,
    amountMinor: BigInt(amounts[index] ?? "0"),
  }));
  const whole = [{ billerCode, amountMinor: row.amountMinor }];
  return { ...payment, parts: parts.length > 0 ? parts : whole };
};

export const markReversed = async (
  tx: Tx<PayDatabase>,
  payment: Pick<StandingPayment, "institutionId" | "id">,
): Promise<void> => {
  await tx
    .updateTable("payment")
    .set({ reversed_at: new Date() })
    .where("institution_id", "=", payment.institutionId)
    .where("id", "=", payment.id)
    .execute();
};
