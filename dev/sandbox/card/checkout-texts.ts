import type { PageLang, Says } from "../party-page.ts";

export type { PageLang, Says };
import type { GatewayCode } from "./bank.ts";

export const checkoutTexts = {
  gateway: { ar: "بوابة البطاقات التجريبية", en: "Sandbox card gateway" },
  noMoney: {
    ar: "بيئة تجريبية: لا يُسحب مال حقيقي. لا تكتب رقم بطاقتك.",
    en: "Sandbox: no real money moves. Do not type your own card number.",
  },
  payTo: { ar: "الدفع إلى", en: "Pay to" },
  forWhat: { ar: "مقابل", en: "For" },
  order: { ar: "رقم الطلب", en: "Order" },
  number: { ar: "رقم البطاقة", en: "Card number" },
  expiry: { ar: "تاريخ الانتهاء (شهر/سنة)", en: "Expiry (MM/YY)" },
  cvv: { ar: "رمز الأمان على ظهر البطاقة", en: "Security code on the back" },
  pay: { ar: "ادفع", en: "Pay" },
  back: { ar: "ألغِ وارجع إلى", en: "Cancel and go back to" },
  testCards: { ar: "بطاقات للتجربة", en: "Test cards" },
  anyExpiry: {
    ar: "أي تاريخ انتهاء لم يمضِ، مثل 01/39، وأي رمز أمان من ثلاثة أرقام، مثل 100.",
    en: "Any expiry that has not passed, such as 01/39, and any three-digit code, such as 100.",
  },
  outcome: { ar: "ما يحدث", en: "What happens" },
  problem: { ar: "لم يتم الدفع", en: "The payment was not made" },
  tryAgain: {
    ar: "لم يُسحب أي مبلغ. جرّب بطاقة أخرى أو ألغِ.",
    en: "Nothing was taken. Try another card or cancel.",
  },
  over: { ar: "انتهت صفحة الدفع هذه", en: "This payment page has ended" },
  expired: {
    ar: "مضى وقتها ولم يُسحب أي مبلغ. ابدأ الدفع من جديد من الجهة.",
    en: "Its time has passed and nothing was taken. Start again from the institution.",
  },
  notFound: { ar: "لا توجد صفحة دفع بهذا العنوان", en: "There is no payment page at this address" },
  goOn: { ar: "ارجع إلى", en: "Go back to" },
  issuer: { ar: "مصرف حامل البطاقة (تجريبي)", en: "The cardholder's bank (sandbox)" },
  confirm: { ar: "أكّد أنك أنت", en: "Confirm that it is you" },
  smsCode: { ar: "رمز التحقق", en: "Verification code" },
  codeShown: {
    ar: "في الحقيقة يصل الرمز إلى هاتفك. وهنا هو:",
    en: "In reality it comes to your phone. Here it is:",
  },
  send: { ar: "أكّد الدفع", en: "Confirm the payment" },
  refuseCode: { ar: "هذا ليس أنا: ألغِ", en: "This is not me: cancel" },
} as const satisfies Record<string, Says>;

export const fieldErrors = {
  number: {
    ar: "اكتب أحد أرقام بطاقات التجربة في الجدول أدناه.",
    en: "Type one of the test card numbers in the table below.",
  },
  expiry: {
    ar: "اكتب الشهر والسنة كما على البطاقة، مثل 01/39.",
    en: "Type month and year as on the card, for example 01/39.",
  },
  cvv: { ar: "اكتب ثلاثة أرقام، مثل 100.", en: "Type three digits, for example 100." },
  code: {
    ar: "الرمز غير صحيح. اكتب الأرقام الستة كما تراها.",
    en: "The code is not right. Type the six digits as you see them.",
  },
} as const satisfies Record<string, Says>;

/** Why a payment failed, for the payer. */
export const failureTexts: Partial<Record<GatewayCode, Says>> = {
  DECLINED: { ar: "رفض المصرف البطاقة.", en: "The bank declined the card." },
  INSUFFICIENT_FUNDS: {
    ar: "رصيد البطاقة لا يكفي.",
    en: "The card does not have enough funds.",
  },
  EXPIRED_CARD: { ar: "انتهت صلاحية البطاقة.", en: "The card has expired." },
  AUTHENTICATION_FAILED: {
    ar: "لم يتأكد المصرف من هويتك.",
    en: "The bank could not confirm that it is you.",
  },
};
