import type { PageLang, Says } from "../party-page.ts";

export type { PageLang, Says };
export const texts = {
  bank: { ar: "تطبيق مصرف تجريبي · إي-سداد", en: "Sandbox bank app · E-SADAD" },
  noMoney: {
    ar: "بيئة تجريبية: لا يُسحب مال حقيقي.",
    en: "Sandbox: no real money moves.",
  },
  payBill: { ar: "ادفع فاتورة", en: "Pay a bill" },
  number: { ar: "رقم الفاتورة", en: "Billing number" },
  show: { ar: "اعرض الفاتورة", en: "Show the bill" },
  prepaid: { ar: "ادفع إلى حساب، دون فاتورة", en: "Pay into an account, without a bill" },
  service: { ar: "رمز الخدمة", en: "Service code" },
  account: { ar: "رقم الحساب عند الجهة", en: "Account number at the institution" },
  check: { ar: "تحقق من الحساب", en: "Check the account" },
  amount: { ar: "المبلغ", en: "Amount" },
  from: { ar: "من الحساب", en: "From account" },
  name: { ar: "الاسم", en: "Name" },
  what: { ar: "مقابل", en: "For" },
  due: { ar: "المستحق", en: "Due" },
  bounds: { ar: "الحدود", en: "Bounds" },
  pay: { ar: "ادفع الآن", en: "Pay now" },
  back: { ar: "ابدأ من جديد", en: "Start again" },
  problem: { ar: "لم يتم", en: "This did not work" },
  paid: { ar: "خُصم المبلغ من حسابك", en: "Your account was debited" },
  paidNext: {
    ar: "نبلغ الجهة بالدفع ونكرر الإبلاغ حتى تؤكده.",
    en: "The institution is being told, again and again until it confirms.",
  },
  reference: { ar: "رقم العملية", en: "Transaction" },
} as const satisfies Record<string, Says>;

export const problems = {
  "no answer": {
    ar: "الجهة لا تجيب الآن. لم يُسحب شيء. حاول بعد قليل.",
    en: "The institution does not answer now. Nothing was taken. Try again later.",
  },
  gone: {
    ar: "انتهت هذه الصفحة. لم يُسحب شيء. ابدأ من جديد.",
    en: "This page has ended. Nothing was taken. Start again.",
  },
  amount: {
    ar: "اكتب مبلغا ضمن الحدود، بأرقام مثل 12.50.",
    en: "Type an amount within the bounds, in digits such as 12.50.",
  },
  noFunds: {
    ar: "الرصيد لا يكفي. لم يُسحب شيء. اختر حسابا آخر.",
    en: "There is too little money. Nothing was taken. Choose another account.",
  },
  declined: {
    ar: "رفض المصرف الدفع. لم يُسحب شيء.",
    en: "The bank declined. Nothing was taken.",
  },
} as const satisfies Record<string, Says>;
export type Problem = keyof typeof problems;

const codes: Record<number, Says> = {
  324: { ar: "الفاتورة مدفوعة.", en: "The bill is already paid." },
  353: { ar: "المبلغ فوق الحد.", en: "The amount is above the limit." },
  354: { ar: "المبلغ دون الحد.", en: "The amount is below the limit." },
  401: {
    ar: "لا فاتورة أو حساب بهذا الرقم. قارنه بالإشعار.",
    en: "There is no bill or account with this number. Compare it with the notice.",
  },
  408: {
    ar: "في الرقم خطأ. قارنه بالإشعار رقما رقما.",
    en: "There is a slip in the number. Compare it with the notice digit by digit.",
  },
  409: {
    ar: "لا شيء مستحق على هذه الفاتورة الآن.",
    en: "Nothing is due on this bill now.",
  },
};

/** What a result code of the institution means for a customer. */
export const codeText = (code: number | "no answer"): Says =>
  code === "no answer"
    ? problems["no answer"]
    : (codes[code] ?? { ar: `ردت الجهة بالرمز ${code}.`, en: `The institution said ${code}.` });
