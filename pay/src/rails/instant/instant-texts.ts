import { defineTexts } from "@gov/kit/text.ts";

/** What the payer reads on the pages of instant payment. */
export const instantTexts = defineTexts({
  title: { ar: "ادفع من تطبيق مصرفك", en: "Pay from your bank's app" },
  lead: {
    ar: "نرسل الطلب إلى تطبيق مصرفك أو محفظتك، وتوافق هناك. يصل المبلغ خلال ثوان وبلا رسوم.",
    en: "We send a request to your bank's or wallet's app and you approve it there. The money arrives within seconds, free of charge.",
  },
  payer: { ar: "لمن نرسل الطلب؟", en: "Whom do we ask?" },
  payerHint: {
    ar: "رقم هاتفك المحمول، أو رقم حسابك (IBAN)، أو الاسم المستعار المسجل في تطبيق مصرفك.",
    en: "Your mobile number, your IBAN, or the alias registered in your bank's app.",
  },
  send: { ar: "أرسل الطلب إلى تطبيقي", en: "Send the request to my app" },
  orScan: { ar: "أو ادفع بمسح الرمز", en: "Or pay by scanning the code" },
  orScanBody: {
    ar: "يفيدك إن كنت على شاشة أخرى غير هاتفك: يحمل الرمز المبلغ ورقم الفاتورة، فلا تكتب شيئا.",
    en: "Useful on a screen other than your phone: the code carries the amount and the bill's number, so you type nothing.",
  },
  showCode: { ar: "اعرض الرمز", en: "Show the code" },
  scanTitle: { ar: "امسح الرمز وادفع", en: "Scan the code and pay" },
  scanLead: {
    ar: "افتح الدفع برمز Quick في تطبيق مصرفك أو محفظتك، وامسح الرمز، وتأكد من المبلغ ثم وافق.",
    en: "Open Quick payment in your bank's or wallet's app, scan the code, check the amount and approve.",
  },
  codeLabel: { ar: "رمز الدفع Quick لهذه الفاتورة", en: "The Quick payment code of this bill" },
  codeText: { ar: "الرمز نصا، لتنسخه", en: "The code as text, to copy" },
  askInstead: { ar: "أرسل الطلب إلى تطبيقي", en: "Send a request to my app" },
  askedTitle: { ar: "وافق في تطبيق مصرفك", en: "Approve it in your bank's app" },
  askedLead: {
    ar: "أرسلنا الطلب. افتح تطبيق مصرفك أو محفظتك، وتأكد من الجهة والمبلغ، ثم وافق.",
    en: "The request was sent. Open your bank's or wallet's app, check to whom and how much, then approve.",
  },
  askedOf: { ar: "أرسل إلى", en: "Sent to" },
  askOther: { ar: "أرسله إلى غيره", en: "Send it to someone else" },
  amount: { ar: "المبلغ", en: "Amount" },
  toWhom: { ar: "الجهة", en: "To" },
  number: { ar: "رقم الفاتورة", en: "Billing number" },
  validUntil: { ar: "صالح حتى", en: "Valid until" },
  nextApprove: {
    ar: "يؤكد مصرفك الدفع خلال عشر ثوان من موافقتك.",
    en: "Your bank confirms within ten seconds of your approval.",
  },
  nextPage: {
    ar: "تتجدد هذه الصفحة وحدها وتعرض الإيصال حين يصل المبلغ.",
    en: "This page renews itself and shows the receipt when the money arrives.",
  },
  nextClose: {
    ar: "إن أغلقتها فلا شيء يضيع: عد برقم الفاتورة متى شئت.",
    en: "If you close it nothing is lost: come back with the billing number at any time.",
  },
  checkNow: { ar: "تحقق الآن", en: "Check now" },
  otherWay: { ar: "ألغ وادفع بطريقة أخرى", en: "Cancel and pay another way" },
  bankDown: { ar: "لا يجيب نظام الدفع الفوري الآن", en: "Instant payment does not answer now" },
  bankDownBody: {
    ar: "لم نعرف هل وصل الطلب. ما كتبته باق: أرسله مرة أخرى بعد قليل، ولن يدفع مرتين. أو امسح الرمز.",
    en: "We could not learn whether the request arrived. What you typed is kept: send it again shortly, it is never paid twice. Or scan the code.",
  },
  failed: { ar: "رفض الدفع", en: "The payment was refused" },
  failedBody: {
    ar: "رفضته في تطبيق مصرفك، أو لم يقبله المصرف. لم يخصم شيء، والفاتورة ما زالت مفتوحة.",
    en: "You refused it in your bank's app, or the bank did not accept it. Nothing was taken and the bill is still open.",
  },
  noFunds: {
    ar: "الرصيد في حسابك لا يكفي. لم يخصم شيء، والفاتورة ما زالت مفتوحة.",
    en: "The balance of your account is too low. Nothing was taken and the bill is still open.",
  },
  cancelled: { ar: "ألغيت هذه المحاولة", en: "You cancelled this attempt" },
  cancelledBody: {
    ar: "لم يخصم شيء. إن وصلك الطلب في تطبيق مصرفك بعد الآن فلا توافق عليه.",
    en: "Nothing was taken. If the request still shows in your bank's app, do not approve it.",
  },
  expired: { ar: "انتهت مهلة الطلب", en: "The request ran out of time" },
  expiredBody: {
    ar: "سألنا المصرف: لم يخصم شيء. الفاتورة ما زالت مفتوحة ويمكنك أن تبدأ من جديد.",
    en: "We asked the bank: nothing was taken. The bill is still open and you can start again.",
  },
  returning: { ar: "نعيد إليك المبلغ", en: "Your money is on its way back" },
  returned: { ar: "أعدنا إليك المبلغ", en: "Your money was sent back" },
  returningBody: {
    ar: "وصل مبلغ لا تحتاجه هذه الفاتورة، فأمرنا بإعادته إلى الحساب الذي دفع منه. يصل خلال دقائق.",
    en: "Money arrived that this bill did not need; we ordered it back to the account it came from. It arrives within minutes.",
  },
  reversed: { ar: "ألغى المصرف الدفع", en: "The bank reversed the payment" },
  reversedBody: {
    ar: "أعاد المصرف المبلغ إلى حسابك، فالفاتورة لم تعد مدفوعة بهذه المحاولة.",
    en: "The bank put the money back into your account, so this attempt no longer pays the bill.",
  },
  retry: { ar: "حاول مرة أخرى", en: "Try again" },
  toBill: { ar: "اعرض الفاتورة", en: "Show the bill" },
});
