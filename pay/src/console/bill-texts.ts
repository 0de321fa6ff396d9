import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { BillRefusal } from "#src/bill/bill.ts";

export const billTexts = defineTexts({
  bill: { ar: "فاتورة", en: "Bill" },
  makeOne: { ar: "أصدر فاتورة", en: "Make a bill" },
  made: {
    ar: "صدرت الفاتورة. أعط الدافع رقمها أو رابطها.",
    en: "The bill is made. Give the payer its number or link.",
  },
  billerCode: { ar: "جهة التحصيل", en: "Biller" },
  reference: { ar: "مرجعك", en: "Your reference" },
  referenceHint: {
    ar: "رقم المعاملة عندك، بحروف وأرقام لاتينية بلا مسافات. لا يتكرر.",
    en: "The number of the case in your office: Latin letters and digits, no spaces. Used once.",
  },
  descriptionAr: { ar: "مقابل ماذا، بالعربية", en: "For what, in Arabic" },
  descriptionEn: { ar: "مقابل ماذا، بالإنجليزية", en: "For what, in English" },
  amount: { ar: "المبلغ", en: "Amount" },
  currency: { ar: "العملة", en: "Currency" },
  service: { ar: "نوع الخدمة", en: "Service type" },
  payerName: { ar: "اسم الدافع", en: "Payer's name" },
  due: { ar: "تدفع قبل", en: "Pay before" },
  send: { ar: "أصدر الفاتورة", en: "Make the bill" },
  payLink: { ar: "رابط الدفع", en: "Link to pay" },
  payer: { ar: "الدافع", en: "Payer" },
  attempts: { ar: "محاولات الدفع", en: "Attempts to pay" },
  noAttempts: { ar: "لم يحاول أحد الدفع بعد.", en: "Nobody has tried to pay yet." },
  started: { ar: "بدأت", en: "Started" },
  railReference: { ar: "مرجع المصرف", en: "Bank's reference" },
  taken: { ar: "أخذ المصرف", en: "Taken by the bank" },
  history: { ar: "ما جرى", en: "What happened" },
  madeEvent: { ar: "صدرت الفاتورة", en: "The bill was made" },
  cancelledEvent: { ar: "ألغيت الفاتورة", en: "The bill was cancelled" },
  cancel: { ar: "ألغ الفاتورة", en: "Cancel the bill" },
  cancelHint: {
    ar: "لا يستطيع أحد أن يدفعها بعد ذلك، ولا تعاد. رقمها يبقى ويقول إنها ملغاة.",
    en: "Nobody can pay it any more, and it does not come back. Its number stays and says so.",
  },
  cancelled: { ar: "ألغيت الفاتورة", en: "The bill is cancelled" },
  parts: { ar: "توزيع المبلغ", en: "Who gets which part" },
  payment: { ar: "الدفعة", en: "Payment" },
  by: { ar: "بوساطة", en: "By" },
  receipt: { ar: "الإيصال", en: "Receipt" },
  paidSoFar: { ar: "دفع منها", en: "Paid of it" },
  reversed: { ar: "استعادها المصرف", en: "Taken back by the bank" },
  payments: { ar: "المدفوعات", en: "Payments" },
  allBills: { ar: "كل الفواتير", en: "All bills" },
});

export const billErrorTexts: Readonly<
  Record<BillRefusal | "referenceTaken" | "billPaid" | "billPartlyPaid" | "billClaimed", Text>
> = {
  billerUnknown: { ar: "اختر جهة التحصيل من القائمة.", en: "Choose the biller from the list." },
  currencyNotTaken: {
    ar: "ليس للجهة حساب بهذه العملة. اختر عملة أخرى.",
    en: "The biller has no account in this currency. Choose another.",
  },
  serviceTypeUnknown: {
    ar: "لا تحصل الجهة لهذا النوع. اختر من القائمة.",
    en: "The biller does not collect for this type. Choose from the list.",
  },
  splitsNotTheAmount: {
    ar: "مجموع الأجزاء لا يساوي المبلغ.",
    en: "The parts do not sum to the amount.",
  },
  partsNotTheBill: {
    ar: "حدود الأجزاء لا تناسب المبلغ.",
    en: "The bounds of the parts do not fit the amount.",
  },
  linesNotTheAmount: {
    ar: "الرسوم ناقصا الإعفاءات لا تساوي المبلغ.",
    en: "The fees less the exemptions are not the amount.",
  },
  instalmentsNotTheAmount: {
    ar: "مجموع الأقساط لا يساوي المبلغ.",
    en: "The instalments do not sum to the amount.",
  },
  billPartlyPaid: {
    ar: "دفع جزء من الفاتورة، فلا تلغى.",
    en: "A part of the bill was paid; it cannot be cancelled.",
  },
  referenceTaken: {
    ar: "لهذه الجهة فاتورة بهذا المرجع. استعمل مرجعا آخر.",
    en: "The biller has a bill with this reference. Use another.",
  },
  billPaid: {
    ar: "دفعت الفاتورة قبل أن تلغيها. أعد المبلغ من صفحة الدفعة.",
    en: "The bill was paid before you cancelled it. Refund it from the payment's page.",
  },
  billClaimed: {
    ar: "يدفعها أحد الآن. انتظر نتيجة المحاولة ثم ألغها.",
    en: "Somebody is paying it now. Wait for the outcome, then cancel.",
  },
};

export const billFieldTexts = defineTexts({
  reference: {
    ar: "اكتب مرجعا من 1 إلى 64 حرفا لاتينيا أو رقما، بلا مسافات.",
    en: "Enter a reference of 1 to 64 Latin letters or digits, without spaces.",
  },
  descriptionAr: {
    ar: "اكتب مقابل ماذا بالعربية، حتى 200 حرف.",
    en: "Say in Arabic what it is for, up to 200 characters.",
  },
  descriptionEn: {
    ar: "اكتب مقابل ماذا بالإنجليزية، حتى 200 حرف.",
    en: "Say in English what it is for, up to 200 characters.",
  },
  amount: {
    ar: "اكتب مبلغا أكبر من صفر، مثل 312.00",
    en: "Enter an amount above zero, such as 312.00",
  },
  currency: { ar: "اختر العملة.", en: "Choose the currency." },
  payerName: { ar: "اسم الدافع حتى 120 حرفا.", en: "The payer's name: up to 120 characters." },
  due: {
    ar: "هذا اليوم غير موجود أو مضى. اكتب يوما قادما.",
    en: "There is no such day, or it is past. Enter a day to come.",
  },
});
