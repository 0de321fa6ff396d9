import { sql } from "kysely";
import type { Tx } from "@gov/kit/db.ts";
import type { Currency } from "@gov/kit/money.ts";
import { insertDetails } from "#src/bill/bill-detail-queries.ts";
import type { NewBill } from "#src/bill/bill.ts";
import { newBillingNumber } from "#src/bill/billing-number.ts";
import type { PayDatabase } from "#src/db-types.ts";

/** Whose bills these are. */
export type BillsOwner = Readonly<{ institutionId: string; billerCode: string; clientId: string }>;
/** What became of one bill: made now, there already, or another one has its reference. */
export type Inserted = "made" | "known" | "referenceTaken";

type Found = { reference: string; amount_minor: bigint; currency: Currency };

const findReferences = async (
  tx: Tx<PayDatabase>,
  owner: BillsOwner,
  references: readonly string[],
): Promise<Map<string, Found>> => {
  const { rows } = await sql<Found>`
    select reference, amount_minor, currency from bill
    where institution_id = ${owner.institutionId} and biller_code = ${owner.billerCode}
      and reference = any(${references}::text[])`.execute(tx);
  return new Map(rows.map((row) => [row.reference, row]));
};

const insertSet = async (
  tx: Tx<PayDatabase>,
  owner: BillsOwner,
  bills: readonly NewBill[],
): Promise<string[]> => {
  const column = <T>(read: (bill: NewBill) => T): T[] => bills.map(read);
  const numbers = bills.map(() => newBillingNumber());
  const { rows } = await sql<{ reference: string }>`
    with wanted as materialized (
      select uuidv7() as id, w.* from unnest(
        ${column((bill) => bill.reference)}::text[], ${numbers}::text[],
        ${column((bill) => bill.description.ar)}::text[],
        ${column((bill) => bill.description.en)}::text[],
        ${column((bill) => String(bill.amount.amountMinor))}::bigint[],
        ${column((bill) => bill.amount.currency)}::text[],
        ${column((bill) => bill.serviceType ?? null)}::text[],
        ${column((bill) => bill.payer.nationalId ?? null)}::text[],
        ${column((bill) => bill.payer.name ?? null)}::text[],
        ${column((bill) => bill.payer.phone ?? null)}::text[],
        ${column((bill) => bill.dueAt?.toISOString() ?? null)}::timestamptz[],
        ${column((bill) => bill.expiresAt?.toISOString() ?? null)}::timestamptz[],
        ${column((bill) => bill.returnUrl ?? null)}::text[],
        ${column((bill) => bill.parts?.lowerMinor.toString() ?? null)}::bigint[],
        ${column((bill) => bill.parts?.upperMinor.toString() ?? null)}::bigint[])
      as w (reference, number, ar, en, amount, currency, service, national_id, payer, phone,
        due_at, expires_at, return_url, lower_minor, upper_minor)
    ), numbered as (
      insert into public_number (number, kind, institution_id, subject_id)
      select number, 'bill', ${owner.institutionId}, id from wanted
      on conflict do nothing returning subject_id
    )
    insert into bill (institution_id, id, biller_code, client_id, reference, billing_number,
      description_ar, description_en, amount_minor, currency, service_type, payer_national_id,
      payer_name, payer_phone, due_at, expires_at, return_url, part_lower_minor,
      part_upper_minor)
    select ${owner.institutionId}, id, ${owner.billerCode}, ${owner.clientId}, reference, number,
      ar, en, amount, currency, service, national_id, payer, phone, due_at, expires_at, return_url,
      lower_minor, upper_minor
    from wanted where id in (select subject_id from numbered)
    on conflict (institution_id, biller_code, reference) do nothing
    returning reference`.execute(tx);
  const made = rows.map((row) => row.reference);
  if (made.length === bills.length) return made;
  // Numbers whose bill another transaction made meanwhile lead nowhere.
  await sql`
    delete from public_number n where number = any(${numbers}::text[]) and not exists
      (select from bill b where b.institution_id = n.institution_id and b.id = n.subject_id)
    `.execute(tx);
  return made;
};

const insertSplits = async (
  tx: Tx<PayDatabase>,
  owner: BillsOwner,
  bills: readonly NewBill[],
): Promise<void> => {
  const splits = bills.flatMap((bill) =>
    bill.splits.map((split, index) => ({ ...split, reference: bill.reference, at: index + 1 })),
  );
  if (splits.length === 0) return;
  await sql`
    insert into bill_split (institution_id, bill_id, position, biller_code, amount_minor)
    select b.institution_id, b.id, s.position, s.code, s.amount from unnest(
      ${splits.map((one) => one.reference)}::text[], ${splits.map((one) => one.at)}::smallint[],
      ${splits.map((one) => one.billerCode)}::text[],
      ${splits.map((one) => String(one.amountMinor))}::bigint[])
      as s (reference, position, code, amount)
    join bill b on b.institution_id = ${owner.institutionId}
      and b.biller_code = ${owner.billerCode} and b.reference = s.reference`.execute(tx);
};

/** What bills are made of and their plans, for the few that say so. */
const insertAllDetails = async (
  tx: Tx<PayDatabase>,
  { institutionId, billerCode }: BillsOwner,
  bills: readonly NewBill[],
): Promise<void> => {
  const detailed = bills.filter((bill) => bill.lines ?? bill.instalments);
  if (detailed.length === 0) return;
  const rows = await tx
    .selectFrom("bill")
    .select(["id", "reference"])
    .where("institution_id", "=", institutionId)
    .where("biller_code", "=", billerCode)
    .where(
      "reference",
      "in",
      detailed.map((bill) => bill.reference),
    )
    .execute();
  const ids = new Map(rows.map((row) => [row.reference, row.id]));
  for (const { reference, lines, instalments } of detailed) {
    const billId = ids.get(reference);
    if (billId === undefined) throw new Error("a bill that was made is gone");
    await insertDetails(tx, { institutionId, billId }, lines ?? [], instalments ?? []);
  }
};

const sameBill = (bill: NewBill, found: Found): boolean =>
  bill.amount.amountMinor === found.amount_minor && bill.amount.currency === found.currency;

/**
 * Makes open bills set-wise, each once by its biller and reference: the same bill again is known,
 * another one with its reference is refused. Gives what became of each, in their order.
 */
export const insertBills = async (
  tx: Tx<PayDatabase>,
  owner: BillsOwner,
  bills: readonly NewBill[],
): Promise<Inserted[]> => {
  const made = new Set<string>();
  const first = new Map(bills.toReversed().map((bill) => [bill.reference, bill]));
  const references = [...first.keys()];
  let found = await findReferences(tx, owner, references);
  // Again for a number that was taken, or for a bill that somebody made meanwhile.
  for (let round = 0; round < 5 && found.size < first.size; round += 1) {
    const missing = [...first.values()].filter((bill) => !found.has(bill.reference));
    const now = await insertSet(tx, owner, missing);
    for (const reference of now) made.add(reference);
    const nowMade = new Set(now);
    const written = missing.filter((bill) => nowMade.has(bill.reference));
    await insertSplits(tx, owner, written);
    await insertAllDetails(tx, owner, written);
    found =
      now.length === missing.length && round === 0
        ? new Map([...found, ...missing.map((bill) => [bill.reference, rowOf(bill)] as const)])
        : await findReferences(tx, owner, references);
  }
  if (found.size < first.size) throw new Error("bills were neither made nor found");
  return bills.map((bill) => {
    if (made.delete(bill.reference)) return "made";
    const before = found.get(bill.reference);
    return before && sameBill(bill, before) ? "known" : "referenceTaken";
  });
};

const rowOf = (bill: NewBill): Found => ({
  reference: bill.reference,
  amount_minor: bill.amount.amountMinor,
  currency: bill.amount.currency,
});
