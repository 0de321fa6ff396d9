import { defineTexts, type Text } from "@gov/kit/text.ts";
import type { BillingNumberError } from "#src/bill/billing-number.ts";
import type { DeclineReason } from "#src/rails/rail.ts";

export const payerTexts = defineTexts({
  brand: { ar: "الدفع الحكومي", en: "Government payments" },
  lookupTitle: { ar: "ادفع برقم الفاتورة", en: "Pay by billing number" },
  lookupLead: {
    ar: "اكتب رقم الفاتورة لترى المبلغ والجهة، ثم تدفع أو تفتح الإيصال.",
    en: "Enter the number of the bill to see the amount and to whom, then pay or open the receipt.",
  },
  number: { ar: "رقم الفاتورة", en: "Billing number" },
  numberHint: {
    ar: "15 رقما، تجده في الرسالة أو على الإشعار. المسافات لا تهم.",
    en: "15 digits, in the message or on the notice. Spaces do not matter.",
  },
  several: { ar: "عندك فواتير كثيرة؟ ادفعها معا", en: "Several bills? Pay them together" },
  find: { ar: "اعرض الفاتورة", en: "Show the bill" },
  billTitle: { ar: "فاتورة", en: "Bill" },
  what: { ar: "مقابل", en: "For" },
  toWhom: { ar: "الجهة", en: "To" },
  amount: { ar: "المبلغ", en: "Amount" },
  due: { ar: "تدفع قبل", en: "Pay before" },
  method: { ar: "كيف تريد أن تدفع؟", en: "How do you want to pay?" },
  paidSoFar: { ar: "دفع حتى الآن", en: "Paid so far" },
  left: { ar: "بقي", en: "Left" },
  basketTitle: { ar: "دفع فواتير معا", en: "Bills paid together" },
  withOthers: { ar: "ادفع معها فواتير أخرى", en: "Pay other bills with it" },
  inBasketBody: {
    ar: "تدفع هذه الفاتورة مع فواتير أخرى في محاولة واحدة لم تكتمل. أكملها، أو ألغها فتعود كلها مفتوحة.",
    en: "This bill is being paid with others in one attempt that is not finished. Go on, or drop it and all are open again.",
  },
  toBasket: { ar: "اعرض الفواتير معا", en: "Show the bills together" },
  noRail: { ar: "لا تدفع هذه الفاتورة هنا الآن", en: "This bill cannot be paid here now" },
  noRailBody: {
    ar: "لا طريقة دفع متاحة لها. عد بعد قليل، أو اسأل الجهة التي أصدرتها.",
    en: "No way to pay is available for it. Come back later, or ask the institution that issued it.",
  },
  paid: { ar: "الفاتورة مدفوعة", en: "The bill is paid" },
  paidBody: { ar: "لا تدفعها مرة أخرى.", en: "Do not pay it again." },
  openReceipt: { ar: "افتح الإيصال", en: "Open the receipt" },
  backToService: { ar: "عد إلى الخدمة", en: "Back to the service" },
  cancelled: { ar: "الفاتورة ملغاة", en: "The bill is cancelled" },
  cancelledBody: {
    ar: "ألغتها الجهة التي أصدرتها. لا شيء عليك بهذا الرقم. إن طلب منك الدفع فاطلب رقما جديدا.",
    en: "Its issuer cancelled it. You owe nothing under this number. If you are asked to pay, ask for a new number.",
  },
  underWay: { ar: "محاولة دفع قائمة", en: "A payment is under way" },
  goOn: { ar: "أكمل الدفع", en: "Go on paying" },
  checkNow: { ar: "تحقق الآن", en: "Check now" },
  drop: { ar: "ألغ هذه المحاولة", en: "Drop this attempt" },
  history: { ar: "ما جرى حتى الآن", en: "What happened so far" },
  retry: { ar: "حاول مرة أخرى", en: "Try again" },
  toBill: { ar: "اعرض الفاتورة", en: "Show the bill" },
  thanks: { ar: "تم الدفع", en: "Paid" },
  thanksBody: { ar: "وصل المبلغ وسجلناه.", en: "The money arrived and is recorded." },
  receiptNumber: { ar: "رقم الإيصال", en: "Receipt number" },
  nextReceipt: {
    ar: "احفظ رقم الإيصال أو نزّل نسخة PDF منه.",
    en: "Keep the receipt's number or download its PDF.",
  },
  nextTold: {
    ar: "أبلغنا الجهة بأن الفاتورة دفعت، ولا حاجة إلى أن تفعل شيئا.",
    en: "The institution was told that the bill is paid; you need do nothing.",
  },
  waitingBody: {
    ar: "لم يصل الجواب بعد. لا يضيع شيء: نسأل حتى نعرف. لا تدفع مرة أخرى.",
    en: "There is no answer yet. Nothing is lost: we ask until we know. Do not pay again.",
  },
  waitingNext: {
    ar: "تتجدد هذه الصفحة وحدها. ويمكنك أن تغلقها وتعود برقم الفاتورة متى شئت.",
    en: "This page renews itself. You may close it and come back with the billing number.",
  },
  nextToldEach: {
    ar: "أبلغنا كل جهة بأن فاتورتها دفعت، ولا حاجة إلى أن تفعل شيئا.",
    en: "Each institution was told that its bill is paid; you need do nothing.",
  },
  nextReceiptEach: {
    ar: "لكل فاتورة إيصالها. افتحه من القائمة واحفظ رقمه.",
    en: "Each bill has its own receipt. Open it from the list and keep its number.",
  },
  basketRestBack: {
    ar: "وصل المبلغ. دفعت إحدى الفواتير قبله بطريقة أخرى، فحصتها في طريقها إليك.",
    en: "The money arrived. One of the bills had been paid another way before it: its share is on its way back to you.",
  },
  otherWay: { ar: "ادفع بطريقة أخرى", en: "Pay another way" },
  nothingTakenHere: {
    ar: "لم يخصم شيء في هذه المحاولة.",
    en: "Nothing was taken in this attempt.",
  },
  failed: { ar: "لم يتم الدفع", en: "The payment did not go through" },
  gaveUp: { ar: "ألغيت الدفع", en: "You cancelled the payment" },
  expired: { ar: "انتهت مهلة المحاولة", en: "The attempt ran out of time" },
  nothingTaken: {
    ar: "لم يخصم شيء من حسابك. الفاتورة ما زالت مفتوحة ويمكنك أن تدفعها الآن.",
    en: "Nothing was taken from your account. The bill is still open and you can pay it now.",
  },
  takenBack: { ar: "استعيدت هذه الدفعة", en: "This payment was taken back" },
  takenBackBody: {
    ar: "استعيد المبلغ ممن دفعه، فالفاتورة مستحقة من جديد ويمكنك دفعها.",
    en: "The money was taken back. The bill is owed again, and you can pay it.",
  },
  returning: { ar: "نعيد إليك المبلغ", en: "Your money is on its way back" },
  returned: { ar: "أعدنا إليك المبلغ", en: "Your money was sent back" },
  surplusCame: {
    ar: "وصل مبلغ لا تحتاجه هذه الفاتورة، فأمرنا بإعادته",
    en: "Money came that this bill did not need; we ordered it back",
  },
  railDownBody: {
    ar: "لم يخصم شيء. انتظر دقيقة ثم حاول مرة أخرى. رقم الفاتورة يبقى صالحا.",
    en: "Nothing was taken. Wait a minute, then try again. The billing number stays valid.",
  },
  railRefused: { ar: "تعذر بدء الدفع بهذه الطريقة", en: "Paying this way could not be started" },
  alreadyPaid: { ar: "تغيرت إحدى الفواتير", en: "One of the bills changed" },
  alreadyPaidBody: {
    ar: "دفعت إحدى الفواتير أو ألغيت بعد أن جمعتها. لم يخصم شيء. اجمع الباقي من جديد.",
    en: "One of the bills was paid or cancelled since you put them together. Nothing was taken. Put the others together again.",
  },
  elsewhere: { ar: "الفاتورة تدفع الآن", en: "The bill is being paid now" },
  elsewhereBody: {
    ar: "بدأت محاولة أخرى لهذه الفاتورة. ننتظر نتيجتها حتى لا تدفع مرتين.",
    en: "Another attempt to pay this bill was started. We wait for it so that you do not pay twice.",
  },
  chooseMethod: { ar: "اختر كيف تدفع.", en: "Choose how you pay." },
  unknownTitle: { ar: "لا فاتورة بهذا الرقم", en: "There is no bill with this number" },
  unknown: {
    ar: "الرقم سليم الكتابة لكن لا فاتورة به. تأكد من أنك نسخته من الرسالة الأخيرة.",
    en: "The number is well formed but there is no such bill. Check that it is from the latest message.",
  },
  staleForm: { ar: "انتهت صلاحية الصفحة", en: "This page is out of date" },
  staleFormBody: {
    ar: "لم نرسل شيئا ولم يخصم شيء. افتح الفاتورة من جديد ثم حاول.",
    en: "Nothing was sent and nothing was taken. Open the bill again, then try.",
  },
});

export const numberErrors: Readonly<Record<BillingNumberError, Text>> = {
  empty: { ar: "اكتب رقم الفاتورة.", en: "Enter the billing number." },
  notDigits: {
    ar: "رقم الفاتورة أرقام فقط. احذف الحروف.",
    en: "A billing number has digits only. Remove the letters.",
  },
  wrongLength: {
    ar: "رقم الفاتورة 15 رقما. قارنه بالإشعار.",
    en: "A billing number has 15 digits. Compare it with the notice.",
  },
  wrongCheckDigit: {
    ar: "في الرقم خطأ: رقم ناقص أو مقلوب. قارنه بالإشعار رقما رقما.",
    en: "There is a slip in the number. Compare it with the notice digit by digit.",
  },
};

export const declineTexts: Readonly<Record<DeclineReason | "railRefused", Text>> = {
  declined: {
    ar: "رفض المصرف الدفع. جرب طريقة أخرى أو اسأل مصرفك.",
    en: "The bank declined the payment. Try another way or ask your bank.",
  },
  insufficientFunds: {
    ar: "الرصيد لا يكفي. جرب بطاقة أو حسابا آخر.",
    en: "The balance is too low. Try another card or account.",
  },
  expiredCard: {
    ar: "البطاقة منتهية. جرب بطاقة أخرى.",
    en: "The card has expired. Try another card.",
  },
  notAuthenticated: {
    ar: "لم يتأكد المصرف من هويتك. أعد المحاولة واكتب الرمز الذي يرسله المصرف.",
    en: "The bank could not confirm it was you. Try again and enter the code that it sends.",
  },
  railRefused: {
    ar: "تعذر بدء الدفع بهذه الطريقة. حاول بعد قليل أو اختر طريقة أخرى.",
    en: "Paying this way could not be started. Try again later or choose another way.",
  },
};

export const declineText = (reason: string | null): Text =>
  Object.entries(declineTexts).find(([name]) => name === reason)?.[1] ?? declineTexts.declined;
