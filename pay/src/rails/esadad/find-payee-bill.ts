import { randomUUID } from "node:crypto";
import type { Tx } from "@gov/kit/db.ts";
import { money } from "@gov/kit/money.ts";
import type { Text } from "@gov/kit/text.ts";
import { findBillByNumber, insertBill, updateBill, type BillKey } from "#src/bill/bill-queries.ts";
import type { BillRow, NewBill } from "#src/bill/bill.ts";
import { parseBillingNumber } from "#src/bill/billing-number.ts";
import { findBiller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import type { NotifiedPayment } from "./notification.ts";
import { findPrepaidAccount, findPrepaidService } from "./prepaid-queries.ts";
import { judgePrepaid } from "./prepaid-validation.ts";

const noBill: Text = {
  ar: "مبلغ وصل من إي-سداد بلا فاتورة، يعاد إلى دافعه",
  en: "Money from E-SADAD for no bill, on its way back to its payer",
};

const keyOf = (bill: BillRow): BillKey => ({
  institutionId: bill.institution_id,
  billId: bill.id,
});

type Making = Pick<NewBill, "billerCode" | "reference" | "description" | "serviceType"> &
  Readonly<{ payerName: string | undefined }>;

const newBill = (payment: NotifiedPayment, making: Making): NewBill => ({
  billerCode: making.billerCode,
  reference: making.reference,
  description: making.description,
  amount: money(payment.amountMinor, payment.currency),
  splits: [],
  serviceType: making.serviceType,
  parts: undefined,
  payer: { nationalId: undefined, name: making.payerName, phone: undefined },
  dueAt: undefined,
  expiresAt: undefined,
  returnUrl: undefined,
});

/** A payment into an account makes its own bill, of the amount that the payer chose. */
const makePrepaidBill = async (
  tx: Tx<PayDatabase>,
  payment: NotifiedPayment,
  serviceType: string,
): Promise<BillRow | undefined> => {
  const service = await findPrepaidService(tx, serviceType);
  if (!service || service.currency !== payment.currency) return undefined;
  const account = await findPrepaidAccount(tx, serviceType, payment.number);
  const judged = judgePrepaid(payment.number, service, account, payment.amountMinor);
  if (judged !== "ok" || !account) return undefined;
  return await insertBill(tx, {
    billId: randomUUID(),
    institutionId: service.institutionId,
    clientId: service.clientId,
    bill: newBill(payment, {
      billerCode: service.billerCode,
      reference: `esadad-${payment.trx}`,
      description: {
        ar: `${service.name.ar} ${account.number}`,
        en: `${service.name.en} ${account.number}`,
      },
      serviceType: service.serviceType,
      payerName: account.holderName,
    }),
  });
};

const findOwnBill = async (
  tx: Tx<PayDatabase>,
  payment: NotifiedPayment,
): Promise<BillRow | undefined> => {
  const number = parseBillingNumber(payment.number);
  return number.ok ? await findBillByNumber(tx, number.value) : undefined;
};

/** A bill that nobody owes, so that money for none of ours is in the books and goes back. */
const makeStrayBill = async (
  tx: Tx<PayDatabase>,
  payment: NotifiedPayment,
  suspenseBiller: string,
): Promise<BillRow> => {
  const biller = await findBiller(tx, suspenseBiller);
  if (!biller) throw new Error(`the biller ${suspenseBiller} for stray money does not exist`);
  const bill = await insertBill(tx, {
    billId: randomUUID(),
    institutionId: biller.institution,
    clientId: "esadad",
    bill: newBill(payment, {
      billerCode: biller.code,
      reference: `esadad-stray-${payment.trx}`,
      description: noBill,
      serviceType: undefined,
      payerName: undefined,
    }),
  });
  if (!bill) throw new Error("a stray payment has a bill already");
  return await updateBill(tx, keyOf(bill), { status: "cancelled", cancelled_at: new Date() });
};

/**
 * The bill that a payment is for: the one that was billed, a new one of a prepaid service, or,
 * where it fits neither (a number of no bill, an account that is closed, an amount out of
 * bounds), one that takes nothing, so that all of it goes back.
 */
export const findPayeeBill = async (
  tx: Tx<PayDatabase>,
  payment: NotifiedPayment,
  suspenseBiller: string,
): Promise<BillKey> => {
  const { prepaidService } = payment;
  const bill =
    prepaidService === undefined
      ? await findOwnBill(tx, payment)
      : await makePrepaidBill(tx, payment, prepaidService);
  return keyOf(bill ?? (await makeStrayBill(tx, payment, suspenseBiller)));
};
