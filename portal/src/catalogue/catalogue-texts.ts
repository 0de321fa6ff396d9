import type { Text } from "@gov/kit/text.ts";

/** What the pages of the catalogue say around the services' own words. */
export const catalogueTexts = {
  services: { ar: "كل الخدمات", en: "All services" },
  searchLabel: { ar: "ابحث عن خدمة", en: "Search for a service" },
  examples: { ar: "رخصة، جواز، تأمين", en: "licence, passport, insurance" },
  nothingFound: { ar: "لم نجد خدمة بهذا الاسم", en: "We found no service by that name" },
  nothingFoundBody: {
    ar: "جرب كلمة أقصر، أو اسم المؤسسة، أو اختر مما يلي.",
    en: "Try a shorter word, the institution's name, or choose from these.",
  },
  results: { ar: "نتائج البحث", en: "Search results" },
  institutions: { ar: "المؤسسات", en: "Institutions" },
  lifeEvents: { ar: "حسب ما تحتاج", en: "By what you need" },
  noServicesYet: {
    ar: "لا خدمات هنا بعد. تقدم المؤسسة خدماتها في مكاتبها.",
    en: "No services here yet. The institution serves you at its offices.",
  },
  hours: { ar: "الدوام", en: "Opening hours" },
  contact: { ar: "أين", en: "Where" },
  start: { ar: "ابدأ الآن", en: "Start now" },
  resume: { ar: "أكمل طلبك", en: "Continue your application" },
  startNote: {
    ar: "تدخل بحسابك الموحد. نحفظ ما تكتبه صفحة صفحة، فتكمل متى شئت.",
    en: "You sign in with your unified account. We save each page, so you can finish any time.",
  },
  youGet: { ar: "ماذا تستلم", en: "What you get" },
  who: { ar: "لمن هذه الخدمة", en: "Who it is for" },
  need: { ar: "ماذا تحتاج", en: "What you need" },
  cost: { ar: "كم تكلف", en: "What it costs" },
  time: { ar: "كم تستغرق", en: "How long it takes" },
  steps: { ar: "كيف تسير", en: "How it goes" },
  free: { ar: "مجانية", en: "Free" },
  institution: { ar: "من يقدمها", en: "Who provides it" },
  depends: { ar: "من {least} إلى {most}، حسب إجاباتك", en: "{least} to {most}, by your answers" },
  byAnswers: { ar: "حسب إجاباتك", en: "Depends on your answers" },
  feeDetail: { ar: "تفصيل الرسوم", en: "All the fees" },
  feeLine: { ar: "الرسم", en: "Fee" },
  amount: { ar: "المبلغ", en: "Amount" },
  illustrative: {
    ar: "قيم توضيحية، وليست الرسوم الرسمية.",
    en: "Illustrative values, not the official fees.",
  },
  source: { ar: "المصدر", en: "Source" },
  stepAnswer: {
    ar: "تجيب عن أسئلة قليلة، وتؤكد ما تعرفه السجلات عنك.",
    en: "You answer a few questions and confirm what the registers know.",
  },
  stepPay: { ar: "تدفع الرسوم إلكترونيا.", en: "You pay the fee online." },
  stepWork: { ar: "تنظر المؤسسة في طلبك.", en: "The institution looks at your application." },
  stepGet: {
    ar: "تصلك الوثيقة مختومة في صفحة وثائقي.",
    en: "The sealed document is put among yours.",
  },
} as const satisfies Record<string, Text>;
