import type { PageLang, Says } from "../party-page.ts";

export type { PageLang, Says };
import type { SaleState } from "./books.ts";

export const posTexts = {
  company: { ar: "شركة الدفع التجريبية", en: "Sandbox payment company" },
  noMoney: {
    ar: "بيئة تجريبية: تظاهر هنا بأنك وكيل يأخذ نقودا. لا مال حقيقيا.",
    en: "Sandbox: pretend here to be an agent who takes cash. No real money.",
  },
  till: { ar: "الصندوق", en: "Till" },
  agent: { ar: "الوكيل", en: "Agent" },
  number: { ar: "رقم الفاتورة", en: "Billing number" },
  ask: { ar: "اسأل واحجز", en: "Ask and hold" },
  sales: { ar: "العمليات", en: "Sales" },
  none: { ar: "لا عمليات بعد.", en: "Nothing sold yet." },
  drawers: { ar: "النقد في الأدراج", en: "Cash in the drawers" },
  empty: { ar: "الأدراج فارغة.", en: "The drawers are empty." },
  confirm: { ar: "أخذت النقود", en: "Cash taken" },
  cancel: { ar: "ألغ", en: "Cancel" },
  void: { ar: "أبطل", en: "Void" },
  payout: { ar: "صرف مبلغ مردود", en: "Pay out a refund" },
  code: { ar: "رمز الاستلام", en: "Payout code" },
  amount: { ar: "المبلغ", en: "Amount" },
  currency: { ar: "العملة", en: "Currency" },
  pay: { ar: "ادفع", en: "Pay out" },
  slip: { ar: "القسيمة", en: "Slip" },
  receipt: { ar: "الإيصال", en: "Receipt" },
  paidOut: { ar: "صرف المبلغ.", en: "Paid out." },
  noAnswer: { ar: "لم تجب البوابة.", en: "The gateway did not answer." },
  notAmount: { ar: "اكتب المبلغ بالأرقام.", en: "Enter the amount in digits." },
} as const satisfies Record<string, Says>;

export const stateTexts: Record<SaleState, Says> = {
  asked: { ar: "لم تجب البوابة", en: "No answer yet" },
  refused: { ar: "رفضت", en: "Refused" },
  reserved: { ar: "محجوزة: خذ النقود", en: "Held: take the cash" },
  cashTaken: { ar: "النقد في الدرج، ولم يؤكد", en: "Cash in the drawer, not confirmed" },
  confirmed: { ar: "مدفوعة", en: "Paid" },
  givenBack: { ar: "أعيدت النقود", en: "Cash given back" },
  cancelled: { ar: "ملغاة", en: "Cancelled" },
  voided: { ar: "أبطلت", en: "Voided" },
};
