import { sql, type Selectable } from "kysely";
import type { Database, Tx } from "@gov/kit/db.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { ChargeKey } from "#src/charge/charge-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";

type Reader = Database<PayDatabase> | Tx<PayDatabase>;
export type InquiryRow = Selectable<PayDatabase["govstack_inquiry"]>;
export type RequestRow = Selectable<PayDatabase["govstack_request"]>;
type InquiryName = Readonly<{ clientId: string; inquiryId: string }>;

export const findInquiry = async (
  db: Reader,
  { clientId, inquiryId }: InquiryName,
): Promise<InquiryRow | undefined> =>
  await db
    .selectFrom("govstack_inquiry")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("inquiry_id", "=", inquiryId)
    .executeTakeFirst();

/** Notes what a caller is told that a bill costs; gives what it was first told under this id. */
export const rememberInquiry = async (
  db: Database<PayDatabase>,
  name: InquiryName,
  told: Readonly<{ bill: BillRow; amountMinor: bigint }>,
): Promise<InquiryRow | undefined> => {
  await db
    .insertInto("govstack_inquiry")
    .values({
      client_id: name.clientId,
      inquiry_id: name.inquiryId,
      institution_id: told.bill.institution_id,
      bill_id: told.bill.id,
      amount_minor: told.amountMinor,
      currency: told.bill.currency,
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  return await findInquiry(db, name);
};

/** Forgets inquiries after thirty days, at most `limit` at a time. */
export const sweepInquiries = async (db: Database<PayDatabase>, limit: number): Promise<void> => {
  await sql`
    delete from govstack_inquiry where (client_id, inquiry_id) in
      (select client_id, inquiry_id from govstack_inquiry
       where asked_at < now() - interval '30 days' limit ${limit})`.execute(db);
};

/** Notes which attempt a request became, in the transaction of its effect. */
export const rememberRequest = async (
  tx: Tx<PayDatabase>,
  name: Readonly<{ clientId: string; requestId: string }>,
  became: ChargeKey & Readonly<{ rtpId?: number | undefined }>,
): Promise<void> => {
  await tx
    .insertInto("govstack_request")
    .values({
      client_id: name.clientId,
      request_id: name.requestId,
      institution_id: became.institutionId,
      charge_id: became.chargeId,
      rtp_id: became.rtpId === undefined ? null : BigInt(became.rtpId),
    })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
};

export const findRequest = async (
  db: Reader,
  clientId: string,
  requestId: string,
): Promise<RequestRow | undefined> =>
  await db
    .selectFrom("govstack_request")
    .selectAll()
    .where("client_id", "=", clientId)
    .where("request_id", "=", requestId)
    .executeTakeFirst();
