import { defineTexts } from "@gov/kit/text.ts";

export const checkTexts = defineTexts({
  asks: { ar: "تسألكم", en: "Asks you" },
  service: { ar: "الخدمة", en: "Service" },
  reference: { ar: "رقم الطلب", en: "Reference" },
  shown: { ar: "ما يلزمكم من الطلب", en: "What you need of the request" },
  shownNote: {
    ar: "لا يظهر لكم من الطلب إلا هذا، ويُبلَّغ صاحبه بأنكم اطلعتم عليه.",
    en: "This is all you see of the request; its owner is told that you looked.",
  },
  noShown: { ar: "غير معلوم", en: "Not known" },
  dateOfBirth: { ar: "تاريخ الميلاد", en: "Date of birth" },
  answersOf: { ar: "ردود الجهات المسؤولة", en: "Answers of the institutions concerned" },
  clear: { ar: "لا مانع", en: "No objection" },
  object: { ar: "يوجد مانع", en: "Object" },
  objectTitle: { ar: "ما المانع؟", en: "What is the objection?" },
  objectHint: {
    ar: "يقرأ مقدم الطلب السبب وما تكتبه، ثم تقرر المؤسسة صاحبة الخدمة.",
    en: "The applicant reads the reason and what you write; the institution then decides.",
  },
  words: { ar: "توضيح (اختياري)", en: "Explanation (optional)" },
  send: { ar: "أرسل المانع", en: "Send the objection" },
  answered: { ar: "أُجيب عن هذا السؤال", en: "This question has been answered" },
  dropped: {
    ar: "لم يعد الرد مطلوبا: انتهى الطلب أو تغير مساره.",
    en: "No answer is needed any more: the request ended or went another way.",
  },
  back: { ar: "مهامي", en: "My tasks" },
  checks: { ar: "ردود الجهات", en: "Answers of institutions" },
  waiting: { ar: "ننتظر الرد", en: "Waiting for the answer" },
  isClear: { ar: "لا مانع", en: "No objection" },
  isObjection: { ar: "مانع", en: "Objection" },
  notNeeded: { ar: "لم يعد مطلوبا", en: "No longer needed" },
  clearedNotice: { ar: "أُرسل ردكم: لا مانع.", en: "Your answer was sent: no objection." },
  objectedNotice: { ar: "أُرسل المانع.", en: "Your objection was sent." },
});
