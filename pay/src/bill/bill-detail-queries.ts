import { sql } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import { insertRows } from "@gov/kit/insert-rows.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { BillLine } from "./bill-line.ts";
import type { BillKey } from "./bill-queries.ts";
import type { BillRow, NewBill } from "./bill.ts";
import type { Instalment } from "./instalment.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;

const placeOf = ({ institutionId, billId }: BillKey, index: number) => ({
  institution_id: institutionId,
  bill_id: billId,
  position: index + 1,
});

/** The rows of what a bill is made of. */
export const lineRows = (key: BillKey, lines: readonly BillLine[]) =>
  lines.map((line, index) => ({
    ...placeOf(key, index),
    kind: line.kind,
    text_ar: line.text.ar,
    text_en: line.text.en,
    amount_minor: line.amountMinor,
    reason_ar: line.kind === "exemption" ? line.reason.ar : null,
    reason_en: line.kind === "exemption" ? line.reason.en : null,
    source_ar: line.kind === "exemption" ? line.source.ar : null,
    source_en: line.kind === "exemption" ? line.source.en : null,
  }));

/** The rows of a bill's plan. */
export const instalmentRows = (key: BillKey, plan: readonly Instalment[]) =>
  plan.map((one, index) => ({
    ...placeOf(key, index),
    due_on: one.dueOn,
    amount_minor: one.amountMinor,
  }));

/** The rows of how a bill's money is shared. */
export const splitRows = (key: BillKey, { splits }: Pick<NewBill, "splits">) =>
  splits.map((split, index) => ({
    ...placeOf(key, index),
    biller_code: split.billerCode,
    amount_minor: split.amountMinor,
  }));

/** Writes what a new bill is made of and its plan. */
export const insertDetails = async (
  tx: Tx<PayDatabase>,
  key: BillKey,
  lines: readonly BillLine[],
  plan: readonly Instalment[],
): Promise<void> => {
  await insertRows(tx, "bill_line", lineRows(key, lines));
  await insertRows(tx, "bill_instalment", instalmentRows(key, plan));
};

export const listLines = async (db: Reader, bill: BillRow): Promise<BillLine[]> => {
  const rows = await db
    .selectFrom("bill_line")
    .selectAll()
    .where("institution_id", "=", bill.institution_id)
    .where("bill_id", "=", bill.id)
    .orderBy("position")
    .execute();
  return rows.map((row) => {
    const line = { text: { ar: row.text_ar, en: row.text_en }, amountMinor: row.amount_minor };
    if (row.kind === "fee") return { kind: "fee", ...line };
    const reason = { ar: row.reason_ar ?? "", en: row.reason_en ?? "" };
    const source = { ar: row.source_ar ?? "", en: row.source_en ?? "" };
    return { kind: "exemption", ...line, reason, source };
  });
};

/** A bill's plan in its order; empty where it has none. */
export const listInstalments = async (db: Reader, bill: BillRow): Promise<Instalment[]> => {
  const { rows } = await sql<Instalment>`
    select to_char(due_on, 'YYYY-MM-DD') as "dueOn", amount_minor as "amountMinor"
    from bill_instalment
    where institution_id = ${bill.institution_id} and bill_id = ${bill.id}
    order by position`.execute(db);
  return rows;
};
