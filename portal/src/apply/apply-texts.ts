import type { Text } from "@gov/kit/text.ts";

/** What the pages of an application say around the service's own words. */
export const applyTexts = {
  go: { ar: "تابع", en: "Continue" },
  confirm: { ar: "صحيح، تابع", en: "This is right, continue" },
  later: { ar: "احفظ وأكمل لاحقا", en: "Save and finish later" },
  goWithout: { ar: "تابع دون انتظار", en: "Go on without waiting" },
  back: { ar: "رجوع", en: "Back" },
  again: { ar: "اسأل من جديد", en: "Ask again" },
  wrong: {
    ar: "إذا كان فيها خطأ فصححه عند المؤسسة التي تحفظها، ثم عد إلى هنا. ما حفظته باق.",
    en: "If something is wrong, have it corrected where it is kept, then come back. What you saved stays.",
  },
  known: { ar: "هذا ما تعرفه الدولة عنك", en: "This is what the state knows" },
  check: { ar: "راجع إجاباتك قبل الإرسال", en: "Check your answers before you send them" },
  confirmedPart: { ar: "أكدته من السجلات", en: "You confirmed from the registers" },
  answersPart: { ar: "إجاباتك", en: "Your answers" },
  applicant: { ar: "مقدم الطلب", en: "Applicant" },
  name: { ar: "الاسم", en: "Name" },
  nationalId: { ar: "رقم الهوية", en: "National ID" },
  fee: { ar: "الرسوم", en: "Fee" },
  total: { ar: "المجموع", en: "Total" },
  free: { ar: "هذه الخدمة مجانية.", en: "This service is free." },
  payAfter: {
    ar: "تدفع بعد الإرسال. لا نأخذ شيئا الآن.",
    en: "You pay after you send it. Nothing is charged now.",
  },
  illustrative: {
    ar: "قيم توضيحية: لم يُنشر الرسم الرسمي بعد.",
    en: "Illustrative values: the official fee is not published yet.",
  },
  declaration: {
    ar: "بالإرسال تقر أن ما كتبته صحيح، وتطلب هذه الخدمة.",
    en: "By sending, you state that what you wrote is true, and ask for this service.",
  },
  send: { ar: "أرسل الطلب", en: "Send the application" },
  feeChanged: {
    ar: "تغيرت الرسوم منذ رأيتها. راجعها ثم أرسل الطلب.",
    en: "The fee has changed since you saw it. Check it, then send the application.",
  },
  feeUnknown: {
    ar: "لا نستطيع حساب الرسوم الآن",
    en: "We cannot work out the fee now",
  },
  feeUnknownBody: {
    ar: "تعتمد على سجل لا يجيب. إجاباتك محفوظة كلها، ويكفي أن تعود لاحقا وترسلها.",
    en: "It depends on a register that does not answer. All your answers are saved: come back later and send them.",
  },
  downBody: {
    ar: "إجاباتك محفوظة. تستطيع أن تتابع، وسنسأل السجل حين يعود. أو انتظر واسأل من جديد.",
    en: "Your answers are saved. You can go on, and we will ask the register when it is back. Or wait and ask again.",
  },
  refusedTitle: {
    ar: "لا يمكن تقديم هذا الطلب الآن",
    en: "This application cannot be made now",
  },
  refusedBody: {
    ar: "إجاباتك محفوظة. حين يتغير السبب عد إلى هنا وأكمل.",
    en: "Your answers are saved. When the reason is gone, come back and go on.",
  },
  whatToDo: { ar: "ماذا تفعل", en: "What to do" },
  because: { ar: "بسبب", en: "Because of" },
  changeAnswers: { ar: "غيّر إجاباتك", en: "Change your answers" },
  notFoundTitle: { ar: "لم نجد السجل", en: "We did not find the record" },
  savedTitle: { ar: "حفظنا ما كتبته", en: "What you wrote is saved" },
  savedBody: {
    ar: "أكمل متى شئت، من هذا الجهاز أو من غيره. تجد الطلب في صفحة طلباتي.",
    en: "Go on whenever you like, on this device or another. You find it under My applications.",
  },
  assurance: {
    ar: "تحتاج هذه الخدمة إلى دخول أقوى",
    en: "This service needs a stronger sign-in",
  },
  assuranceBody: {
    ar: "دخلت بكلمة السر وحدها. ادخل من جديد بالرمز الذي يصلك على هاتفك.",
    en: "You signed in at a lower level than it asks for. Sign in again with the code sent to your phone.",
  },
  askedWhen: { ar: "نسأل هذا حين يكون:", en: "This is asked when:" },
  decidedBy: { ar: "في طلبك:", en: "In your application:" },
  ruleIs: { ar: "القاعدة:", en: "The rule:" },
  entriesBetween: (least: number, most: number): Text =>
    least === most
      ? { ar: `العدد المطلوب ${most}.`, en: `Exactly ${most}.` }
      : { ar: `العدد من ${least} إلى ${most}.`, en: `From ${least} to ${most}.` },
  entriesAtMost: (most: number): Text => ({
    ar: `حتى ${most}، ويمكنك أن تترك القائمة فارغة.`,
    en: `Up to ${most}; none is fine too.`,
  }),
  entriesFull: (most: number): Text => ({
    ar: `وصلت إلى الحد: ${most}.`,
    en: `You have reached the limit of ${most}.`,
  }),
  from: { ar: "أخذناه من", en: "Taken from" },
  changeIt: { ar: "غيّره إن تغير.", en: "Change it if it has changed." },
  otherTab: {
    ar: "تغيرت هذه الصفحة من جهاز آخر أو نافذة أخرى",
    en: "This page was changed on another device or in another window",
  },
  otherTabBody: {
    ar: "ما كتبته هنا باق أمامك ولم نحفظه بعد. تابع لتعتمده، أو خذ ما حُفظ هناك.",
    en: "What you wrote here is still before you, not saved yet. Go on to use it, or take what was saved there.",
  },
  takeOther: { ar: "خذ ما حُفظ هناك", en: "Take what was saved there" },
  savedThere: { ar: "المحفوظ هناك", en: "Saved there" },
  noLongerOpen: {
    ar: "لم نجد الملف. ربما حذفته من نافذة أخرى.",
    en: "There is no such file. You may have removed it in another window.",
  },
  proof: {
    ar: "أثبت أنك أنت قبل أن ترسل",
    en: "Prove that it is you before you send it",
  },
  proofBody: {
    ar: "في طلبك إقرار يلزمك قانونيا، فنتأكد أن صاحبه هو من يرسله. كل ما كتبته محفوظ، وتعود إلى هنا بعدها.",
    en: "Your application holds a statement that binds you, so we make sure that you are the one sending it. All you wrote is saved, and you come back here.",
  },
  prove: { ar: "أثبت هويتك", en: "Prove who you are" },
  proved: { ar: "تأكدنا أنك أنت. أرسل الطلب الآن.", en: "We know it is you. Send it now." },
  instalments: { ar: "تستطيع أن تدفعها على أقساط", en: "You may pay it in parts" },
  discard: { ar: "احذف هذه المسودة", en: "Delete this draft" },
} as const;
