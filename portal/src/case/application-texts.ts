import type { Text } from "@gov/kit/text.ts";

/** What the pages of a person's applications say. */
export const applicationTexts = {
  list: { ar: "طلباتي", en: "My applications" },
  drafts: { ar: "لم تُرسل بعد", en: "Not sent yet" },
  open: { ar: "قيد الإنجاز", en: "Under way" },
  closed: { ar: "انتهت", en: "Finished" },
  waits: { ar: "ينتظر منك", en: "Waits for you" },
  none: { ar: "لا طلبات لك بعد", en: "You have no applications yet" },
  noneBody: {
    ar: "ابحث عن الخدمة التي تحتاجها وابدأ. تجد طلبك هنا من أول صفحة تحفظها.",
    en: "Find the service you need and start. Your application is here from the first page you save.",
  },
  findService: { ar: "ابحث عن خدمة", en: "Find a service" },
  resume: { ar: "أكمل الطلب", en: "Continue" },
  reference: { ar: "رقم الطلب", en: "Reference" },
  withWhom: { ar: "عند من الآن", en: "Who has it now" },
  you: { ar: "عندك", en: "You" },
  nobody: { ar: "انتهى", en: "Finished" },
  usual: { ar: "الوقت المعتاد", en: "Usual time" },
  fee: { ar: "الرسوم", en: "Fee" },
  paid: { ar: "دفعت", en: "Paid" },
  receipt: { ar: "الإيصال", en: "Receipt" },
  sentOn: { ar: "أرسلته", en: "Sent" },
  happened: { ar: "ماذا جرى", en: "What happened" },
  answers: { ar: "إجاباتك وما أكدته", en: "Your answers and what you confirmed" },
  documents: { ar: "وثائق هذا الطلب", en: "Documents of this application" },
  question: { ar: "سؤال المؤسسة", en: "The institution's question" },
  yourAnswer: { ar: "جوابك", en: "Your answer" },
  answerHint: {
    ar: "اكتب الجواب بكلماتك، 2000 حرف على الأكثر.",
    en: "Answer in your own words, at most 2000 characters.",
  },
  sendAnswer: { ar: "أرسل الجواب", en: "Send the answer" },
  answerMissing: { ar: "اكتب الجواب ثم أرسله.", en: "Write the answer, then send it." },
  answerTooLong: {
    ar: "الجواب أطول من 2000 حرف. اختصره.",
    en: "The answer is longer than 2000 characters. Shorten it.",
  },
  withdraw: { ar: "اسحب الطلب", en: "Withdraw the application" },
  withdrawTitle: { ar: "هل تسحب هذا الطلب؟", en: "Withdraw this application?" },
  withdrawBody: {
    ar: "يتوقف العمل عليه ولا يعود. تستطيع أن تقدم طلبا جديدا متى شئت.",
    en: "Work on it stops for good. You can apply again at any time.",
  },
  withdrawPaid: {
    ar: "دفعت رسومه. اسأل المؤسسة عن استردادها.",
    en: "You paid its fee. Ask the institution about a refund.",
  },
  keep: { ar: "لا، أبقه", en: "No, keep it" },
  notNow: {
    ar: "لم يعد ذلك ممكنا: تغيرت حالة الطلب. هذه حالته الآن.",
    en: "That is no longer possible: the application has moved on. This is where it stands now.",
  },
  sent: { ar: "أرسلت طلبك", en: "Your application is sent" },
  sentPay: {
    ar: "ادفع الرسوم. يبدأ العمل حين تصلنا الدفعة.",
    en: "Pay the fee. Work begins when the payment arrives.",
  },
  sentFollow: {
    ar: "تابع الطلب في صفحة طلباتي في أي وقت.",
    en: "Follow it under My applications at any time.",
  },
  follow: { ar: "تابع الطلب", en: "Follow the application" },
  paymentDone: { ar: "وصلت دفعتك", en: "Your payment has arrived" },
  paymentNotYet: { ar: "لم تصلنا الدفعة بعد", en: "The payment has not reached us yet" },
  paymentNotYetBody: {
    ar: "إن كنت دفعت فلا تدفع مرة أخرى: نتأكد من بوابة الدفع وحدنا، ويكفي أن تحدّث الصفحة بعد قليل.",
    en: "If you did pay, do not pay again: we check with the payment gateway by ourselves. Reload this page shortly.",
  },
  reload: { ar: "حدّث الصفحة", en: "Reload" },
  payGateway: { ar: "بوابة الدفع", en: "the payment gateway" },
} as const satisfies Record<string, Text>;
