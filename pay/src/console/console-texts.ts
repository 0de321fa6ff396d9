import { defineTexts, type Lang, type Text } from "@gov/kit/text.ts";
import type { Html } from "@gov/kit/ui/html.ts";
import { tag, type Tone } from "@gov/kit/ui/tag.ts";
import type { BillStatus } from "#src/db-types.ts";
import type { AccountKind } from "#src/ledger/ledger.ts";

export const listTexts = defineTexts({
  bills: { ar: "الفواتير", en: "Bills" },
  payments: { ar: "المدفوعات", en: "Payments" },
  refunds: { ar: "المبالغ المعادة", en: "Refunds" },
  noBills: { ar: "لا فواتير بهذه الشروط.", en: "No bills fit these filters." },
  noPayments: { ar: "لا مدفوعات بهذه الشروط.", en: "No payments fit these filters." },
  noRefunds: { ar: "لا مبالغ معادة بهذه الشروط.", en: "No refunds fit these filters." },
  number: { ar: "رقم الفاتورة", en: "Billing number" },
  what: { ar: "مقابل", en: "For" },
  reference: { ar: "المرجع", en: "Reference" },
  service: { ar: "نوع الخدمة", en: "Service type" },
  madeOn: { ar: "تاريخ الإصدار", en: "Made on" },
  paidOn: { ar: "تاريخ الدفع", en: "Paid on" },
  askedOn: { ar: "تاريخ الطلب", en: "Asked on" },
  status: { ar: "الحالة", en: "Status" },
  amount: { ar: "المبلغ", en: "Amount" },
  refunded: { ar: "المعاد", en: "Refunded" },
  currency: { ar: "العملة", en: "Currency" },
  rail: { ar: "طريقة الدفع", en: "Rail" },
  reason: { ar: "السبب", en: "Reason" },
  askedBy: { ar: "طلبه", en: "Asked by" },
  biller: { ar: "الجهة", en: "Biller" },
  from: { ar: "من يوم", en: "From" },
  to: { ar: "إلى يوم", en: "To" },
  any: { ar: "الكل", en: "All" },
  find: {
    ar: "رقم فاتورة أو مرجع أو إيصال أو رقم العملية عند المصرف",
    en: "Billing number, reference, receipt, or the bank's reference",
  },
  narrow: { ar: "اعرض", en: "Show" },
  clear: { ar: "امسح الشروط", en: "Clear the filters" },
  filters: { ar: "شروط القائمة", en: "Filters of the list" },
  download: { ar: "نزّل القائمة CSV", en: "Download the list (CSV)" },
  total: { ar: "المجموع", en: "In all" },
  newest: { ar: "إلى الأحدث", en: "Back to the newest" },
  noSuchDay: {
    ar: "هذا اليوم غير موجود. اكتبه هكذا: 2026-11-26",
    en: "There is no such day. Write it like 2026-11-26.",
  },
  endsBeforeItBegins: {
    ar: "اليوم الأخير قبل الأول. بدّل بينهما.",
    en: "The last day is before the first. Swap them.",
  },
});

export const billStatusTexts: Readonly<Record<BillStatus, Text>> = {
  open: { ar: "مفتوحة", en: "Open" },
  claimed: { ar: "تدفع الآن", en: "Being paid" },
  paid: { ar: "مدفوعة", en: "Paid" },
  cancelled: { ar: "ملغاة", en: "Cancelled" },
};

const billTones: Readonly<Record<BillStatus, Tone>> = {
  open: "waits",
  claimed: "waits",
  paid: "runs",
  cancelled: "done",
};

export const billStatusTag = (status: BillStatus, lang: Lang): Html =>
  tag(billStatusTexts[status], billTones[status], lang);

export const accountTexts: Readonly<Record<AccountKind, Text>> = {
  railClearing: { ar: "لنا عند طريقة الدفع", en: "Owed to us by the rail" },
  billerPayable: { ar: "علينا لجهة التحصيل", en: "Owed by us to the biller" },
  suspense: { ar: "أمانات تعاد إلى دافعيها", en: "Suspense, on its way back" },
  railFees: { ar: "أجور طرق الدفع", en: "Fees that rails kept" },
  agentFloat: { ar: "رصيد شركة الدفع المودع", en: "Float of a payment company" },
  agentHold: { ar: "محجوز لتحصيل نقدي", en: "Held for a cash collection" },
  laneClearing: { ar: "مقاصة بين المؤسسات", en: "Clearing between institutions" },
  treasuryBank: { ar: "حساب الخزينة في المصرف", en: "The treasury's bank account" },
  payoutClearing: { ar: "تحويلات في الطريق", en: "Payouts on their way" },
  difference: { ar: "فروق المطابقة", en: "Differences of reconciliation" },
};

export const billHref = (billId: string): string => `/console/bills/${billId}`;
export const paymentHref = (paymentId: string): string => `/console/payments/${paymentId}`;
export const refundHref = (refundOrderId: string): string => `/console/refunds/${refundOrderId}`;
