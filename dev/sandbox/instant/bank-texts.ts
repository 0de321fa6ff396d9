import type { PageLang, Says } from "../party-page.ts";

export type { PageLang, Says };
/** What the pretend bank app says. */
export const bankTexts = {
  app: { ar: "تطبيق مصرف تجريبي", en: "Pretend bank app" },
  noMoney: {
    ar: "هذه بيئة تجريبية: لا مال حقيقي ولا مصرف حقيقي.",
    en: "This is a sandbox: no real money, no real bank.",
  },
  who: { ar: "حساب من تفتح؟", en: "Whose account do you open?" },
  balance: { ar: "الرصيد", en: "Balance" },
  phone: { ar: "الهاتف", en: "Phone" },
  alias: { ar: "الاسم المستعار", en: "Alias" },
  account: { ar: "الحساب", en: "Account" },
  waiting: { ar: "طلبات دفع تنتظر موافقتك", en: "Payment requests that wait for you" },
  none: { ar: "لا طلبات الآن.", en: "No requests now." },
  from: { ar: "من", en: "From" },
  forWhat: { ar: "مقابل", en: "For" },
  amount: { ar: "المبلغ", en: "Amount" },
  bill: { ar: "رقم الفاتورة", en: "Bill number" },
  approve: { ar: "وافق وادفع", en: "Approve and pay" },
  reject: { ar: "ارفض", en: "Reject" },
  scan: { ar: "ادفع برمز Quick", en: "Pay a Quick code" },
  scanHint: {
    ar: "الصق نص الرمز كأنك مسحته.",
    en: "Paste the code's text, as if you had scanned it.",
  },
  code: { ar: "نص الرمز", en: "Text of the code" },
  read: { ar: "اقرأ الرمز", en: "Read the code" },
  badCode: {
    ar: "لا يقرأ هذا الرمز: نص ناقص أو خطأ فيه. انسخه كاملا.",
    en: "This code cannot be read: something is missing or wrong. Copy all of it.",
  },
  confirm: { ar: "تأكد ثم ادفع", en: "Check, then pay" },
  back: { ar: "عد إلى الحساب", en: "Back to the account" },
  home: { ar: "كل الحسابات", en: "All accounts" },
  unknown: { ar: "لا حساب بهذا الاسم", en: "There is no such account" },
  outcomes: {
    paid: { ar: "تم الدفع.", en: "Paid." },
    onItsWay: { ar: "وافقت. المبلغ في الطريق.", en: "Approved. The money is on its way." },
    declined: { ar: "رفض المصرف الدفع.", en: "The bank declined." },
    noFunds: { ar: "الرصيد لا يكفي.", en: "The balance is too low." },
    over: { ar: "لم يعد هذا الطلب قائما.", en: "This request is over." },
    rejected: { ar: "رفضت الطلب.", en: "You rejected the request." },
  },
} as const;
