import { findBillByNumber } from "#src/bill/bill-queries.ts";
import type { BillRow } from "#src/bill/bill.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import type { Cash } from "#src/rails/cash/cash-context.ts";

/** A tenant is a biller; the treasury's own code stands for all of them. */
export const isOfTenant = (
  cash: Cash,
  tenant: string,
  bill: Pick<BillRow, "biller_code">,
): boolean => tenant === cash.treasury || tenant === bill.biller_code;

/**
 * The bill of a tenant by its billing number: another tenant's bill is as unknown as one that does
 * not exist. Banks that only know the number their customer typed ask as the treasury's tenant.
 */
export const findTenantBill = async (
  cash: Cash,
  tenant: string,
  billId: string,
): Promise<BillRow | undefined> => {
  const number = parseBillingNumber(billId);
  const bill = number.ok ? await findBillByNumber(cash.pay.db, number.value) : undefined;
  return bill && isOfTenant(cash, tenant, bill) ? bill : undefined;
};
