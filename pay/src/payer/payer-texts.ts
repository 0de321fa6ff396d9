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
  find: { ar: "اعرض الفاتورة", en: "Show the bill" },
  billTitle: { ar: "فاتورة", en: "Bill" },
  what: { ar: "مقابل", en: "For" },
  toWhom: { ar: "الجهة", en: "To" },
  amount: { ar: "المبلغ", en: "Amount" },
  due: { ar: "تدفع قبل", en: "Pay before" },
  method: { ar: "كيف تريد أن تدفع؟", en: "How do you want to pay?" },
  card: { ar: "بطاقة مصرفية", en: "Bank card" },
  cardHint: {
    ar: "Visa أو Mastercard، من أي مصرف. بلا رسوم إضافية.",
    en: "Visa or Mastercard, of any bank. No extra fee.",
  },
  cash: { ar: "نقدا لدى وكيل دفع", en: "Cash at a payment agent" },
  cashHint: {
    ar: "تأخذ قسيمة إلى أقرب وكيل وتدفع عنده. بلا رسوم إضافية.",
    en: "You take a voucher to the nearest agent and pay there. No extra fee.",
  },
  instant: { ar: "من تطبيق مصرفك أو محفظتك", en: "Your bank's or wallet's app" },
  instantHint: {
    ar: "توافق في التطبيق أو تمسح رمز Quick، ويصل المبلغ خلال ثوان. بلا رسوم.",
    en: "Approve in the app or scan a Quick code; the money arrives within seconds. No fee.",
  },
  esadad: { ar: "برقم الفاتورة عند مصرفك (إي-سداد)", en: "By its number at your bank (E-SADAD)" },
  esadadHint: {
    ar: "تدفع برقم الفاتورة من التطبيق أو الصراف الآلي. بلا رسوم عليك.",
    en: "You pay by the billing number, in the app or at a cash machine. No fee for you.",
  },
  noCardHere: {
    ar: "تكتب بيانات البطاقة في صفحة المصرف. لا يصل إلينا رقم بطاقتك أبدا.",
    en: "You type the card's details at the bank's page. Your card number never reaches us.",
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
  underWayBody: {
    ar: "فتحت صفحة المصرف لهذه الفاتورة ولم تكتمل. أكمل الدفع، أو ألغ المحاولة لتبدأ من جديد.",
    en: "The bank's page was opened for this bill and not finished. Go on, or drop it and start anew.",
  },
  goOn: { ar: "أكمل الدفع", en: "Go on paying" },
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
  waiting: { ar: "ننتظر جواب المصرف", en: "Waiting for the bank's answer" },
  waitingBody: {
    ar: "لم يجب المصرف بعد. لا يضيع شيء: نسأله حتى يجيب. لا تدفع مرة أخرى.",
    en: "The bank has not answered yet. Nothing is lost: we ask until it does. Do not pay again.",
  },
  waitingNext: {
    ar: "تتجدد هذه الصفحة وحدها. ويمكنك أن تغلقها وتعود برقم الفاتورة متى شئت.",
    en: "This page renews itself. You may close it and come back with the billing number.",
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
    ar: "استعاد المصرف المبلغ، فالفاتورة مستحقة من جديد ويمكنك دفعها.",
    en: "The bank took the money back. The bill is owed again, and you can pay it.",
  },
  returning: { ar: "نعيد إليك المبلغ", en: "Your money is on its way back" },
  returned: { ar: "أعدنا إليك المبلغ", en: "Your money was sent back" },
  returningBody: {
    ar: "أخذ المصرف مبلغا لا تحتاجه هذه الفاتورة، فأمرنا بإعادته إلى بطاقتك. يظهر في حسابك خلال أيام.",
    en: "The bank took money that this bill did not need; we ordered it back to your card. Your account shows it within days.",
  },
  railDown: { ar: "بوابة البطاقات لا تجيب الآن", en: "The card gateway does not answer now" },
  railDownBody: {
    ar: "لم يخصم شيء. انتظر دقيقة ثم حاول مرة أخرى. رقم الفاتورة يبقى صالحا.",
    en: "Nothing was taken. Wait a minute, then try again. The billing number stays valid.",
  },
  railRefused: { ar: "تعذر فتح صفحة المصرف", en: "The bank's page could not be opened" },
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
    ar: "رفض المصرف البطاقة. جرب بطاقة أخرى أو اسأل مصرفك.",
    en: "The bank declined the card. Try another card or ask your bank.",
  },
  insufficientFunds: {
    ar: "الرصيد لا يكفي. جرب بطاقة أخرى.",
    en: "The card's balance is too low. Try another card.",
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
    ar: "رفضت بوابة البطاقات فتح الدفع. حاول بعد قليل.",
    en: "The card gateway refused to open the payment. Try again later.",
  },
};

export const declineText = (reason: string | null): Text =>
  Object.entries(declineTexts).find(([name]) => name === reason)?.[1] ?? declineTexts.declined;
