import type { Selectable } from "kysely";
import type { Money } from "@gov/kit/money.ts";
import { err, ok, type Result } from "@gov/kit/result.ts";
import type { Text } from "@gov/kit/text.ts";
import type { Biller } from "#src/biller/biller-queries.ts";
import type { PayDatabase } from "#src/db-types.ts";
import { isTestLane } from "#src/lane/lane.ts";
import { isMadeOf, type BillLine } from "./bill-line.ts";
import { isPlanFor, type Instalment } from "./instalment.ts";

export type BillRow = Selectable<PayDatabase["bill"]>;

/** What a caller asks to be collected. */
export type NewBill = Readonly<{
  billerCode: string;
  reference: string;
  description: Text;
  amount: Money;
  splits: readonly Readonly<{ billerCode: string; amountMinor: bigint }>[];
  serviceType: string | undefined;
  /** Between which amounts one part may be; undefined where only the whole bill is paid. */
  parts: Readonly<{ lowerMinor: bigint; upperMinor: bigint }> | undefined;
  /** What the amount is made of; none where the description says it all. */
  lines?: readonly BillLine[] | undefined;
  /** When which part is due; none where all is due at once. */
  instalments?: readonly Instalment[] | undefined;
  payer: Readonly<{
    nationalId: string | undefined;
    name: string | undefined;
    phone: string | undefined;
  }>;
  dueAt: Date | undefined;
  /** When it ends by itself, unless it is paid before. */
  expiresAt: Date | undefined;
  returnUrl: string | undefined;
}>;

/** What was asked, as the columns of a bill. */
export const askedColumns = (bill: NewBill) => ({
  biller_code: bill.billerCode,
  reference: bill.reference,
  description_ar: bill.description.ar,
  description_en: bill.description.en,
  amount_minor: bill.amount.amountMinor,
  currency: bill.amount.currency,
  service_type: bill.serviceType ?? null,
  payer_national_id: bill.payer.nationalId ?? null,
  payer_name: bill.payer.name ?? null,
  payer_phone: bill.payer.phone ?? null,
  due_at: bill.dueAt ?? null,
  expires_at: bill.expiresAt ?? null,
  return_url: bill.returnUrl ?? null,
  part_lower_minor: bill.parts?.lowerMinor ?? null,
  part_upper_minor: bill.parts?.upperMinor ?? null,
});

export type BillRefusal =
  | "billerUnknown"
  | "currencyNotTaken"
  | "serviceTypeUnknown"
  | "splitsNotTheAmount"
  | "partsNotTheBill"
  | "linesNotTheAmount"
  | "instalmentsNotTheAmount";

/** Whether the biller, and every biller of a split, may collect this bill. */
export const checkNewBill = (
  bill: NewBill,
  billers: ReadonlyMap<string, Biller>,
): Result<Biller, BillRefusal> => {
  const biller = billers.get(bill.billerCode);
  if (!biller) return err("billerUnknown");
  const parts = [biller];
  for (const split of bill.splits) {
    const party = billers.get(split.billerCode);
    // Test money and real money have no bill in common.
    if (!party || isTestLane(party.institution) !== isTestLane(biller.institution)) {
      return err("billerUnknown");
    }
    parts.push(party);
  }
  const { currency, amountMinor } = bill.amount;
  const takes = (one: Biller) => one.ibans.some((account) => account.currency === currency);
  if (!parts.every(takes)) return err("currencyNotTaken");
  if (bill.serviceType !== undefined && !biller.serviceTypes.includes(bill.serviceType)) {
    return err("serviceTypeUnknown");
  }
  const bounds = bill.parts;
  if (bounds && (bounds.lowerMinor > bounds.upperMinor || bounds.upperMinor > amountMinor)) {
    return err("partsNotTheBill");
  }
  if (bill.lines && !isMadeOf(bill.lines, amountMinor)) return err("linesNotTheAmount");
  if (bill.instalments && !isPlanFor(bill.instalments, amountMinor)) {
    return err("instalmentsNotTheAmount");
  }
  const total = bill.splits.reduce((sum, split) => sum + split.amountMinor, 0n);
  const names = new Set(bill.splits.map((split) => split.billerCode));
  if (bill.splits.length > 0 && (total !== amountMinor || names.size !== bill.splits.length)) {
    return err("splitsNotTheAmount");
  }
  return ok(biller);
};

export const billAmount = (bill: Pick<BillRow, "amount_minor" | "currency">): Money => ({
  amountMinor: bill.amount_minor,
  currency: bill.currency,
});

/** The address a payer opens to pay. */
export const payUrl = (publicUrl: string, billingNumber: string): string =>
  `${publicUrl}/pay/${billingNumber}`;
