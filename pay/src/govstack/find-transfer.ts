import { err, ok, type Result } from "@gov/kit/result.ts";
import { askRail } from "#src/charge/ask-rail.ts";
import { getCharge, type ChargeRow } from "#src/charge/charge-queries.ts";
import { isUnderWay } from "#src/charge/charge.ts";
import { getBill } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";
import { findCollectionOfCharge } from "#src/rails/cash/collection-queries.ts";
import { findCompanyOfClient } from "#src/rails/cash/company-queries.ts";
import { isOfTenant } from "./find-tenant-bill.ts";
import { findRequest } from "./request-queries.ts";

export type Transfer = Readonly<{
  charge: ChargeRow;
  bill: BillRow;
  rtpId: bigint | null;
  /** The payer's bank's number of the payment, once there is one. */
  paymentReference: string | undefined;
}>;

export type TransferInquiry = Readonly<{
  clientId: string;
  requestId: string;
  tenant: string;
  billerCode: string | undefined;
  payerFiId: string | undefined;
}>;

/** Whether the headers name who made the request: its bill's biller, or the caller's company. */
const namesItself = async (
  { pay: { db } }: Cash,
  { clientId, billerCode, payerFiId }: TransferInquiry,
  bill: BillRow,
): Promise<boolean> => {
  if (payerFiId === undefined) return billerCode === bill.biller_code;
  const company = await findCompanyOfClient(db, clientId);
  return company?.company_code === payerFiId;
};

/** What became of a request of this caller, as its rail has it now. */
export const findTransfer = async (
  cash: Cash,
  inquiry: TransferInquiry,
): Promise<Result<Transfer, "requestUnknown">> => {
  const { db } = cash.pay;
  const request = await findRequest(db, inquiry.clientId, inquiry.requestId);
  if (!request) return err("requestUnknown");
  const { institution_id: institutionId, charge_id: chargeId } = request;
  const known = await getCharge(db, { institutionId, chargeId });
  const bill = await getBill(db, { institutionId, billId: known.bill_id });
  const mine = isOfTenant(cash, inquiry.tenant, bill) && (await namesItself(cash, inquiry, bill));
  if (!mine) return err("requestUnknown");
  const charge = isUnderWay(known.status) ? await askRail(cash.pay, known) : known;
  const collection =
    charge.rail === "cash" ? await findCollectionOfCharge(db, charge.id) : undefined;
  return ok({
    charge,
    bill,
    rtpId: request.rtp_id,
    paymentReference: collection?.agent_reference ?? charge.rail_reference ?? undefined,
  });
};
